"""What ``--json`` prints: one JSON object on standard output, and nothing else.

File descriptor 1 is pointed at stderr while the command runs, so that whatever a native library
prints cannot come between the braces.
"""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import IO, TYPE_CHECKING, Any

from localdocs.errors import LocalDocsError
from localdocs.reports import ProgressListener
from localdocs.types import Answer, StreamEvent
from localdocs.views.style import Style

if TYPE_CHECKING:
    from index.copying import Copying


class JsonTerminal:
    """One JSON object on stdout; errors as ``{"error", "remedy"}`` on stdout too."""

    style = Style(fancy=False)

    def __init__(self, out: IO[str]) -> None:
        self._out = out

    def result(self, shape: Any, lines: Iterable[str]) -> None:
        self._out.write(as_text(shape))
        self._out.flush()

    def answer(self, events: Iterable[StreamEvent], question: str = "") -> Answer:
        from localdocs.views.answers import answer_shape  # here, since few commands answer

        *_, answer = (event.answer for event in events if event.answer is not None)
        self.result(answer_shape(answer), ())
        return answer

    def lines(self, lines: Iterable[str]) -> None:
        """Nothing: what is said on the way is for people."""

    def note(self, words: str) -> None:
        """Programs are not told."""

    def pieces(self, pieces: Iterable[str]) -> None:
        self.result("".join(pieces), ())

    def progress(self, title: str) -> AbstractContextManager[ProgressListener]:
        return nullcontext(lambda progress: None)

    def copying(self, title: str) -> "AbstractContextManager[Callable[[Copying], None]]":
        return nullcontext(lambda copying: None)

    def error(self, error: LocalDocsError) -> None:
        self.result({"error": error.message, "remedy": error.remedy}, ())

    def interrupted(self) -> None:
        pass


def as_text(shape: Any) -> str:
    """A shape as JSON. What is made bit by bit becomes a list."""
    return json.dumps(shape, indent=2, default=_plain) + "\n"


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, Iterator) else str(value)


@contextmanager
def stdout_to_ourselves() -> Iterator[IO[str]]:
    """A private copy of stdout; whatever else is written to descriptor 1 goes to stderr."""
    sys.stdout.flush()
    try:
        ours = os.dup(sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):  # stdout is not a file, as in some test runners
        yield sys.stdout
        return
    os.dup2(2, 1)
    try:
        with os.fdopen(ours, "w", encoding="utf-8", closefd=False) as out:
            yield out
    finally:
        sys.stdout.flush()
        os.dup2(ours, 1)
        os.close(ours)
