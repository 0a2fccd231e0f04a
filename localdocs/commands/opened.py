"""What every command opens: the terminal and the library of its run, and how the run ends."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from localdocs.errors import EXIT_INTERRUPTED, LocalDocsError
from localdocs.home.places import places
from localdocs.home.settings import Settings
from localdocs.service.client import ServiceLibrary, connect_service
from localdocs.terminal.text_terminal import Terminal, open_terminal

if TYPE_CHECKING:
    from localdocs.library import Library


@contextmanager
def opened_terminal(as_json: bool = False) -> Iterator[Terminal]:
    """The terminal of this run; an error ends the program."""
    with open_terminal(as_json) as terminal:
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


@contextmanager
def opened_library(
    as_json: bool, *, through_service: bool = False
) -> Iterator[tuple[Any, Terminal]]:
    """The library of this run and the terminal to print on; an error ends the program.

    ``through_service``: the library of the background service, where one runs.
    """
    with (
        opened_terminal(as_json) as terminal,
        nearest_library() if through_service else own_library() as library,
    ):
        yield library, terminal


def nearest_library() -> "Library | ServiceLibrary":
    """The library of the background service where one runs, else one of our own."""
    where = places()
    return connect_service(where, Settings(where.settings)) or own_library()


def own_library() -> "Library":
    """The library in this process."""
    # Here, since a command that goes through the service needs nothing of it.
    from localdocs.library import Library

    return Library()
