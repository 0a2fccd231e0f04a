"""What built the index. Vectors of two models must never meet in one index, even when their
dimensions agree, so the index remembers its maker and refuses any other by name."""

import sqlite3
from dataclasses import asdict, dataclass, fields

from localdocs.errors import IndexMismatchError


@dataclass(frozen=True, slots=True)
class Manifest:
    """``embedder`` names the model and the hash of its weights; ``splitter`` is a version."""

    embedder: str
    dimension: str
    splitter: str


def read_manifest(connection: sqlite3.Connection) -> Manifest | None:
    """The manifest of the index, or None before the first document."""
    rows = dict(connection.execute("SELECT key, value FROM manifest").fetchall())
    names = [field.name for field in fields(Manifest)]
    return Manifest(*(rows[name] for name in names)) if all(n in rows for n in names) else None


def write_manifest(connection: sqlite3.Connection, manifest: Manifest) -> None:
    """Remember what builds the index from now on."""
    connection.executemany(
        "INSERT OR REPLACE INTO manifest (key, value) VALUES (?, ?)", asdict(manifest).items()
    )


def check_manifest(built_with: Manifest | None, in_use: Manifest) -> None:
    """Raise IndexMismatchError, naming both sides, unless the two agree."""
    if built_with is None or built_with == in_use:
        return
    differences = [
        f"{name} {old!r}, now {new!r}"
        for (name, old), new in zip(
            asdict(built_with).items(), asdict(in_use).values(), strict=True
        )
        if old != new
    ]
    raise IndexMismatchError(
        "The index was built with " + "; ".join(differences) + ".",
        "Run 'localdocs sync --rebuild' to read and embed everything again, "
        "or name the former model with 'localdocs config embedding_model'.",
    )


def read_generation(connection: sqlite3.Connection) -> str:
    """A random mark that changes whenever the set of vectors does.

    Random rather than counted: a database brought back from a backup must not meet the cache of
    its lost future.
    """
    row = connection.execute("SELECT value FROM manifest WHERE key = 'generation'").fetchone()
    return str(row[0]) if row else "empty"


def raise_generation(connection: sqlite3.Connection) -> None:
    """Say that vectors were added or taken away; call inside the transaction that does it."""
    connection.execute(
        "INSERT OR REPLACE INTO manifest (key, value) "
        "VALUES ('generation', lower(hex(randomblob(8))))"
    )


def read_vector_mark(connection: sqlite3.Connection) -> str:
    """Which cache file holds vectors of this database, as they still are; "" before the first."""
    row = connection.execute("SELECT value FROM manifest WHERE key = 'vector_mark'").fetchone()
    return str(row[0]) if row else ""


def renew_vector_mark(connection: sqlite3.Connection) -> str:
    """Another mark, which no file has yet; call inside the transaction that puts one in place, or
    that changes vectors under their ids."""
    row = connection.execute(
        "INSERT OR REPLACE INTO manifest (key, value) "
        "VALUES ('vector_mark', lower(hex(randomblob(8)))) RETURNING value"
    ).fetchone()
    return str(row[0])


NEXT_FILE_ID = """(SELECT 1 + max(
    coalesce((SELECT max(id) FROM files), 0),
    coalesce((SELECT CAST(value AS INTEGER) FROM manifest WHERE key = 'highest_file_id'), 0)))"""
"""The id of the next file, in SQL: one that no file of this index has had."""


def keep_highest_file_id(connection: sqlite3.Connection) -> None:
    """Before files are forgotten: their ids are not to be given to others, since programs keep them
    to name documents by."""
    connection.execute(
        "INSERT INTO manifest (key, value) "
        "SELECT 'highest_file_id', coalesce(max(id), 0) FROM files WHERE true "
        "ON CONFLICT (key) DO UPDATE SET value = excluded.value "
        "WHERE CAST(excluded.value AS INTEGER) > CAST(value AS INTEGER)"
    )
