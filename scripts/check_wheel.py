"""Build the wheel, look into it, and run it from an empty folder.

It has to hold our four packages and nothing else at the top, and to work where the checkout is out
of sight. Only localdocs is installed for that; what it depends on is lent by this environment.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = {"localdocs", "ingest", "index", "prompts"}
SCRIPTS = "Scripts" if os.name == "nt" else "bin"


def run(command: list[str], folder: Path) -> str:
    """What a command prints; if it fails, all of it is shown and the check ends here."""
    done = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"$ {' '.join(command)}\n{done.stdout}{done.stderr}")
    return done.stdout


def build_wheel(folder: Path) -> Path:
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    run(command, ROOT)
    return next(folder.glob("*.whl"))


def check_names(wheel: Path) -> None:
    names = {name.partition("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    packages = {name for name in names if not name.endswith(".dist-info")}
    if packages != PACKAGES:
        sys.exit(f"the wheel's top-level names are {sorted(packages)}, not {sorted(PACKAGES)}")


def check_data_files(wheel: Path) -> None:
    """Files that are not code (prompt texts, py.typed) are easily left behind."""
    packed = set(zipfile.ZipFile(wheel).namelist())
    files = [path for package in PACKAGES for path in (ROOT / package).rglob("*")]
    wanted = {path.relative_to(ROOT).as_posix() for path in files if path.is_file()}
    missing = {name for name in wanted - packed if "__pycache__" not in name}
    if missing:
        sys.exit(f"the wheel lacks {sorted(missing)}")


def install(wheel: Path, folder: Path) -> Path:
    """A fresh environment with the wheel. Returns the folder of its commands."""
    venv.create(folder)
    commands = folder / SCRIPTS
    python = str(commands / "python")
    run([sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", str(wheel)], ROOT)
    query = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = Path(run([python, "-c", query], folder).strip())
    (packages / "lent.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return commands


def check_in_empty_folder(commands: Path, empty: Path) -> None:
    run([str(commands / "localdocs"), "--help"], empty)
    query = "import localdocs.library; print(localdocs.__file__)"
    origin = Path(run([str(commands / "python"), "-c", query], empty).strip())
    if ROOT in origin.parents:
        sys.exit(f"the installed localdocs is the checkout's: {origin}")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        empty = scratch / "empty"
        empty.mkdir()
        wheel = build_wheel(scratch)
        check_names(wheel)
        check_data_files(wheel)
        check_in_empty_folder(install(wheel, scratch / "environment"), empty)


if __name__ == "__main__":
    main()
