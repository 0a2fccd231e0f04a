"""The map of a library: drawn when enough has changed, and else left as a person has seen it."""

import os
import sys
from collections.abc import Iterator
from contextlib import closing
from itertools import count, islice
from pathlib import Path

import numpy as np
import pytest

from fakes import make_document, put
from index.database import catalog, maps
from index.database.maps import MapState
from index.index_store import IndexStore
from index.opening import open_index
from localdocs.collection.map import drawing, neighbourhoods
from localdocs.collection.map.drawing import COMPONENTS, INSTEAD, NEIGHBOURS, draw_map
from localdocs.collection.map.regions import clustered, regions_for
from localdocs.types import SourceFile

BOATS = "harbour anchor sailing vessel captain rudder"
BREAD = "flour oven baking yeast dough crust"
needs_pacmap = pytest.mark.skipif(
    not neighbourhoods.is_installed(),
    reason="PaCMAP is not installed: pip install 'localdocs[map]'",
)


def texts(about: str) -> Iterator[str]:
    """Texts about something, none like another."""
    words = about.split()
    for number in count():
        some = " ".join(words[(number + step) % len(words)] for step in range(4))
        yield f"{some} number{number} in place{number % 7}"


def fill(store: IndexStore, of_each: int = 10) -> None:
    for name, about in (("boat", BOATS), ("bread", BREAD)):
        for number, text in enumerate(islice(texts(about), of_each)):
            put(store, f"/docs/{name}{number}.txt", text)


def places(store: IndexStore) -> dict[str, tuple[float, float]]:
    """Where documents lie, by the names of their files."""
    found = maps.map_documents(store.connection)
    return {Path(item.path).stem: (item.x, item.y) for item in found}


def far_apart(store: IndexStore) -> bool:
    found = places(store)
    boats = np.array([place for name, place in found.items() if name.startswith("boat")])
    bread = np.array([place for name, place in found.items() if name.startswith("bread")])
    apart = np.linalg.norm(boats.mean(axis=0) - bread.mean(axis=0))
    return bool(apart > boats.std() and apart > bread.std())


def test_documents_that_are_alike_lie_together_and_have_a_name(store: IndexStore) -> None:
    fill(store)
    assert draw_map(store, well=False)
    assert len(places(store)) == 20 and far_apart(store)
    assert maps.read_state(store.connection) == MapState(COMPONENTS, 20)
    names = [region.name for region in maps.read_regions(store.connection) or ()]
    found = {word for name in names for word in name.split(", ")}
    assert found & set(BOATS.split()) and found & set(BREAD.split())
    assert found <= set(BOATS.split()) | set(BREAD.split())


def test_nothing_is_done_twice(store: IndexStore) -> None:
    fill(store)
    draw_map(store, well=False)
    before = store.connection.total_changes
    assert draw_map(store, well=False)
    assert store.connection.total_changes == before


def test_an_empty_library_has_an_empty_map(store: IndexStore) -> None:
    assert draw_map(store, well=True)
    assert places(store) == {} and maps.read_state(store.connection) is None


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_few_documents_are_on_it(store: IndexStore, number: int) -> None:
    fill(store, 2)
    ids = [item for (item,) in store.connection.execute("SELECT id FROM files").fetchall()]
    catalog.forget_files(store.connection, ids[number:])
    assert draw_map(store, well=True)
    assert len(set(places(store).values())) == number


def test_a_few_new_documents_come_to_their_neighbours_and_nothing_moves(store: IndexStore) -> None:
    fill(store)
    draw_map(store, well=False)
    before = places(store)
    put(store, "/docs/new.txt", f"{BREAD} {BREAD}")
    draw_map(store, well=False)
    after = places(store)
    new = np.array(after.pop("new"))
    assert after == before
    bread = np.array([place for name, place in before.items() if name.startswith("bread")])
    boats = np.array([place for name, place in before.items() if name.startswith("boat")])
    assert np.linalg.norm(bread.mean(axis=0) - new) < np.linalg.norm(boats.mean(axis=0) - new)


def test_many_new_documents_have_it_drawn_anew_much_as_it_was(store: IndexStore) -> None:
    fill(store)
    draw_map(store, well=False)
    before = places(store)
    for number, text in enumerate(islice(texts(f"{BOATS} {BREAD}"), 8)):
        put(store, f"/docs/new{number}.txt", text)
    draw_map(store, well=False)
    assert maps.read_state(store.connection) == MapState(COMPONENTS, 28)
    moved = [np.linalg.norm(np.subtract(places(store)[name], before[name])) for name in before]
    assert np.median(moved) < 0.4


def test_many_that_went_have_it_drawn_anew(store: IndexStore) -> None:
    fill(store)
    draw_map(store, well=False)
    ids = [item for (item,) in store.connection.execute("SELECT id FROM files").fetchall()]
    catalog.forget_files(store.connection, ids[:8])
    draw_map(store, well=False)
    assert maps.read_state(store.connection) == MapState(COMPONENTS, 12)


def test_names_are_found_anew_when_a_document_changes(store: IndexStore) -> None:
    fill(store)
    draw_map(store, well=False)
    put(store, "/docs/boat1.txt", "harbour anchor sailing and nothing else")
    assert maps.read_regions(store.connection) is None
    draw_map(store, well=False)
    assert maps.read_regions(store.connection)
    assert maps.count_waiting(store.connection) == 0


def test_documents_without_vectors_wait(store: IndexStore) -> None:
    fill(store, 4)
    path = Path("/docs/waits.txt")
    document, passages = make_document(path, "Not embedded yet.")
    store.replace_document(SourceFile(path, 1, 1, 1), b"hash", document, passages)
    assert draw_map(store, well=False)
    assert len(places(store)) == 8 and maps.count_waiting(store.connection) == 1


def test_a_document_that_changes_meanwhile_waits_for_its_vectors(store: IndexStore) -> None:
    fill(store, 4)
    document, passages = make_document("/docs/boat1.txt", "Not embedded yet.")
    changed = SourceFile(document.path, 2, 2, 2)
    other = IndexStore(open_index(store.connection.location), lambda: store.embedder, "1")

    def change(statement: str) -> None:
        if statement.startswith("SELECT content_hash"):
            store.connection.set_trace_callback(None)
            other.replace_document(changed, b"changed", document, passages)

    store.connection.set_trace_callback(change)
    with closing(other.connection):
        assert draw_map(store, well=False)
    assert "boat1" not in places(store) and len(places(store)) == 7


def test_it_ends_early_and_goes_on_from_there(
    store: IndexStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("localdocs.collection.map.middles.AT_ONCE", 3)
    fill(store)
    looks = iter([True, True, False])
    assert not draw_map(store, well=True, may_go_on=lambda: next(looks))
    assert maps.counts(store.connection).known == 6
    assert draw_map(store, well=False)
    assert maps.counts(store.connection).placed == 20


def test_regions_grow_in_number_with_the_documents() -> None:
    assert [regions_for(count) for count in (6, 50, 100, 300, 50_000)] == [2, 5, 7, 12, 12]


def test_copies_are_one_region() -> None:
    assert set(clustered(np.zeros((40, 2)), 4).tolist()) == {0}


def test_where_the_child_fails_the_map_is_drawn_all_the_same(
    store: IndexStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(neighbourhoods, "is_installed", lambda: True)
    monkeypatch.setattr(neighbourhoods, "FEWEST", 10)
    monkeypatch.setattr(neighbourhoods, "MODULE", "localdocs.no_such_module")
    fill(store)
    assert draw_map(store, well=True)
    assert maps.read_state(store.connection) == MapState(INSTEAD, 20)
    assert len(places(store)) == 20
    before = store.connection.total_changes
    assert draw_map(store, well=True)
    assert store.connection.total_changes == before, "not tried over and over"


@pytest.mark.skipif(sys.platform == "win32", reason="process groups")
def test_the_child_stands_still_with_the_worker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(neighbourhoods, "MODULE", "its_group")
    says = 'import os; input(); print(f\'{{"ids": [{os.getpgrp()}], "plane": [[0, 0]]}}\')'
    (tmp_path / "its_group.py").write_text(says)
    drawn = neighbourhoods.by_neighbours("", lambda: True)
    assert drawn is not None and drawn[0] == [os.getpgrp()]


def test_a_map_that_was_drawn_well_is_not_drawn_worse(
    store: IndexStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(neighbourhoods, "is_installed", lambda: True)
    monkeypatch.setattr(neighbourhoods, "FEWEST", 10)
    fill(store, 4)
    draw_map(store, well=False)
    maps.store_state(store.connection, MapState(NEIGHBOURS, 8))
    before = places(store)
    for number, text in enumerate(islice(texts(BREAD), 10)):
        put(store, f"/docs/new{number}.txt", text)
    draw_map(store, well=False)
    assert maps.read_state(store.connection) == MapState(NEIGHBOURS, 8)
    assert len(places(store)) == 18 and before.items() <= places(store).items()


@needs_pacmap
def test_neighbours_are_drawn_in_idle_time(store: IndexStore) -> None:
    fill(store, 40)
    draw_map(store, well=False)
    assert draw_map(store, well=True)
    assert maps.read_state(store.connection) == MapState(NEIGHBOURS, 80)
    assert far_apart(store)
    drawings = [
        neighbourhoods.by_neighbours(store.connection.location, lambda: True) for _ in range(2)
    ]
    (ids, first), (_, second) = [drawn for drawn in drawings if drawn is not None]
    assert len(ids) == 80 and np.allclose(first, second)


@needs_pacmap
def test_what_is_asked_meanwhile_ends_it(store: IndexStore) -> None:
    fill(store, 40)
    looks = iter([True, True, True])
    assert not draw_map(store, well=True, may_go_on=lambda: next(looks, False))
    assert places(store) == {}
    assert drawing.draw_map(store, well=False)
