"""All that CI does, in one command: `make test`.

Each check is one line with its seconds; what a failing one printed follows in full. All are run,
whatever the earlier ones said. The tests come last, so that their summary closes the page.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TYPED = ["localdocs", "ingest", "index", "prompts", "scripts", "training"]
BESIDE = ["tests/page", "tests/localdocs/server", "tests/localdocs/service"]
"""Tests that start servers and browsers: about half of all by the clock."""

QUIET_CHECKS = {
    "format": ["-m", "ruff", "format", "--check", "."],
    "lint": ["-m", "ruff", "check", "."],
    "types": ["-m", "mypy", *TYPED],
    "layers": ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
    "wheel": ["scripts/check_wheel.py"],
}


def passes(name: str, arguments: list[str]) -> bool:
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    verdict = "ok" if done.returncode == 0 else "FAILED"
    print(f"{name:<8} {verdict:<7} {time.monotonic() - begun:5.1f} s", flush=True)
    if done.returncode != 0:
        print(done.stdout, flush=True)
    return done.returncode == 0


def tests_pass() -> bool:
    """Two runs side by side: most tests wait for processes half of their time. What the second one
    prints follows in full when the first is done."""
    print("tests", flush=True)
    pytest = [sys.executable, "-m", "pytest"]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        beside = subprocess.Popen(
            [*pytest, *BESIDE], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=said, stderr=said
        )
        rest = [f"--ignore={folder}" for folder in BESIDE]
        first = subprocess.run([*pytest, *rest], cwd=ROOT, check=False).returncode
        second = beside.wait()
        said.seek(0)
        print(f"tests of {', '.join(BESIDE)}\n{said.read()}", flush=True)
    return first == second == 0


def main() -> int:
    failed = [name for name, arguments in QUIET_CHECKS.items() if not passes(name, arguments)]
    if not tests_pass():
        failed.append("tests")
    if failed:
        print(f"Failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
