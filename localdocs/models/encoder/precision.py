"""In which precision a network is computed on this computer: measured once, remembered.

bfloat16 is about twice as quick where the processor knows it, and slower where it does not.
"""

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from localdocs.computer.files import write_atomically
from localdocs.computer.openvino_import import import_openvino
from localdocs.models.encoder.network import CLS, SEP, BuildGraph, Network, Row

_WORTH_IT = 1.1
"""bf16 has to be at least this many times as quick as f32, else f32 is kept."""

MOST_APART = 0.5
"""Nats. bf16 is not used where a logit of the check rows is farther from that of f32."""

_ROWS, _TOKENS = 8, 160


def open_network(build: BuildGraph, digest: str, cache_folder: Path) -> Network:
    """The network in the precision that suits this computer; ``digest`` names its weights.

    Raises what ``build`` does, and RuntimeError.
    """
    note = cache_folder / "precisions" / f"{_key(digest)}.json"
    known = _remembered(note)
    if known:
        return Network(build, known)
    exact, quick = Network(build, "f32"), Network(build, "bf16")
    worth_it = _seconds(quick) * _WORTH_IT < _seconds(exact)
    chosen = quick if worth_it and _apart(exact, quick) <= MOST_APART else exact
    try:
        write_atomically(note, json.dumps({"precision": chosen.precision}))
    except OSError:
        return chosen  # measured again next time
    return chosen


def _key(digest: str) -> str:
    openvino = import_openvino()
    version = openvino.get_version().split("-")[0]
    processor = str(openvino.Core().get_property("CPU", "FULL_DEVICE_NAME"))
    place = hashlib.sha256(processor.encode()).hexdigest()[:8]
    return f"{digest[:16]}-openvino{version}-{place}"


def _remembered(note: Path) -> str:
    try:
        precision = json.loads(note.read_text(encoding="utf-8"))["precision"]
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return precision if precision in ("f32", "bf16") else ""


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


def _seconds(network: Network) -> float:
    """For the check rows, the better of two runs after a warm-up."""
    rows = check_rows()

    def run() -> float:
        start = time.perf_counter()
        network.run(rows)
        return time.perf_counter() - start

    return _better(run)


def _better(run: Callable[[], float]) -> float:
    run()
    return min(run(), run())


def _apart(some: Network, other: Network) -> float:
    """The greatest difference between two logits."""
    rows = check_rows()
    pairs = zip(some.run(rows), other.run(rows), strict=True)
    return max(float(np.abs(one - same).max()) for one, same in pairs)
