"""Reading what a person types into a chat, or what a pipe sends: one question after another.

When is the rent due?            one line
Compare the two leases, \\        a line that goes on
and tell me which is longer.
\"\"\"                              any number of lines, up to the next three quotes
…
\"\"\"
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import TextIO

FENCE = '"""'

_PROMPT = "> "
_GOES_ON = ". "

ReadLine = Callable[[str], str]
"""A line without its end, after this prompt. Raises EOFError where there is none."""


class Typed(Iterator[str]):
    """What is typed on a terminal, until Ctrl-D. Ctrl-C drops the line that is being typed.

    No generator: one that Ctrl-C meets between two lines would be at its end.
    """

    def __init__(self, earlier: Sequence[str] = ()) -> None:
        """``earlier`` questions can be called back with the arrow keys, as new ones can."""
        self._shows_prompt = sys.stdout.isatty()
        with suppress(ImportError):  # not on Windows, whose console edits lines itself
            import readline

            for question in earlier:
                readline.add_history(question.replace("\n", " "))

    def __next__(self) -> str:
        try:
            return _question(self._read)
        except KeyboardInterrupt:
            _end_line()
            return ""
        except EOFError:
            _end_line()
            raise StopIteration from None

    def _read(self, prompt: str) -> str:
        return input(prompt if self._shows_prompt else "")


def piped(stream: TextIO) -> Iterator[str]:
    """What a pipe or a file holds."""

    def read(_: str) -> str:
        if not (line := stream.readline()):
            raise EOFError
        return line.rstrip("\r\n")

    with suppress(EOFError):
        while True:
            yield _question(read)


def _end_line() -> None:
    """What is shown next does not stand beside what was being typed."""
    sys.stdout.write("\n")
    sys.stdout.flush()


def _question(read: ReadLine) -> str:
    line = read(_PROMPT)
    if line.lstrip().startswith(FENCE):
        return _fenced(line.lstrip().removeprefix(FENCE), read)
    with suppress(EOFError):
        while line.endswith("\\"):
            line = line[:-1] + "\n"
            line += read(_GOES_ON)
    return line.strip()


def _fenced(line: str, read: ReadLine) -> str:
    lines = [line]
    with suppress(EOFError):
        while FENCE not in lines[-1]:
            lines.append(read(_GOES_ON))
    lines[-1] = lines[-1].partition(FENCE)[0]
    return "\n".join(lines).strip()
