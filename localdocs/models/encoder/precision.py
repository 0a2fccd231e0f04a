"""In which precision a network is computed on this computer: measured once, remembered."""

import hashlib
import json
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from localdocs.computer.files import write_atomically
from localdocs.computer.openvino_import import import_openvino
from localdocs.computer.openvino_network import PRECISIONS, processor_seconds, quickest
from localdocs.models.encoder.network import CLS, SEP, BuildGraph, Network, Row

MOST_APART = 0.5
"""Nats. A precision is not used where a logit of the check rows is farther from that of f32."""

_ROWS, _TOKENS = 4, 160

_VERSION = 2
"""Raise this when there are other precisions, or they are measured otherwise."""


def open_network(build: BuildGraph, digest: str, cache_folder: Path) -> Network:
    """The network in the precision that suits this computer; ``digest`` names its weights.

    Raises what ``build`` does, and RuntimeError.
    """
    note = cache_folder / "precisions" / f"{_key(digest)}.json"
    known = _remembered(note)
    if known:
        return Network(build, known)
    networks = {name: Network(build, name) for name in PRECISIONS}
    rows = check_rows()
    seconds = {
        name: processor_seconds(partial(network.run, rows))
        for name, network in networks.items()
        if _apart(networks["f32"], network) <= MOST_APART
    }
    chosen = networks[quickest(seconds)]
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


def _apart(some: Network, other: Network) -> float:
    """The greatest difference between two logits."""
    rows = check_rows()
    pairs = zip(some.run(rows), other.run(rows), strict=True)
    return max(float(np.abs(one - same).max()) for one, same in pairs)
