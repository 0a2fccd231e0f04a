"""In which precision a network is computed on this computer: measured once, remembered."""

import hashlib
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from localdocs.computer.files import write_atomically
from localdocs.computer.openvino_import import import_openvino
from localdocs.computer.openvino_network import PRECISIONS, may_gain, processor_seconds, quickest
from localdocs.models.encoder.network import CLS, SEP, Array, Network, Row

MOST_APART = 0.5
"""Nats. A precision is not used where a logit of the check rows is farther from that of f32."""

_ROWS, _TOKENS = 4, 160

_VERSION = 2
"""Raise this when there are other precisions, or they are measured otherwise."""


def open_network(build: Callable[[], Any], digest: str, cache_folder: Path) -> Network:
    """The network in the precision that suits this computer; ``digest`` names the weights of the
    ``openvino.Model`` that ``build`` gives.

    Raises what ``build`` does, and RuntimeError.
    """
    note = cache_folder / "precisions" / f"{_key(digest)}.json"
    known = _remembered(note)
    model = build()
    precision = known or _suitable(model)
    if not known:
        with suppress(OSError):  # measured again next time
            write_atomically(note, json.dumps({"precision": precision}))
    return Network(model, precision)


def _suitable(model: Any) -> str:
    """The quickest precision that agrees with f32; no two networks are in memory together."""
    rows = check_rows()
    exact: list[Array] = []
    seconds: dict[str, float] = {}
    for precision in PRECISIONS:
        if not may_gain(precision, seconds):
            continue
        network = Network(model.clone(), precision)
        found = network.run(rows)
        exact = exact or found  # f32 comes first
        if _apart(found, exact) <= MOST_APART:
            seconds[precision] = processor_seconds(partial(network.run, rows))
    return quickest(seconds)


def _key(digest: str) -> str:
    openvino = import_openvino()
    version = openvino.get_version().split("-")[0]
    processor = str(openvino.Core().get_property("CPU", "FULL_DEVICE_NAME"))
    place = hashlib.sha256(processor.encode()).hexdigest()[:8]
    return f"{digest[:16]}-openvino{version}-{place}-v{_VERSION}"


def _remembered(note: Path) -> str:
    try:
        precision = json.loads(note.read_text(encoding="utf-8"))["precision"]
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return precision if precision in PRECISIONS else ""


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A row of made-up tokens."""

    ids: tuple[int, ...]
    second: int


def check_rows() -> list[Row]:
    """Rows of the usual length, always the same."""
    dice = np.random.default_rng(1)
    rows = dice.integers(1000, 30_000, (_ROWS, _TOKENS)).tolist()
    return [CheckRow((CLS, *row[:12], SEP, *row[14:-1], SEP), 14) for row in rows]


def _apart(some: list[Array], others: list[Array]) -> float:
    """The greatest difference between two logits."""
    pairs = zip(some, others, strict=True)
    return max(float(np.abs(one - same).max()) for one, same in pairs)
