"""An index that was copied into another database is the same index."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from fakes import FakeEmbedder, put, put_file
from index.connection import Connection
from index.copying import Copying, copy_index, make_quick
from index.database import catalog, scans
from index.database.manifest import read_manifest, store_value
from index.database.summaries import Sentence, read_summary, store_summary
from index.database.tables import TABLES, rows_of
from index.database.transactions import transaction
from index.index_store import IndexStore
from index.opening import open_index
from localdocs.errors import UsageError
from paths import ROOT
from postgres_server import emptied

EXAMPLES = sorted((ROOT / "examples").iterdir())
QUESTIONS = (
    "How long is the notice period?",
    "When may the lawn be mowed?",
    "heating costs 2025",
    "stove ash",
    "Zürich",
    "Skerrin ferry",
)

Open = Callable[[str], IndexStore]


@pytest.fixture
def opened() -> Iterator[Open]:
    """Opens an index, and closes it in the end."""
    connections: list[Connection] = []

    def open_one(location: str) -> IndexStore:
        connections.append(open_index(location))
        return IndexStore(connections[-1], FakeEmbedder, "1")

    yield open_one
    for connection in connections:
        connection.close()


@pytest.fixture(params=["sqlite to postgres", "postgres to sqlite", "sqlite to sqlite"])
def locations(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, str]:
    """Where a copy comes from and goes to."""

    def place(kind: str, name: str) -> str:
        if kind == "postgres":
            return emptied(request.getfixturevalue("postgres"))
        return str(tmp_path / name / "localdocs.db")

    source, target = request.param.split(" to ")
    return place(source, "source"), place(target, "target")


def filled(store: IndexStore) -> IndexStore:
    """Real files, one of each table's rows, ids that are free again, and a name that is no text."""
    connection = store.connection
    catalog.add_folder(connection, catalog.Folder(Path("/docs"), "docs"))
    catalog.add_folder(connection, catalog.Folder(EXAMPLES[0].parent, "examples"))
    for path in EXAMPLES:
        put_file(store, path)
    put(store, "/docs/\udce9t\udcff.txt", "The ferry leaves Zürich at seven.", title="Fähre")
    put(store, "/docs/gone.txt", "This one goes again.")
    with store.writing():
        catalog.forget_files(connection, [lookup_id(connection, "/docs/gone.txt")])
        catalog.sweep_vectors(connection)
        scans.store_page(connection, b"digest", 3, "engine", "found \udce9 there")
        known = catalog.known_files(connection, EXAMPLES[0])[EXAMPLES[0]]
        sentences = (Sentence(1, 0, 9),)
        store_summary(connection, known.file_id, known.content_hash, 1, sentences)
        store_value(connection, "map", "[]")
        connection.execute(
            "INSERT INTO map_documents (file_id, middle, x, y) VALUES (?, ?, ?, ?)",
            (known.file_id, b"\x00\x01", 0.25, -0.5),
        )
    return store


def lookup_id(connection: Connection, path: str) -> int:
    return catalog.known_files(connection, Path(path))[Path(path)].file_id


def nothing(_: Copying) -> None:
    pass


def contents(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
    """All rows; vectors by their beginnings, as PostgreSQL keeps half of each number."""
    found = {table.name: [tuple(row) for row in rows_of(connection, table)] for table in TABLES}
    found["vectors"] = [(*row[:2], row[2] is None) for row in found["vectors"]]
    found["manifest"] = [
        row for row in found["manifest"] if row[0] not in ("generation", "vector_mark")
    ]
    found["manifest"] = [row for row in found["manifest"] if row[0] != "highest_file_id"]
    return found


def test_a_copy_has_the_same_rows_and_finds_the_same(
    locations: tuple[str, str], opened: Open
) -> None:
    source, target = filled(opened(locations[0])), opened(locations[1])
    copy_index(source.connection, target.connection, nothing)
    make_quick(target.connection)
    assert contents(target.connection) == contents(source.connection)
    for question in QUESTIONS:
        expected, found = source.search(question, 10), target.search(question, 10)
        assert [hit.text for hit in found] == [hit.text for hit in expected]
        assert [hit.path for hit in found] == [hit.path for hit in expected]
        for one, other in zip(found, expected, strict=True):
            assert one.similarity == pytest.approx(other.similarity, abs=2e-3)
    assert target.integrity() == []
    stored = read_summary(target.connection, lookup_id(target.connection, str(EXAMPLES[0])), 1)
    assert stored == (Sentence(1, 0, 9),)
    assert scans.found_pages(target.connection, b"digest", "engine") == {3: "found \udce9 there"}


def test_a_copy_has_the_same_vocabulary(locations: tuple[str, str], opened: Open) -> None:
    source, target = filled(opened(locations[0])), opened(locations[1])
    copy_index(source.connection, target.connection, nothing)
    make_quick(target.connection)
    gone = {"this", "on", "goe", "again", "gone"}  # PostgreSQL keeps words until a rebuild
    expected = set(source.connection.full_text.vocabulary(10_000)) - gone
    assert set(target.connection.full_text.vocabulary(10_000)) - gone == expected


def test_no_id_is_given_twice_in_a_copy(locations: tuple[str, str], opened: Open) -> None:
    source, target = filled(opened(locations[0])), opened(locations[1])
    used = lookup_id(source.connection, "/docs/\udce9t\udcff.txt") + 1  # of what is gone again
    copy_index(source.connection, target.connection, nothing)
    for store in (source, target):
        put(store, "/docs/new.txt", "A new one about glaciers.")
    assert lookup_id(target.connection, "/docs/new.txt") != used
    assert [hit.passage_id for hit in target.search("glaciers", 1)] == [
        hit.passage_id for hit in source.search("glaciers", 1)
    ]
    for name in ("passages", "vectors", "folders"):
        assert target.connection.highest_id(name) == source.connection.highest_id(name)


def test_what_is_embedded_stays_embedded(locations: tuple[str, str], opened: Open) -> None:
    source, target = filled(opened(locations[0])), opened(locations[1])
    copy_index(source.connection, target.connection, nothing)
    assert target.count_pending() == 0
    assert read_manifest(target.connection) == read_manifest(source.connection)


def test_a_vector_that_is_not_there_yet_comes_later(
    locations: tuple[str, str], opened: Open
) -> None:
    source, target = filled(opened(locations[0])), opened(locations[1])
    with transaction(source.connection):
        catalog.drop_vectors(source.connection)
    copy_index(source.connection, target.connection, nothing)
    assert target.count_pending() == source.count_pending() > 0
    assert target.embed_pending() > 0


def test_a_target_that_holds_something_is_left_alone(
    locations: tuple[str, str], opened: Open
) -> None:
    source, target = filled(opened(locations[0])), opened(locations[1])
    put(target, "/other/a.txt", "Another text about basalt.")
    before = contents(target.connection)
    with pytest.raises(UsageError, match="already"):
        copy_index(source.connection, target.connection, nothing)
    assert contents(target.connection) == before
    copy_index(source.connection, target.connection, nothing, replace=True)
    assert contents(target.connection) == contents(source.connection)
    assert "basalt" not in [hit.text for hit in target.search("basalt", 3)]
    assert target.connection.full_text.count(["basalt"]) == 0


class BrokenOffError(Exception):
    """Ctrl-C, a lost connection, a full disk."""


@pytest.mark.parametrize("doing", ["vectors", "passages", "words"])
def test_a_copy_that_was_broken_off_leaves_nothing_and_begins_again(
    locations: tuple[str, str], opened: Open, doing: str
) -> None:
    source, target = filled(opened(locations[0])), opened(locations[1])

    def break_off(copying: Copying) -> None:
        if copying.doing == doing and copying.done == copying.total:
            raise BrokenOffError

    with pytest.raises(BrokenOffError):
        copy_index(source.connection, target.connection, break_off)
    assert not any(contents(target.connection).values())
    copy_index(source.connection, target.connection, nothing)
    assert contents(target.connection) == contents(source.connection)
    assert target.search("ferry Zürich", 1)[0].title == "Fähre"


def test_what_is_written_meanwhile_is_not_copied(locations: tuple[str, str], opened: Open) -> None:
    source, target = filled(opened(locations[0])), opened(locations[1])
    other, before = opened(locations[0]), contents(source.connection)
    heard: list[Copying] = []

    def write_once(copying: Copying) -> None:
        if not heard:
            put(other, "/docs/late.txt", "It came too late.")
        heard.append(copying)

    copy_index(source.connection, target.connection, write_once)
    assert contents(target.connection) == before
    assert heard[-1].doing == "words" and heard[-1].done == heard[-1].total


def test_rows_are_read_in_batches(opened: Open, tmp_path: Path) -> None:
    store = opened(str(tmp_path / "localdocs.db"))
    total = 2_345
    with transaction(store.connection):
        store.connection.insert_many(
            "vectors", ("text_hash",), ((n.to_bytes(4),) for n in range(total))
        )
    table = next(table for table in TABLES if table.name == "vectors")
    assert [row[0] for row in rows_of(store.connection, table)] == list(range(1, total + 1))


def test_every_column_of_both_databases_is_copied(locations: tuple[str, str], opened: Open) -> None:
    """Whoever adds a table or a column tells `index.database.tables` of it."""
    own = re.compile(r"words|documents|vocabulary|steps|jobs|workers|sqlite_|_sqlite_")
    for location in locations:
        connection = opened(location).connection
        if location.startswith("postgres"):
            rows = connection.execute(
                "SELECT table_name, column_name FROM information_schema.columns "
                "WHERE table_schema = 'localdocs'"
            ).fetchall()
        else:
            rows = connection.execute(
                "SELECT m.name, c.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c "
                "WHERE m.type = 'table'"
            ).fetchall()
        there = {(row[0], row[1]) for row in rows if not own.match(row[0])}
        # Made of the paths; and a copy is its owner's alone until he shares it.
        there -= {(table, "collection") for table, _ in there} | {
            ("folders", "readers"),
            ("folders", "scanned_at"),
        }
        assert there == {(table.name, name) for table in TABLES for name in table.columns}
