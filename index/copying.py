"""Copying an index from one database into another, whichever they are: nothing is read from files
or embedded again, and every id stays what it was.

It is one transaction: where it ends early, the target is what it was before, and it can be begun
again. What a search of words needs is written anew, from the pages.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from index.connection import Connection
from index.database.manifest import raise_generation, read_manifest, renew_vector_mark
from index.database.tables import TABLES, Table, rows_of
from index.database.transactions import snapshot, transaction
from index.database.word_rows import write_file
from localdocs.errors import IndexProblemError, UsageError

Row = TypeVar("Row")

NUMBERED = ("folders", "files", "vectors", "passages")
"""Tables whose rows get ids, none of which is used twice."""

_OFTEN = 500
"""Rows after which the listener hears again."""

_CONTENT = ("folders", "files", "vectors", "scanned_pages")
"""Tables one of which has a row where an index holds anything."""


@dataclass(frozen=True, slots=True)
class Copying:
    """How far a copy has come. ``doing`` is a table's name, or "words"; counts are rows."""

    doing: str
    done: int
    total: int


Listener = Callable[[Copying], None]


def copy_index(
    source: Connection, target: Connection, listener: Listener, *, replace: bool = False
) -> None:
    """Fill a target with all that a source holds, as it is at this moment.

    Raises UsageError where the target holds something, unless that is to be replaced. Searching
    the target goes on meanwhile; whoever writes to it waits.
    """
    with source.errors(), snapshot(source), target.errors():
        totals = {table.name: _count(source, table.name) for table in TABLES}
        with transaction(target):
            target.keep_writers_out()
            if holds_anything(target):
                if not replace:
                    raise UsageError(
                        "There is an index at the target already; nothing was copied.",
                        "Give --replace to have it deleted, or copy to another place.",
                    )
                _empty(target)
            for table in TABLES:
                _copy_table(source, target, table, _heard(listener, table.name, totals))
            _copy_words(source, target, listener)
            for name in NUMBERED:
                target.number_after(name, source.highest_id(name))
            # A cache of vectors that somebody made of what was there before is none of this.
            raise_generation(target)
            renew_vector_mark(target)
            _check(target, totals)


def make_quick(target: Connection) -> None:
    """What makes searching an index quick, after it was filled. At a million passages it takes
    minutes; the index is whole without it."""
    with target.errors():
        target.compact()
        manifest = read_manifest(target)
        if manifest is not None:
            target.vector_search(int(manifest.dimension)).refresh(target)


def holds_anything(connection: Connection) -> bool:
    """Whether an index is more than its empty tables."""
    found = " OR ".join(f"EXISTS (SELECT 1 FROM {name})" for name in _CONTENT)
    return bool(connection.execute(f"SELECT {found}").fetchone()[0])


def _copy_table(
    source: Connection, target: Connection, table: Table, heard: Callable[[int], None]
) -> None:
    rows: Iterable[Any] = _counted(rows_of(source, table), heard)
    if table.name == "vectors":
        rows = ((row[0], row[1], row[2] and target.as_vector(row[2])) for row in rows)
    target.insert_many(table.name, table.columns, rows, texts=table.texts)


def _copy_words(source: Connection, target: Connection, listener: Listener) -> None:
    """Document by document."""
    total = source.execute("SELECT count(*) FROM files WHERE skipped IS NULL").fetchone()[0]
    files = source.execute("SELECT id FROM files WHERE skipped IS NULL ORDER BY id").fetchall()
    with target.full_text.filling():
        for done, (file_id,) in enumerate(files, start=1):
            write_file(target, file_id, source)
            listener(Copying("words", done, total))


def _check(target: Connection, totals: dict[str, int]) -> None:
    """Raise IndexProblemError, before anything is there to stay, where rows are missing."""
    for name, total in totals.items():
        found = _count(target, name)
        if found < total:
            raise IndexProblemError(
                f"Of {total} {name} {found} were copied; nothing is kept of them.",
                "Run 'localdocs doctor' on the index that was to be copied.",
            )


def _empty(target: Connection) -> None:
    target.full_text.empty()
    for table in reversed(TABLES):
        target.execute(f"DELETE FROM {table.name}")


def _count(connection: Connection, table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def _heard(listener: Listener, name: str, totals: dict[str, int]) -> Callable[[int], None]:
    return lambda done: listener(Copying(name, done, totals[name]))


def _counted(rows: Iterable[Row], heard: Callable[[int], None]) -> Iterator[Row]:
    done = 0
    for done, row in enumerate(rows, start=1):
        yield row
        if done % _OFTEN == 0:
            heard(done)
    heard(done)
