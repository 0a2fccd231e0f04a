"""What is kept of a training that goes on: what was learnt, the optimizer's memory, and the plan.

Written whole into another file that then takes the place of the last one, so that a process that is
killed at any moment leaves one that can be gone on from.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from localdocs.computer.files import replacing
from localdocs.errors import ModelDamagedError, UsageError
from training.language_model.lora import Shape, learnt_state

NAME = "checkpoint.pt"


@dataclass(frozen=True, slots=True)
class Plan:
    """All that decides what comes out. ``model`` and ``rows`` are SHA-256 of the files."""

    model: str
    rows: str
    steps: int
    batch_rows: int = 8
    rate: float = 4e-4
    rank: int = 16
    alpha: float = 32.0
    seed: int = 11
    precision: str = "bfloat16"

    @property
    def shape(self) -> Shape:
        return Shape(self.rank, self.alpha)


def save(
    folder: Path, network: nn.Module, memory: torch.optim.Optimizer, step: int, plan: Plan
) -> None:
    """``step`` is how many steps have been taken."""
    state = {
        "learnt": learnt_state(network),
        "optimizer": memory.state_dict(),
        "step": step,
        "plan": asdict(plan),
    }
    with replacing(folder / NAME) as temporary:
        torch.save(state, temporary)


def resume(folder: Path, network: nn.Module, memory: torch.optim.Optimizer, plan: Plan) -> int:
    """The steps taken so far, 0 where there is no checkpoint; both get back what they were.

    What a process that was killed had half written is deleted.

    Raises UsageError where the checkpoint is that of another plan, ModelDamagedError where it
    cannot be read.
    """
    for half in folder.glob(f"{NAME}*.new"):
        half.unlink()
    if not (folder / NAME).is_file():
        return 0
    state = read(folder)
    others = [name for name, value in asdict(plan).items() if state["plan"].get(name) != value]
    if others:
        raise UsageError(
            f"The checkpoint in {folder} was made with other options: {', '.join(others)}.",
            "Give the options of before, or another --work folder.",
        )
    fill(network, state["learnt"])
    memory.load_state_dict(state["optimizer"])
    return int(state["step"])


def read(folder: Path) -> dict[str, Any]:
    """The checkpoint as it was written. Raises ModelDamagedError."""
    path = folder / NAME
    if not path.is_file():
        raise UsageError(f"There is no checkpoint in {folder}.", "Train first.")
    try:
        state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:  # whatever torch raises about a file that is none of its own
        raise ModelDamagedError(f"{path} is no checkpoint: {error}.", "Delete it.") from error
    return state


def fill(network: nn.Module, learnt: dict[str, Tensor]) -> None:
    """Put what was learnt into a network that has its LoRA already."""
    with torch.no_grad():
        for name, value in learnt_state(network).items():
            value.copy_(learnt[name])
