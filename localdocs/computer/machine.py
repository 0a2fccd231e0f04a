"""What this computer has: memory, cores, and how fast it reads memory.

A model that writes reads all of its weights for each token. So the bandwidth of memory, divided by
the size of the weights, is about how many tokens a second it can write.
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
from localdocs.computer.processor import physical_cores

_LIMITS = (
    Path("/sys/fs/cgroup/memory.max"),
    Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
)
_MEMINFO = Path("/proc/meminfo")
_BLOCK_BYTES = 64 << 20
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Machine:
    """What this computer has. ``bandwidth``: bytes a second from memory, 0 if not measured."""

    memory: int
    available: int
    cores: int
    bandwidth: float = 0.0


def this_machine(cache_folder: Path | None = None) -> Machine:
    """Memory and cores; the bandwidth too (a tenth of a second), if there is a folder to keep
    it in."""
    total = min(_total(), _container_limit())
    available = min(_available(total), total)
    cores = physical_cores()
    bandwidth = _bandwidth(cache_folder, cores) if cache_folder else 0.0
    return Machine(total, available, cores, bandwidth)


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


def _bandwidth(cache_folder: Path, cores: int) -> float:
    """Bytes a second: the most that was ever measured, since a busy computer shows too little."""
    note = cache_folder / "machine.json"
    try:
        kept = json.loads(note.read_text(encoding="utf-8"))
        known = float(kept["bandwidth"]) if kept["cores"] == cores else 0.0
    except (OSError, ValueError, KeyError, TypeError):
        known = 0.0
    measured = max(known, measure_bandwidth(cores))
    with suppress(OSError):  # it is measured again next time
        write_atomically(note, json.dumps({"cores": cores, "bandwidth": measured}))
    return measured


def measure_bandwidth(threads: int) -> float:
    """How many bytes a second so many threads read together: the best of three rounds."""
    import numpy as np

    blocks = [np.ones(_BLOCK_BYTES // 8) for _ in range(threads)]
    with ThreadPoolExecutor(threads) as pool:
        best = float("inf")
        for _ in range(_ROUNDS):
            begun = time.perf_counter()
            list(pool.map(np.max, blocks))
            best = min(best, time.perf_counter() - begun)
    return threads * _BLOCK_BYTES / best
