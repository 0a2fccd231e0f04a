"""What scripts/setup.py says where something is missing: what it is, and what to do.

Readable for old Pythons, as scripts/setup.py is.
"""

from __future__ import annotations

from pathlib import Path

import llama_wheel

PROXY_HINT = (
    "Where pip finds no version of a package at all, something answers in the index's place "
    "(a page to log in, a proxy): log in there, or set PIP_PROXY or PIP_INDEX_URL."
)


def python_message(system: str, found: str) -> str:
    remedy = {
        "Linux": "Install one (Debian, Ubuntu: sudo apt install python3.11 python3.11-venv; "
        "Fedora: sudo dnf install python3.11)",
        "Darwin": "Install one (brew install python@3.12)",
        "Windows": "Install one (winget install Python.Python.3.12)",
    }.get(system, "Install one")
    return (
        f"localdocs needs Python 3.11 or newer, and this is {found}. {remedy}, and run this again."
    )


def compiler_message(system: str) -> str:
    remedy = {
        "Linux": "Debian, Ubuntu: sudo apt install build-essential; "
        "Fedora: sudo dnf install gcc-c++ make; Arch: sudo pacman -S base-devel",
        "Darwin": "xcode-select --install",
        "Windows": 'winget install Microsoft.VisualStudio.2022.BuildTools --override "--wait '
        '--passive --add Microsoft.VisualStudio.Workload.VCTools --includeRecommended"',
    }.get(system, "any C++17 compiler")
    return f"Get a C++ compiler ({remedy}) and run this again."


def without_llama_message(machine: llama_wheel.Machine, stamp: Path) -> str:
    """Says too how to try again: a build that failed is not tried each time that this is run."""
    remedy = compiler_message(machine.system)
    if machine.can_compile:
        remedy = f"Mend what is said above, delete {stamp}, and run this again."
    return (
        "localdocs is set up without llama.cpp, so that no language model can be run. Adding, "
        f"searching, and answers in your documents' own words work. For language models: {remedy}"
    )


def disk_message(needed_bytes: int, free_bytes: int, folder: Path) -> str:
    return (
        f"The environment needs {needed_bytes / 1e9:.0f} GB of disk, and {folder} has "
        f"{free_bytes / 1e9:.1f} GB free. Make room, or clone localdocs on another disk."
    )


def cache_message(free_bytes: int, folder: Path) -> str:
    return (
        f"Compiling llama.cpp needs {llama_wheel.NEEDED_BYTES / 1e9:.1f} GB of disk, and {folder} "
        f"has {free_bytes / 1e9:.1f} GB free. Make room, or set XDG_CACHE_HOME to another folder."
    )


def venv_message(system: str) -> str:
    remedy = "sudo apt install python3-venv" if system == "Linux" else "install Python anew"
    return f"This Python cannot make virtual environments. Mend it ({remedy}) and run this again."
