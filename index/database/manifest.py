"""What built the index. Vectors of two models must never meet in one index, even when their
dimensions agree, so the index remembers its maker and refuses any other by name."""

from dataclasses import asdict, dataclass, fields
from secrets import token_hex

from index.connection import Connection
from localdocs.errors import IndexMismatchError


@dataclass(frozen=True, slots=True)
class Manifest:
    """``embedder`` names the model and the hash of its weights; ``splitter`` is a version."""

    embedder: str
    dimension: str
    splitter: str


def read_manifest(connection: Connection) -> Manifest | None:
    """The manifest of the index, or None before the first document."""
    rows = dict(connection.execute("SELECT key, value FROM manifest").fetchall())
    names = [field.name for field in fields(Manifest)]
    return Manifest(*(rows[name] for name in names)) if all(n in rows for n in names) else None


def write_manifest(connection: Connection, manifest: Manifest) -> None:
    """Remember what builds the index from now on."""
    for key, value in asdict(manifest).items():
        store_value(connection, key, value)


def read_value(connection: Connection, key: str) -> str | None:
    """What is kept under a key; None where there is nothing."""
    row = connection.execute("SELECT value FROM manifest WHERE key = ?", (key,)).fetchone()
    return None if row is None else str(row[0])


def store_value(connection: Connection, key: str, value: str) -> None:
    """Keep something under a key, in place of what was there."""
    connection.execute(
        "INSERT INTO manifest (key, value) VALUES (?, ?) "
        "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, value),
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


def read_generation(connection: Connection) -> str:
    """A random mark that changes whenever the set of vectors does.

    Random rather than counted: a database brought back from a backup must not meet the cache of
    its lost future.
    """
    return read_value(connection, "generation") or "empty"


def raise_generation(connection: Connection) -> None:
    """Say that vectors were added or taken away; call inside the transaction that does it."""
    store_value(connection, "generation", token_hex(8))


def read_vector_mark(connection: Connection) -> str:
    """Which cache file holds vectors of this database, as they still are; "" before the first."""
    return read_value(connection, "vector_mark") or ""


def renew_vector_mark(connection: Connection) -> str:
    """Another mark, which no file has yet; call inside the transaction that puts one in place, or
    that changes vectors under their ids."""
    mark = token_hex(8)
    store_value(connection, "vector_mark", mark)
    return mark


def keep_highest_file_id(connection: Connection) -> None:
    """Before files are forgotten: their ids are not to be given to others, since programs keep them
    to name documents by."""
    connection.execute(
        "INSERT INTO manifest (key, value) "
        "SELECT 'highest_file_id', coalesce(max(id), 0) FROM files WHERE true "
        "ON CONFLICT (key) DO UPDATE SET value = excluded.value "
        "WHERE CAST(excluded.value AS BIGINT) > CAST(manifest.value AS BIGINT)"
    )
