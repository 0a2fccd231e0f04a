"""The map as it is stored: the middle of each document's vectors, its place, the regions' names."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass

from index.connection import Connection
from index.database.encoding import EVERYTHING
from index.database.manifest import read_value, store_value

_STATE, _REGIONS = "map", "map_regions"
"""Keys of the manifest."""


@dataclass(frozen=True, slots=True)
class MapState:
    """How the map was last drawn as a whole, and of how many documents."""

    method: str
    documents: int


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the map that has words of its own. ``x`` and ``y`` in [-1, 1]."""

    x: float
    y: float
    documents: int
    name: str


@dataclass(frozen=True, slots=True)
class MapCounts:
    """How many documents have a middle, lie where they were drawn, and lie anywhere."""

    known: int
    drawn: int
    placed: int


@dataclass(frozen=True, slots=True)
class MapDocument:
    """A document on the map. ``x`` and ``y`` in [-1, 1]; ``path`` is no Path, since making fifty
    thousand of them takes half a second."""

    file_id: int
    path: str
    suffix: str
    modified_ns: int
    x: float
    y: float


Place = tuple[int, float, float]
"""The id of a file, x, y."""


# Middles

_HAS_ALL_VECTORS = """EXISTS (SELECT 1 FROM passages WHERE file_id = files.id)
    AND NOT EXISTS (SELECT 1 FROM passages JOIN vectors ON vectors.id = vector_id
                    WHERE passages.file_id = files.id AND vector IS NULL)"""


def without_middle(connection: Connection, limit: int) -> list[int]:
    """The ids of documents that have all their vectors and no middle yet."""
    rows = connection.execute(
        f"""SELECT id FROM files WHERE skipped IS NULL
            AND NOT EXISTS (SELECT 1 FROM map_documents WHERE file_id = files.id)
            AND {_HAS_ALL_VECTORS} ORDER BY id LIMIT ?""",
        (limit,),
    ).fetchall()
    return [row[0] for row in rows]


def passage_vectors(connection: Connection, file_id: int) -> Iterator[bytes]:
    """The vectors of a document's passages: float32, unit length."""
    rows = connection.execute(
        "SELECT vector FROM passages JOIN vectors ON vectors.id = vector_id "
        "WHERE file_id = ? AND vector IS NOT NULL",
        (file_id,),
    )
    return (row[0] for row in rows)


def store_middle(connection: Connection, file_id: int, content_hash: bytes, middle: bytes) -> None:
    """Keep a middle, unless the document is not what it was made from any more, or its vectors are
    to be others."""
    connection.execute(
        "INSERT INTO map_documents (file_id, middle) "
        f"SELECT id, ? FROM files WHERE id = ? AND content_hash = ? AND {_HAS_ALL_VECTORS} "
        "ON CONFLICT (file_id) DO UPDATE "
        "SET middle = excluded.middle, x = NULL, y = NULL, guessed = 0",
        (middle, file_id, content_hash),
    )


def middles(connection: Connection, *, placed: bool | None = None) -> list[tuple[int, bytes]]:
    """Ids and middles (float16, unit length), by id; ``placed``: of those with a place, or of those
    without."""
    condition = {None: EVERYTHING, True: "x IS NOT NULL", False: "x IS NULL"}[placed]
    return connection.execute(
        f"SELECT file_id, middle FROM map_documents WHERE {condition} ORDER BY file_id"
    ).fetchall()


# Places


def places(connection: Connection) -> list[Place]:
    """Where the documents lie, by id."""
    rows = connection.execute(
        "SELECT file_id, x, y FROM map_documents WHERE x IS NOT NULL ORDER BY file_id"
    ).fetchall()
    return [(row[0], row[1], row[2]) for row in rows]


def store_places(connection: Connection, found: Iterable[Place], *, guessed: bool = False) -> None:
    """Put documents where they are to lie; those that are gone are left out."""
    connection.executemany(
        "UPDATE map_documents SET x = ?, y = ?, guessed = ? WHERE file_id = ?",
        ((x, y, int(guessed), file_id) for file_id, x, y in found),
    )


def counts(connection: Connection) -> MapCounts:
    """How much of the map there is."""
    row = connection.execute(
        "SELECT count(*), count(CASE WHEN guessed = 0 THEN x END), count(x) FROM map_documents"
    ).fetchone()
    return MapCounts(*row)


def map_documents(connection: Connection) -> list[MapDocument]:
    """All that lie on the map, by id."""
    rows = connection.execute(
        "SELECT id, path, suffix, modified_ns, x, y FROM map_documents JOIN files ON id = file_id "
        "WHERE x IS NOT NULL AND skipped IS NULL ORDER BY id"
    ).fetchall()
    return [MapDocument(*row) for row in rows]


def count_waiting(connection: Connection) -> int:
    """How many documents that say something do not lie on the map yet."""
    row = connection.execute(
        """SELECT count(*) FROM files WHERE skipped IS NULL
           AND NOT EXISTS (SELECT 1 FROM map_documents WHERE file_id = files.id AND x IS NOT NULL)
           AND EXISTS (SELECT 1 FROM passages WHERE file_id = files.id)"""
    ).fetchone()
    return int(row[0])


# Names

OPENING_CHARACTERS = 4000
"""Of a document's first pages: enough to know what it is about."""

_MOST_HEADINGS = 40
_OPENING_PAGES = 3


def title_and_opening(connection: Connection, file_id: int) -> tuple[str, str]:
    """The title and headings of a document, a line each, and how its text begins."""
    row = connection.execute("SELECT title FROM files WHERE id = ?", (file_id,)).fetchone()
    headings = connection.execute(
        "SELECT DISTINCT heading FROM passages WHERE file_id = ? AND heading > '' LIMIT ?",
        (file_id, _MOST_HEADINGS),
    ).fetchall()
    pages = connection.execute(
        "SELECT substr(text, 1, ?) FROM pages WHERE file_id = ? ORDER BY number LIMIT ?",
        (OPENING_CHARACTERS, file_id, _OPENING_PAGES),
    ).fetchall()
    title = (row[0] or "") if row is not None else ""
    head = "\n".join([title, *(heading[0] for heading in headings)])
    return head, "\n".join(page[0] for page in pages)[:OPENING_CHARACTERS]


# The whole


def read_state(connection: Connection) -> MapState | None:
    """How the map was drawn; None before."""
    found = read_value(connection, _STATE)
    return None if found is None else MapState(*json.loads(found))


def store_state(connection: Connection, state: MapState) -> None:
    """Remember how the map was drawn; the names of its regions are none any more."""
    store_value(connection, _STATE, json.dumps(astuple(state)))
    _forget_regions(connection)


def read_regions(connection: Connection) -> tuple[Region, ...] | None:
    """The regions; None where they are to be named anew."""
    found = read_value(connection, _REGIONS)
    return None if found is None else tuple(Region(*item) for item in json.loads(found))


def store_regions(connection: Connection, regions: Sequence[Region]) -> None:
    """Keep the regions."""
    store_value(connection, _REGIONS, json.dumps([astuple(region) for region in regions]))


def forget_place(connection: Connection, file_id: int) -> None:
    """The document is another one now, or gone: names may have been words of it alone."""
    if connection.execute("DELETE FROM map_documents WHERE file_id = ?", (file_id,)).rowcount:
        _forget_regions(connection)


def forget_map(connection: Connection) -> None:
    """All vectors will be others."""
    connection.execute("DELETE FROM map_documents")
    connection.execute("DELETE FROM manifest WHERE key = ?", (_STATE,))
    _forget_regions(connection)


def _forget_regions(connection: Connection) -> None:
    connection.execute("DELETE FROM manifest WHERE key = ?", (_REGIONS,))
