"""What every command opens: the terminal and the library of its run, and how the run ends."""

import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from localdocs.errors import EXIT_INTERRUPTED, LocalDocsError
from localdocs.home.places import places
from localdocs.home.settings import Settings
from localdocs.reports import LibraryStatus, ProgressListener, Report
from localdocs.service.caller.client import connect_service
from localdocs.terminal.json import JsonTerminal, stdout_to_ourselves
from localdocs.terminal.text import TextTerminal
from localdocs.types import Answer, Filters, Hit, StreamEvent, Turn
from localdocs.views.style import Style

if TYPE_CHECKING:
    from index.copying import Copying
    from localdocs.library import Library


class Terminal(Protocol):
    """Where a command shows what it has: to people, or with ``--json`` to programs."""

    style: Style

    def result(self, shape: Any, lines: Iterable[str]) -> None:
        """What is finished, as ``shape`` or in ``lines``; of the two only one is run through."""

    def answer(self, events: Iterable[StreamEvent], question: str = "") -> Answer:
        """An answer, as it comes."""

    def lines(self, lines: Iterable[str]) -> None:
        """What is said to people on the way."""

    def note(self, words: str) -> None:
        """What a person may want to know besides."""

    def pieces(self, pieces: Iterable[str]) -> None:
        """A model's reply, as it comes."""

    def progress(self, title: str) -> AbstractContextManager[ProgressListener]:
        """How far the reading of files is."""

    def copying(self, title: str) -> "AbstractContextManager[Callable[[Copying], None]]":
        """How far the copying of an index is."""

    def error(self, error: LocalDocsError) -> None:
        """What went wrong, and what to do about it."""

    def interrupted(self) -> None:
        """Ctrl-C was heard."""


class OpenedLibrary(AbstractContextManager["OpenedLibrary"], Protocol):
    """What both the library in this process and that of the service can do. See ``Library``."""

    @property
    def settings(self) -> Settings: ...

    def add(
        self, path: Path | str, *, name: str | None = None, listener: ProgressListener = ...
    ) -> Report: ...

    def sync(self, *, rebuild: bool = False, listener: ProgressListener = ...) -> Report: ...

    def remove(self, folder: Path | str) -> Report: ...

    def search(
        self, question: str, k: int = 10, *, filters: Filters | None = None
    ) -> list[Hit]: ...

    def stream(
        self,
        question: str,
        language_model: bool = True,
        *,
        k: int | None = None,
        filters: Filters | None = None,
        previous: Sequence[Turn] = (),
    ) -> Generator[StreamEvent, None, None]: ...

    def status(self) -> LibraryStatus: ...

    def close(self) -> None: ...


@contextmanager
def opened_terminal(as_json: bool = False) -> Iterator[Terminal]:
    """The terminal of this run; an error ends the program."""
    with _terminal(as_json) as terminal:
        try:
            yield terminal
        except LocalDocsError as error:
            terminal.error(error)
            sys.exit(error.exit_code)
        except KeyboardInterrupt:
            terminal.interrupted()
            sys.exit(EXIT_INTERRUPTED)
        except BrokenPipeError:
            sys.exit(0)
        except OSError as error:
            from localdocs.computer.disk import system_error

            terminal.error(system_error(error))
            sys.exit(LocalDocsError.exit_code)


@contextmanager
def opened_library(as_json: bool) -> Iterator[tuple[OpenedLibrary, Terminal]]:
    """The nearest library and the terminal to print on; an error ends the program."""
    with opened_terminal(as_json) as terminal, nearest_library() as library:
        yield library, terminal


@contextmanager
def opened_own_library(as_json: bool) -> Iterator[tuple["Library", Terminal]]:
    """The library in this process, and the terminal to print on; an error ends the program."""
    with opened_terminal(as_json) as terminal, _own_library() as library:
        yield library, terminal


def nearest_library() -> OpenedLibrary:
    """The library of the background service where one runs, else one of our own."""
    where = places()
    return connect_service(where, Settings(where.settings)) or _own_library()


def _own_library() -> "Library":
    # Here, since a command that goes through the service needs nothing of it.
    from localdocs.library import Library

    return Library()


@contextmanager
def _terminal(as_json: bool) -> Iterator[Terminal]:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # file names need not be valid text
    if as_json:
        with stdout_to_ourselves() as out:
            yield JsonTerminal(out)
    else:
        yield TextTerminal()
