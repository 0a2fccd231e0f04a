"""The demo, as a transcript: index `examples/`, then ask a fact, a how-to, a condition, a sum, and
one in vain.

Each command is printed and run as a person would run it, in a library of its own (`.demo`). What
comes back is checked: a demo that goes wrong fails.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".demo"
LOCALDOCS = Path(sys.executable).parent / "localdocs"
NOT_FOUND = 3


@dataclass(frozen=True)
class Step:
    """A command, the exit code it has to end with, and words that it has to print."""

    arguments: tuple[str, ...]
    exit_code: int = 0
    expected: tuple[str, ...] = ()


STEPS = [
    Step(("add", "examples/"), expected=("6 documents",)),
    Step(
        ("ask", "How long is the warranty on the stove?"),
        expected=("three years", "stove-handbook.pdf, page 7"),
    ),
    Step(
        ("ask", "how do i clean the stove"),
        expected=("Let it cool for two hours", "damp cloth", "stove-handbook.pdf, page 4"),
    ),
    Step(
        ("ask", "what happens with the deposit when i move out"),
        expected=("3,420 euros", "tenancy-agreement.docx"),
    ),
    Step(
        ("ask", "how much did we pay Elmtal Power in total"),
        expected=("88.00 + 88.00 + 91.00 + 91.00 = 358.00", "household-2025.csv"),
    ),
    Step(
        ("ask", "How do I descale the coffee machine?"),
        exit_code=NOT_FOUND,
        expected=("Not in your documents",),
    ),
]


def typed(arguments: tuple[str, ...]) -> str:
    """The command as a person would type it."""
    return " ".join(f'"{word}"' if " " in word else word for word in arguments)


def shown_while_running(arguments: tuple[str, ...]) -> tuple[int, str]:
    """Run localdocs and pass its words on as they come. Returns its exit code and its words."""
    print(f"\n$ localdocs {typed(arguments)}", flush=True)
    child = subprocess.Popen(
        [str(LOCALDOCS), *arguments],
        cwd=ROOT,
        env={**os.environ, "LOCALDOCS_HOME": str(HOME), "PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE,
    )
    assert child.stdout is not None
    words = b""
    while piece := os.read(child.stdout.fileno(), 1024):
        words += piece
        sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
    return child.wait(), words.decode("utf-8")


def complaints(step: Step) -> list[str]:
    """What was wrong with one step, in words for a person."""
    exit_code, words = shown_while_running(step.arguments)
    found = [f"it does not say “{expected}”" for expected in step.expected if expected not in words]
    if exit_code != step.exit_code:
        found.insert(0, f"it ended with {exit_code}, not {step.exit_code}")
    return found


def main() -> int:
    for step in STEPS:
        wrong = complaints(step)
        if wrong:
            print(f"\nThe demo went wrong: {'; '.join(wrong)}.", file=sys.stderr)
            return 1
    print("\nYour turn: .venv/bin/localdocs add ~/Documents")
    return 0


if __name__ == "__main__":
    sys.exit(main())
