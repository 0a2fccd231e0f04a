"""How many processor cores there are for us: real ones, and only those we may use."""

import os
import time
from pathlib import Path

_CPUS = Path("/sys/devices/system/cpu")
_QUOTA = Path("/sys/fs/cgroup/cpu.max")
_LOAD = Path("/proc/loadavg")
_LOOKS, _BETWEEN_LOOKS_SECONDS = 5, 0.001
_BUSY_SHARE = 0.5


def physical_cores() -> int:
    """Cores that this process may use, hardware threads of one core counted once; at least 1.

    Where the system does not tell (anything but Linux), every logical processor counts.
    """
    if not hasattr(os, "sched_getaffinity"):
        return os.cpu_count() or 1
    usable = os.sched_getaffinity(0)
    cores = {_siblings(number) for number in usable}
    return max(1, min(len(cores), _container_quota()))


def idle_processors() -> int:
    """Logical processors that nobody else wants at the moment; all where that is not told, less
    than one where more is wanted than there is.

    The least of a few looks within milliseconds, so that what only passes by does not count.
    """
    processors = os.cpu_count() or 1
    try:
        wanted = [_running() for _ in range(_LOOKS)]
    except (OSError, ValueError, IndexError):
        return processors
    return processors - min(wanted) + 1  # one of them is the thread that looks


def is_quiet() -> bool:
    """Whether the processor has been idle for the most part of the last minute."""
    if not hasattr(os, "getloadavg"):
        return True
    return os.getloadavg()[0] < _BUSY_SHARE * physical_cores()


def _running() -> int:
    """Threads that run or wait for a processor, from the kernel's "0.20 0.18 0.12 1/80 11206"."""
    time.sleep(_BETWEEN_LOOKS_SECONDS)
    return int(_LOAD.read_text(encoding="ascii").split()[3].partition("/")[0])


def _siblings(number: int) -> str:
    """The hardware threads that share a core with this one, as the kernel writes them: "0,8"."""
    try:
        path = _CPUS / f"cpu{number}" / "topology" / "thread_siblings_list"
        return path.read_text(encoding="ascii").strip()
    except OSError:
        return str(number)


def _container_quota() -> int:
    """The processors that a container's limit amounts to; a large number without a limit."""
    try:
        quota, period = _QUOTA.read_text(encoding="ascii").split()
        return max(1, int(quota) // int(period))
    except (OSError, ValueError):
        return 1 << 16
