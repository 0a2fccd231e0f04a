"""The picture in the README, `docs/terminal.svg`: a real run, as a terminal shows it.

The commands run in a pseudo-terminal, so that the program writes its colours; rich turns them into
a picture. The library is made anew in a temporary folder, and paths are shortened.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "terminal.svg"
COLUMNS = 104

COMMANDS = (
    ("add", "examples"),
    ("ask", "How long is the warranty on the stove?"),
    ("ask", "How do I descale the coffee machine?"),
)


def typed(arguments: tuple[str, ...]) -> Text:
    """The prompt and the command, as a person would type it."""
    words = [f'"{word}"' if " " in word else word for word in arguments]
    return Text.assemble(("$ ", "green"), ("localdocs " + " ".join(words), "bold"))


def shown(arguments: tuple[str, ...], home: str) -> Text:
    """What the program writes on a terminal, with its colours, its paths shortened."""
    reading, writing = os.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "localdocs", *arguments],
        cwd=ROOT,
        env={**os.environ, "LOCALDOCS_HOME": home},
        stdin=subprocess.DEVNULL,
        stdout=writing,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    words = _all_of(reading).decode("utf-8").replace("\r\n", "\n")
    child.wait()
    return Text.from_ansi(words.replace(f"{ROOT}{os.sep}", "").rstrip())


def _all_of(terminal: int) -> bytes:
    """Everything that is written until the other end is closed, which Linux reports as an error."""
    words = b""
    try:
        while piece := os.read(terminal, 4096):
            words += piece
    except OSError:
        pass
    finally:
        os.close(terminal)
    return words


def without_fonts(svg: str) -> str:
    """The picture without its links to web fonts: a page of ours loads nothing from elsewhere."""
    return re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)


def main() -> None:
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True)
    with tempfile.TemporaryDirectory() as home:
        for number, command in enumerate(COMMANDS):
            console.print(*([""] if number else []), typed(command), sep="\n")
            console.print(shown(command, home))
    svg = console.export_svg(title="localdocs", theme=MONOKAI, unique_id="localdocs")
    PICTURE.write_text(without_fonts(svg), encoding="utf-8")
    print(f"wrote {PICTURE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
