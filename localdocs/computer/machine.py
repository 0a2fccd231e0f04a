"""What this computer has: memory, cores, how fast it reads memory and how much it computes.

A model that writes reads all of its weights for each token, so memory bounds how fast it writes.
One that reads a prompt multiplies many tokens with the weights at once, so computing bounds that.
"""

import ctypes
import json
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from localdocs.computer.files import write_atomically
from localdocs.computer.processor import is_quiet, physical_cores

_LIMITS = (
    Path("/sys/fs/cgroup/memory.max"),
    Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
)
_MEMINFO = Path("/proc/meminfo")
_BLOCK_BYTES = 64 << 20
_ROUNDS = 8
_MATRICES, _WIDTH = 64, 96
_PRODUCTS = 30

_MEASURED_ENOUGH = 2
"""After so many times while nothing else wants the processor, the best is kept."""


@dataclass(frozen=True, slots=True)
class Machine:
    """What this computer has. ``bandwidth``: bytes a second from memory; ``computing``:
    multiplications and additions a second, of all cores. Both are 0 if not measured."""

    memory: int
    available: int
    cores: int
    bandwidth: float = 0.0
    computing: float = 0.0


def this_machine(cache_folder: Path | None = None) -> Machine:
    """Memory and cores; with a folder to keep it in also what has to be measured, which takes some
    tenths of a second."""
    total = min(_total(), _container_limit())
    available = min(_available(total), total)
    cores = physical_cores()
    bandwidth, computing = _measured(cache_folder, cores) if cache_folder else (0.0, 0.0)
    return Machine(total, available, cores, bandwidth, computing)


def _total() -> int:
    if sys.platform == "win32":
        return _windows_memory()[0]
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def _available(total: int) -> int:
    """What could be had without swapping; all of it where the system does not tell."""
    if sys.platform == "win32":
        return _windows_memory()[1]
    try:
        for line in _MEMINFO.read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) << 10
    except (OSError, ValueError, IndexError):
        pass
    return total


def _container_limit() -> int:
    for file in _LIMITS:
        try:
            return int(file.read_text(encoding="ascii"))
        except (OSError, ValueError):  # no such file; "max"
            continue
    return 1 << 62


def _windows_memory() -> tuple[int, int]:
    """Total and available, by GlobalMemoryStatusEx."""

    class Status(ctypes.Structure):
        _fields_ = (
            ("length", ctypes.c_uint32),
            ("load", ctypes.c_uint32),
            ("total", ctypes.c_uint64),
            ("available", ctypes.c_uint64),
            ("rest", ctypes.c_uint64 * 5),
        )

    status = Status(length=ctypes.sizeof(Status))
    ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))  # type: ignore[attr-defined, unused-ignore]
    return int(status.total), int(status.available)


def _measured(cache_folder: Path, cores: int) -> tuple[float, float]:
    """Bytes and calculations a second: the most that was ever measured, since a busy computer shows
    too little. One that is busy is measured only where that was never done."""
    note = cache_folder / "machine.json"
    bandwidth, computing, times = _kept(note, cores)
    quiet = is_quiet()
    if times >= _MEASURED_ENOUGH or (computing and not quiet):
        return bandwidth, computing
    bandwidth = max(bandwidth, measure_bandwidth(cores))
    computing = max(computing, cores * measure_computing())
    times += quiet
    kept = {"cores": cores, "bandwidth": bandwidth, "computing": computing, "times": times}
    with suppress(OSError):  # it is measured again next time
        write_atomically(note, json.dumps(kept))
    return bandwidth, computing


def _kept(note: Path, cores: int) -> tuple[float, float, int]:
    """What was measured before of a computer with so many cores, 0 what was not, and how often in
    quiet."""
    try:
        kept = json.loads(note.read_text(encoding="utf-8"))
        if kept["cores"] != cores:
            return 0.0, 0.0, 0
        measured = float(kept["bandwidth"]), float(kept.get("computing", 0.0))
        return *measured, int(kept.get("times", 0)) if all(measured) else 0
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return 0.0, 0.0, 0


def measure_bandwidth(threads: int) -> float:
    """How many bytes a second so many threads read together: the best of some rounds."""
    import numpy as np

    blocks = [np.ones(_BLOCK_BYTES // 8) for _ in range(threads)]
    with ThreadPoolExecutor(threads) as pool:
        best = float("inf")
        for _ in range(_ROUNDS):
            begun = time.perf_counter()
            list(pool.map(np.max, blocks))
            best = min(best, time.perf_counter() - begun)
    return threads * _BLOCK_BYTES / best


def measure_computing() -> float:
    """How many multiplications and additions a second one core does: the best of short products.

    The matrices are so small that one thread multiplies them, and a product so short that another
    program rarely comes between: threads that wait for one another would show the load instead.
    """
    import numpy as np

    tokens = np.ones((_MATRICES, _WIDTH, _WIDTH), np.float32)
    weights = np.ones((_WIDTH, _WIDTH), np.float32)
    best = float("inf")
    for _ in range(_PRODUCTS):
        begun = time.perf_counter()
        np.matmul(tokens, weights)
        best = min(best, time.perf_counter() - begun)
    return 2.0 * _MATRICES * _WIDTH**3 / best
