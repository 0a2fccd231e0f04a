"""LoRA (Hu et al. 2021): beside each frozen matrix W a product of two thin ones is trained.

Sixty lines of our own instead of the package peft: this one method is needed, the sum goes back
into a GGUF file, which peft does not write, and peft brings accelerate and psutil along.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

MATRICES = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")
"""The linear layers of a block, as transformers names them; embeddings stay as they are."""


@dataclass(frozen=True, slots=True)
class Shape:
    """``rank`` of the product; it counts ``alpha / rank`` times."""

    rank: int = 16
    alpha: float = 32.0


class Beside(nn.Module):
    """A frozen linear layer with what is learnt beside it, which is nothing at first."""

    def __init__(self, frozen: nn.Linear, shape: Shape, dice: torch.Generator) -> None:
        super().__init__()
        self.frozen = frozen
        self.scale = shape.alpha / shape.rank
        down = torch.empty(shape.rank, frozen.in_features)
        down.uniform_(-1, 1, generator=dice).mul_(math.sqrt(3 / frozen.in_features))
        self.down = nn.Parameter(down)
        self.up = nn.Parameter(torch.zeros(frozen.out_features, shape.rank))

    def forward(self, inputs: Tensor) -> Tensor:
        """[…, in] to […, out]."""
        thin = functional.linear(inputs, self.down.to(inputs.dtype))
        learnt = functional.linear(thin, self.up.to(inputs.dtype))
        return torch.add(self.frozen(inputs), learnt, alpha=self.scale)

    def difference(self) -> Tensor:
        """What was learnt, as a matrix [out, in] to add to the frozen one."""
        return self.scale * (self.up.detach() @ self.down.detach())


def add_lora(network: nn.Module, shape: Shape, seed: int) -> None:
    """Put a `Beside` in place of each of `MATRICES`; only what is beside is trained."""
    dice = torch.Generator().manual_seed(seed)
    network.requires_grad_(False)
    for module in [*network.modules()]:
        for name, child in [*module.named_children()]:
            if name in MATRICES and isinstance(child, nn.Linear):
                setattr(module, name, Beside(child, shape, dice))


def beside(network: nn.Module) -> Iterator[tuple[str, Beside]]:
    """Every `Beside`, with the name of its matrix as transformers has it ("…q_proj.weight")."""
    for name, module in network.named_modules():
        if isinstance(module, Beside):
            yield f"{name}.weight", module


def learnt_state(network: nn.Module) -> dict[str, Tensor]:
    """What training changes, by name; the weights themselves, not copies."""
    return {name: value for name, value in network.named_parameters() if value.requires_grad}
