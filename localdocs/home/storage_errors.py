"""What goes wrong where the index lives, said as one of our errors, wherever it was met.

The disk may be full, the home not ours, the database damaged: each may come up at any statement, so
the methods of ``Library`` are held in this as a whole.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from index.opening import index_errors, is_address
from index.sqlite.connection import damaged
from localdocs.computer.disk import system_error
from localdocs.errors import LocalDocsError

Given = ParamSpec("Given")
Result = TypeVar("Result")


class AtHome(Protocol):
    """Something whose index lies somewhere."""

    @property
    def index_location(self) -> str:
        """As ``index.opening`` takes it."""


Self = TypeVar("Self", bound=AtHome)


def storage_said(
    method: Callable[Concatenate[Self, Given], Result],
) -> Callable[Concatenate[Self, Given], Result]:
    """A method that raises no error of SQLite or of the system."""

    @wraps(method)
    def saying(self: Self, /, *arguments: Given.args, **words: Given.kwargs) -> Result:
        with storage_errors(self.index_location):
            return method(self, *arguments, **words)

    return saying


@contextmanager
def storage_errors(location: str) -> Iterator[None]:
    """Raises StorageError and IndexDamagedError in place of what SQLite and the system raise.

    A damaged database may also give values that nobody expects, or SystemError in place of an error
    of SQLite. Such an error stands for the damage where there is some, else it stays what it was.
    """
    try:
        with index_errors(location):
            yield
    except (LocalDocsError, ConnectionError):
        raise
    except OSError as error:
        raise system_error(error) from error
    except (TypeError, ValueError, LookupError, AssertionError, SystemError) as error:
        if problem := _damage(location):
            raise damaged(Path(location), problem) from error
        raise


def _damage(location: str) -> str:
    """What SQLite finds wrong with a file; "" if nothing, or if there is none."""
    database = Path(location)
    if is_address(location) or not database.exists():
        return ""
    try:
        with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
            connection.text_factory = _readable
            return str(connection.execute("PRAGMA quick_check(1)").fetchone()[0]).removeprefix("ok")
    except (sqlite3.Error, UnicodeDecodeError) as error:  # SQLite quotes the damage in its words
        return str(error)


def _readable(data: bytes) -> Any:
    return data.decode("utf-8", "replace")
