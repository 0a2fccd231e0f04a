"""How much memory a process and its children hold. Needs /proc or ``ps``; else nobody knows."""

import os
import subprocess
from pathlib import Path

_PROC = Path("/proc")


def resident_bytes(pid: int) -> int | None:
    """Resident memory of a process and all below it, in bytes; None where it is not known.

    What several of them share is counted several times.
    """
    table = _from_proc() if (_PROC / "self" / "statm").exists() else _from_ps()
    if pid not in table:
        return None
    family = [pid]
    for member in family:  # grows while it runs
        family += [child for child, (parent, _) in table.items() if parent == member]
    return sum(table[member][1] for member in family)


def _from_proc() -> dict[int, tuple[int, int]]:
    """Process id to parent and bytes."""
    found = {}
    page = os.sysconf("SC_PAGE_SIZE")
    for folder in _PROC.iterdir():
        if folder.name.isdecimal():
            try:
                after_name = (folder / "stat").read_text(errors="replace").rpartition(")")[2]
                pages = (folder / "statm").read_text().split()[1]
            except OSError:
                continue  # it has just ended
            found[int(folder.name)] = (int(after_name.split()[1]), int(pages) * page)
    return found


def _from_ps() -> dict[int, tuple[int, int]]:
    try:
        command = ["ps", "-axo", "pid=,ppid=,rss="]
        listing = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return {}
    rows = (map(int, line.split()) for line in listing.splitlines())
    return {pid: (parent, kibibytes << 10) for pid, parent, kibibytes in rows}
