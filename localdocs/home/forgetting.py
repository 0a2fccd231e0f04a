"""Deleting all that was made of a person's documents and questions.

First everything is moved into one folder, then that is deleted. So a crash on the way leaves
nothing that is half there: ``finish_forgetting`` or another ``forget_everything`` goes on. The
documents themselves, settings and models stay.
"""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from localdocs.computer.disk import system_error
from localdocs.computer.files import make_private
from localdocs.errors import StorageError
from localdocs.home.contents import personal
from localdocs.home.places import Places


def forget_everything(where: Places) -> None:
    """Delete what is personal. Nobody may be writing: hold the writer's lock.

    Raises StorageError where something cannot be deleted; what was deleted by then stays so.
    """
    there = tuple(_personal_files(where))
    _check_no_links((where.index, *there))
    try:
        finish_forgetting(where)
        make_private(where.forgotten)
        for path in there:
            if path.suffix == ".log":
                os.truncate(path, 0)  # it goes on, since whoever runs has it open
            else:
                path.replace(where.forgotten / path.name)
        finish_forgetting(where)
    except OSError as error:
        raise system_error(error) from error


def finish_forgetting(where: Places) -> None:
    """Delete what an earlier run was about to. Raises OSError."""
    with suppress(FileNotFoundError):
        shutil.rmtree(where.forgotten)


def _personal_files(where: Places) -> Iterator[Path]:
    """What is there, in the order in which it goes: of a database its own file first, since SQLite
    throws away what lies beside one that is empty. The folder of the index stays."""
    for path in (path for kept in personal(where) for path in kept.paths):
        if path == where.index:
            yield from sorted(path.glob("*"))
        elif path != where.forgotten and (path.exists() or path.is_symlink()):
            yield path


def _check_no_links(paths: Iterable[Path]) -> None:
    """What a link leads to would stay, and may be anything."""
    for path in paths:
        if path.is_symlink():
            raise StorageError(
                f"{path} is a link, and what it leads to would stay.",
                "Delete that yourself, then the link, and try again.",
            )
