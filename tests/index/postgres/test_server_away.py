"""A server that dies, and is there again: nothing that was finished is lost, and whoever has it
open goes on."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from pytest import MonkeyPatch

from fakes import FakeEmbedder, put
from index.database import lookup
from index.database.passage_texts import passage_texts
from index.database.transactions import snapshot
from index.index_store import IndexStore
from index.postgres.connection import open_postgres
from localdocs.errors import StorageError
from localdocs.library import Library
from localdocs.server.library.view import LibraryView
from postgres_server import OwnServer, beside, own_server

pytestmark = pytest.mark.timeout(300)

WORDS = "amber basalt cobalt dune ember fjord glacier harbour island juniper kelp lagoon".split()


@pytest.fixture(scope="module")
def one_server() -> Iterator[OwnServer]:
    with own_server() as server:
        yield server


@pytest.fixture
def server(one_server: OwnServer) -> Iterator[OwnServer]:
    one_server.start()
    yield one_server
    one_server.start()


@pytest.fixture
def store(server: OwnServer) -> Iterator[IndexStore]:
    with closing(open_postgres(beside(server.address, "away"))) as connection:
        store = IndexStore(connection, FakeEmbedder, "1")
        put(store, "/docs/boat.txt", "The harbour opens at seven.")
        yield store


def test_a_server_that_was_started_anew_is_not_noticed(
    store: IndexStore, server: OwnServer
) -> None:
    server.kill()
    server.start()
    put(store, "/docs/b.txt", "The mill stands still.")
    assert store.search("harbour", 1)[0].text == "The harbour opens at seven."
    server.kill()
    server.start()
    with snapshot(store.connection):
        assert lookup.counts(store.connection).documents == 2


def test_while_it_is_away_that_is_said_and_then_all_goes_on(
    store: IndexStore, server: OwnServer
) -> None:
    server.kill()
    for _ in range(2):
        with pytest.raises(StorageError, match="cannot be reached"):
            store.search("harbour", 1)
    server.start()
    assert store.search("harbour", 1)[0].text == "The harbour opens at seven."


def test_a_transaction_that_was_lost_is_not_gone_on_with(
    store: IndexStore, server: OwnServer
) -> None:
    connection = store.connection
    with pytest.raises(StorageError, match="cannot be reached"), store.writing():
        connection.execute("INSERT INTO manifest VALUES ('first', '1')")
        server.kill()
        server.start()
        connection.execute("INSERT INTO manifest VALUES ('second', '2')")
    with pytest.raises(StorageError, match="cannot be reached"), store.writing():
        connection.execute("INSERT INTO manifest VALUES ('third', '3')")
        server.kill()
        server.start()  # and then comes COMMIT
    query = "SELECT count(*) FROM manifest WHERE key IN ('first', 'second', 'third')"
    assert connection.execute(query).fetchone()[0] == 0


def test_a_library_that_is_open_goes_on(
    store: IndexStore, server: OwnServer, tmp_path: Path, monkeypatch: MonkeyPatch
) -> None:
    monkeypatch.setenv("LOCALDOCS_DATABASE", store.connection.location)
    with Library(tmp_path) as library:
        view = LibraryView(library.places)
        library.places.create()
        assert library.status().documents == 1
        server.kill()
        with pytest.raises(StorageError, match="cannot be reached"):
            library.status()
        with pytest.raises(StorageError, match="cannot be reached"):
            view._read_rows(lookup.counts, lookup.Counts(0, 0, 0))
        server.start()
        assert library.status().documents == 1
        assert view._read_rows(lookup.counts, lookup.Counts(0, 0, 0)).documents == 1


def contents(store: IndexStore) -> set[tuple[Any, ...]]:
    rows = store.connection.execute(
        "SELECT passages.id, path, page_number, vector, tokens, terms::text FROM passages "
        "JOIN files ON files.id = passages.file_id JOIN vectors ON vectors.id = vector_id "
        "JOIN words ON words.passage_id = passages.id"
    ).fetchall()
    texts = passage_texts(store.connection, [row[0] for row in rows])
    return {(texts[row[0]], *tuple(row)[1:]) for row in rows}


@pytest.mark.parametrize("table", ["passages", "words"])
def test_killed_in_the_middle_of_a_large_document(
    store: IndexStore, server: OwnServer, monkeypatch: MonkeyPatch, table: str
) -> None:
    pages = [f"{' '.join(WORDS[n % 7 :])} unique{n}." for n in range(1_200)]
    before = contents(store)
    insert_many, killed = store.connection.insert_many, []

    def insert_and_kill(
        name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], **words: Any
    ) -> None:
        def slowly() -> Iterator[Sequence[Any]]:
            for number, row in enumerate(rows):
                if name == table and number == 800 and not killed:
                    server.kill()
                    killed.append(name)
                yield row

        insert_many(name, columns, slowly(), **words)

    monkeypatch.setattr(store.connection, "insert_many", insert_and_kill)
    with pytest.raises(StorageError, match="cannot be reached"):
        put(store, "/docs/large.txt", *pages)
    assert killed == [table]
    server.start()
    assert contents(store) == before
    assert store.connection.full_text.count(["unique799"]) == 0
    put(store, "/docs/large.txt", *pages)
    with closing(open_postgres(beside(server.address, "fresh"))) as connection:
        fresh = IndexStore(connection, FakeEmbedder, "1")
        put(fresh, "/docs/boat.txt", "The harbour opens at seven.")
        put(fresh, "/docs/large.txt", *pages)
        assert contents(store) == contents(fresh)
        assert store.search("unique799", 1)[0].text == fresh.search("unique799", 1)[0].text
