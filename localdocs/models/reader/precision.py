"""In which precision the reader's network is computed on this computer: measured once, remembered.

bfloat16 is about twice as quick where the processor knows it, and slower where it does not.
"""

import hashlib
import json
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from localdocs.computer.files import write_atomically
from localdocs.computer.openvino_import import import_openvino
from localdocs.models.reader.network import Network
from localdocs.models.reader.windows import CLS, SEP, Window

_WORTH_IT = 1.1
"""bf16 has to be at least this many times as quick as f32, else f32 is kept."""

MOST_APART = 0.5
"""Nats. bf16 is not used where a logit of the check rows is farther from that of f32."""

_ROWS, _TOKENS = 8, 160


def open_network(weights: Path, digest: str, cache_folder: Path) -> Network:
    """The network in the precision that suits this computer; ``digest`` names the weights.

    Raises ModelDamagedError.
    """
    note = cache_folder / "readers" / f"{_key(digest)}.json"
    known = _remembered(note)
    if known:
        return Network(weights, known)
    exact, quick = Network(weights, "f32"), Network(weights, "bf16")
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


def check_windows() -> list[Window]:
    """Rows of made-up tokens of the usual length, always the same."""
    dice = np.random.default_rng(1)
    rows = dice.integers(1000, 30_000, (_ROWS, _TOKENS)).tolist()
    body = 14
    return [
        Window((CLS, *row[:12], SEP, *row[body:-1], SEP), body, body, 0, _TOKENS - body - 1, number)
        for number, row in enumerate(rows)
    ]


def _seconds(network: Network) -> float:
    """For the check rows, the better of two runs after a warm-up."""
    windows = check_windows()

    def run() -> float:
        start = time.perf_counter()
        network.run(windows)
        return time.perf_counter() - start

    return _better(run)


def _better(run: Callable[[], float]) -> float:
    run()
    return min(run(), run())


def _apart(some: Network, other: Network) -> float:
    """The greatest difference between two logits."""
    windows = check_windows()
    (spans, heads), (other_spans, other_heads) = some.run(windows), other.run(windows)
    return float(max(np.abs(spans - other_spans).max(), np.abs(heads - other_heads).max()))
