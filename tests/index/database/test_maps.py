"""The map as it is stored: with its documents, and gone with them."""

import json
from pathlib import Path

from fakes import put
from index.database import catalog, maps
from index.database.maps import MapState, Region
from index.database.summaries import content_hash
from index.index_store import IndexStore
from localdocs.types import SourceFile

REGION = Region(0.1, -0.2, 3, "boats")


def placed(store: IndexStore, count: int = 3) -> list[int]:
    """So many documents, each with a place, and a map with a region."""
    for number in range(count):
        put(store, f"/docs/{number}.txt", f"The boat of number {number} sails.")
    ids = [id_of(store, f"/docs/{number}.txt") for number in range(count)]
    assert maps.without_middle(store.connection, 99) == sorted(ids)
    for file_id in ids:
        maps.store_middle(store.connection, file_id, content_hash(store.connection, file_id), b"12")
    maps.store_places(store.connection, [(file_id, 0.5, -0.5) for file_id in ids])
    maps.store_state(store.connection, MapState("components-1", len(ids)))
    maps.store_regions(store.connection, [REGION])
    return ids


def id_of(store: IndexStore, path: str) -> int:
    return catalog.known_files(store.connection, Path(path))[Path(path)].file_id


def test_what_is_stored_is_there_again(store: IndexStore) -> None:
    ids = placed(store)
    assert maps.read_state(store.connection) == MapState("components-1", 3)
    assert maps.read_regions(store.connection) == (REGION,)
    assert maps.places(store.connection) == [(file_id, 0.5, -0.5) for file_id in sorted(ids)]
    documents = maps.map_documents(store.connection)
    assert [one.file_id for one in documents] == sorted(ids)
    assert (ids[0], "/docs/0.txt", ".txt") in [
        (one.file_id, one.path, one.suffix) for one in documents
    ]
    assert maps.count_waiting(store.connection) == 0
    assert maps.without_middle(store.connection, 99) == []


def test_a_document_that_changes_loses_its_place_and_the_names(store: IndexStore) -> None:
    ids = placed(store)
    put(store, "/docs/0.txt", "Another text.")
    assert [place[0] for place in maps.places(store.connection)] == sorted(ids[1:])
    assert maps.read_regions(store.connection) is None
    assert maps.count_waiting(store.connection) == 1
    assert maps.without_middle(store.connection, 99) == ids[:1]


def test_a_new_document_leaves_the_names(store: IndexStore) -> None:
    placed(store)
    put(store, "/docs/new.txt", "Another text.")
    assert maps.read_regions(store.connection) == (REGION,)
    assert maps.count_waiting(store.connection) == 1


def test_a_document_that_goes_takes_the_names_along(store: IndexStore) -> None:
    ids = placed(store)
    catalog.forget_files(store.connection, ids[:1])
    assert maps.read_regions(store.connection) is None
    assert maps.counts(store.connection).placed == 2
    assert "boats" not in json.dumps(
        [tuple(row) for row in store.connection.execute("SELECT * FROM manifest").fetchall()]
    )


def test_with_new_vectors_the_map_is_none(store: IndexStore) -> None:
    placed(store)
    catalog.drop_vectors(store.connection)
    assert maps.read_state(store.connection) is None
    assert maps.places(store.connection) == []
    assert maps.without_middle(store.connection, 99) == [], "their vectors are to come"


def test_a_middle_of_what_is_no_more_is_not_kept(store: IndexStore) -> None:
    put(store, "/docs/a.txt", "The boat sails.")
    file_id = id_of(store, "/docs/a.txt")
    maps.store_middle(store.connection, file_id, b"another content", b"12")
    maps.store_middle(store.connection, 999, b"", b"12")
    made_from = content_hash(store.connection, file_id)
    catalog.drop_vectors(store.connection)
    maps.store_middle(store.connection, file_id, made_from, b"12")
    assert maps.middles(store.connection) == []


def test_a_renamed_document_stays_where_it_was(store: IndexStore) -> None:
    placed(store)
    known = catalog.known_files(store.connection, Path("/docs"))[Path("/docs/0.txt")]
    catalog.move_file(store.connection, known, SourceFile(Path("/docs/z.pdf"), 1, 1, 1))
    paths = {one.path for one in maps.map_documents(store.connection)}
    assert paths == {"/docs/z.pdf", "/docs/1.txt", "/docs/2.txt"}
    assert maps.read_regions(store.connection) == (REGION,)


def test_title_headings_and_opening_name_a_document(store: IndexStore) -> None:
    put(store, "/docs/a.txt", "The boat sails.", "The second page.", title="Harbour")
    head, opening = maps.title_and_opening(store.connection, id_of(store, "/docs/a.txt"))
    assert head.strip() == "Harbour" and opening == "The boat sails.\nThe second page."
    assert maps.title_and_opening(store.connection, 99) == ("", "")
