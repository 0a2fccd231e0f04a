"""The index as a whole: what goes in can be found, what goes out cannot."""

from pathlib import Path

import numpy as np
import pytest

from fakes import FakeEmbedder, make_document, put
from index.database import catalog, lookup
from index.index_store import IndexStore
from index.opening import is_address, open_index
from localdocs.errors import IndexMismatchError
from localdocs.types import Document, Page, Passage, SourceFile


def found_texts(store: IndexStore, question: str) -> list[str]:
    return [hit.text for hit in store.search(question, 10)]


def test_a_passage_is_found_by_its_words_and_by_its_meaning(store: IndexStore) -> None:
    put(store, "/docs/boat.txt", "The harbour opens at seven.", "The keys hang behind the door.")
    hit = store.search("When does the harbour open?", 1)[0]
    assert hit.text == "The harbour opens at seven."
    assert (hit.path, hit.page_number, hit.found_by) == (Path("/docs/boat.txt"), 1, "both")
    assert hit.similarity is not None and 0 < hit.similarity <= 1.0001


def test_a_hit_slices_its_page(store: IndexStore) -> None:
    put(store, "/docs/a.txt", "first page", "second page about lighthouses")
    hit = store.search("lighthouses", 1)[0]
    page = lookup.page_text(store.connection, hit.path, hit.page_number)
    assert page is not None and page[hit.start : hit.end] == hit.text


def test_a_hit_knows_what_its_page_is_called(store: IndexStore) -> None:
    put(store, "/docs/money.xlsx", "The rent is 900.", place="sheet Budget")
    put(store, "/docs/lease.pdf", "The rent is due in May.")
    places = {hit.path.name: hit.place for hit in store.search("rent", 2)}
    assert places == {"money.xlsx": "sheet Budget", "lease.pdf": ""}


def test_a_place_on_a_sheet_has_its_row(store: IndexStore) -> None:
    text = "Budget\n\nItem | Price\nRent | 900\nPower | 80\n\nComment"
    page = Page(1, text, place="sheet Budget", rows=((8, 3), (text.index("Comm"), 0)))
    path = Path("/docs/money.xlsx")
    document = Document(path, (page,))
    passages = [Passage(1, 0, len(text), text)]
    store.replace_document(SourceFile(path, 1, 1, 1), b"x" * 16, document, passages)
    places = [
        lookup.page_place(store.connection, path, 1, text.index(word))
        for word in ("Budget", "Item", "Rent", "Power", "Comment")
    ]
    assert places == [
        "sheet Budget",
        *(f"sheet Budget, row {n}" for n in (3, 4, 5)),
        "sheet Budget",
    ]
    assert lookup.page_place(store.connection, path, 2, 0) == ""


def test_words_are_found_before_vectors_are_there(
    store: IndexStore, embedder: FakeEmbedder
) -> None:
    document, passages = make_document("/docs/a.txt", "The ferry leaves at noon.")
    store.replace_document(SourceFile(Path("/docs/a.txt"), 1, 1, 1), b"1", document, passages)
    assert embedder.embedded == []
    hits = store.search("ferry", 5)
    assert [hit.found_by for hit in hits] == ["words"]
    assert hits[0].similarity is None
    assert lookup.counts(store.connection).embedded == 0


def test_a_replaced_document_leaves_nothing_behind(store: IndexStore) -> None:
    put(store, "/docs/a.txt", "The old price was 40 crowns.", "An appendix.")
    put(store, "/docs/a.txt", "The new price is 55 crowns.")
    store.sweep()
    assert found_texts(store, "old price appendix") == ["The new price is 55 crowns."]
    assert lookup.counts(store.connection) == lookup.Counts(1, 1, 1)


def test_deleted_text_is_found_neither_by_words_nor_by_meaning(store: IndexStore) -> None:
    put(store, "/docs/a.txt", "zebras graze")
    put(store, "/docs/b.txt", "lions sleep")
    assert len(found_texts(store, "zebras graze")) == 2
    known = catalog.known_files(store.connection, Path("/docs/a.txt"))
    with store.writing() as connection:
        catalog.forget_files(connection, [file.file_id for file in known.values()])
    store.sweep()
    assert found_texts(store, "zebras graze") == ["lions sleep"]
    assert store.connection.execute("SELECT count(*) FROM vectors").fetchone()[0] == 1
    assert store.integrity() == []


def test_the_same_text_in_two_files_stays_two_documents_with_one_vector(
    store: IndexStore, embedder: FakeEmbedder
) -> None:
    put(store, "/docs/a.txt", "The same words.")
    put(store, "/docs/b.txt", "The same words.")
    assert {hit.path.name for hit in store.search("same words", 5)} == {"a.txt", "b.txt"}
    assert len(embedder.embedded) == 1
    assert lookup.counts(store.connection) == lookup.Counts(2, 2, 2)


def test_removing_one_copy_keeps_the_other_searchable(store: IndexStore) -> None:
    put(store, "/docs/a.txt", "The same words.")
    put(store, "/docs/b.txt", "The same words.")
    known = catalog.known_files(store.connection, Path("/docs/a.txt"))
    with store.writing() as connection:
        catalog.forget_files(connection, [file.file_id for file in known.values()])
    store.sweep()
    assert [(hit.path.name, hit.found_by) for hit in store.search("same words", 5)] == [
        ("b.txt", "both")
    ]


def test_a_search_can_be_narrowed_to_files(store: IndexStore) -> None:
    put(store, "/docs/a.pdf", "apples and pears")
    put(store, "/docs/b.txt", "apples and plums")
    only_text = lookup.matching_files(store.connection, suffixes=[".txt"])
    assert [hit.path.name for hit in store.search("apples pears", 5, file_ids=only_text)] == [
        "b.txt"
    ]
    assert store.search("apples", 5, file_ids=[]) == []


def test_a_search_can_be_narrowed_to_more_places_than_one_expression_holds(
    store: IndexStore,
) -> None:
    put(store, "/docs/a.txt", "apples and pears")
    put(store, "/docs/b.txt", "apples and plums")
    places = [Path(f"/docs/{n}.txt") for n in range(2500)]
    assert lookup.matching_files(store.connection, inside=places) == []
    found = lookup.matching_files(
        store.connection, inside=[*places, Path("/docs"), Path("/docs/b.txt")]
    )
    assert len(found) == 2 == len(set(found))


def test_what_was_spoken_of_comes_before_what_is_as_good(store: IndexStore) -> None:
    for name in ("a", "b", "c"):
        put(store, Path(f"/docs/{name}.txt"), f"The rent of house {name} is paid on the first day.")
    store.embed_pending()
    for name in ("a", "b", "c"):
        (file_id,) = lookup.file_ids(store.connection, [Path(f"/docs/{name}.txt")])
        best = store.search("When is the rent paid?", 1, spoken_of=[file_id])[0]
        assert best.path.stem == name


def test_another_embedder_is_refused_by_name(store: IndexStore, tmp_path: Path) -> None:
    put(store, "/docs/a.txt", "some words")

    class Other(FakeEmbedder):
        identity = "other:9"

    again = IndexStore(store.connection, Other, "1")
    with pytest.raises(IndexMismatchError, match=r"fake:1.*other:9") as caught:
        again.search("words", 1)
    assert "sync --rebuild" in caught.value.remedy


def test_another_splitter_answers_and_writes_nothing(store: IndexStore, tmp_path: Path) -> None:
    put(store, "/docs/a.txt", "some words")
    again = IndexStore(store.connection, FakeEmbedder, "2")
    assert again.is_outdated and not store.is_outdated
    assert found_texts(again, "words") == ["some words"]
    with pytest.raises(IndexMismatchError, match="splitter"):
        put(again, "/docs/b.txt", "other words")


def test_an_index_of_another_splitter_is_taken_over(store: IndexStore, tmp_path: Path) -> None:
    put(store, "/docs/a.txt", "some words")
    store.embed_pending()
    with store.writing() as connection:
        catalog.add_folder(connection, catalog.Folder(Path("/docs"), "docs", False))
    again = IndexStore(store.connection, FakeEmbedder, "2")
    assert again.renew() and not again.renew()
    assert not again.is_outdated
    assert found_texts(again, "words") == ["some words"]
    known = catalog.known_files(store.connection, Path("/docs"))[Path("/docs/a.txt")]
    assert known.content_hash == b"" and again.count_pending() == 0


def test_doubt_embeds_everything_again_and_loses_no_text(
    store: IndexStore, embedder: FakeEmbedder
) -> None:
    put(store, "/docs/a.txt", "some words")
    put(store, "/elsewhere/b.txt", "other words")
    embedder.embedded.clear()
    store.doubt([Path("/docs")])
    assert lookup.counts(store.connection) == lookup.Counts(2, 2, 0)
    assert {hit.found_by for hit in store.search("words", 5)} == {"words"}
    known = catalog.known_files(store.connection, Path("/"))
    assert known[Path("/docs/a.txt")].content_hash == b""
    assert known[Path("/elsewhere/b.txt")].content_hash != b""
    while store.embed_pending():
        pass
    assert len(embedder.embedded) == 2
    assert lookup.counts(store.connection).embedded == 2


def test_doubt_lets_another_embedder_take_over(store: IndexStore, tmp_path: Path) -> None:
    put(store, "/docs/a.txt", "some words")

    class Other(FakeEmbedder):
        identity = "other:9"
        dimension = 32

    again = IndexStore(store.connection, Other, "1")
    again.doubt([])
    while again.embed_pending():
        pass
    assert again.search("words", 1)[0].found_by == "both"


def test_names_that_are_not_utf8_are_kept(store: IndexStore) -> None:
    path = Path("/docs/caf\udce9.txt")
    put(store, path, "a bad name")
    assert store.search("bad name", 1)[0].path == path
    assert list(catalog.known_files(store.connection, Path("/docs"))) == [path]


def test_a_neighbour_whose_name_begins_alike_is_not_inside(store: IndexStore) -> None:
    put(store, "/docs/a.txt", "inside")
    put(store, "/docs2/a.txt", "outside")
    put(store, "/docs-old/a.txt", "outside too")
    assert list(catalog.known_files(store.connection, Path("/docs"))) == [Path("/docs/a.txt")]


def test_a_failed_write_leaves_the_old_document(store: IndexStore) -> None:
    put(store, "/docs/a.txt", "the old text")
    document, passages = make_document("/docs/a.txt", "the new text")
    broken = [*passages, object()]
    with pytest.raises(AttributeError):
        store.replace_document(
            SourceFile(Path("/docs/a.txt"), 1, 1, 1),
            b"2",
            document,
            broken,  # type: ignore[list-item]
        )
    assert found_texts(store, "old new text") == ["the old text"]


def test_a_second_connection_sees_what_the_first_wrote(
    store: IndexStore, location: str, embedder: FakeEmbedder
) -> None:
    put(store, "/docs/a.txt", "first words")
    second = open_index(location)
    try:
        reader = IndexStore(second, lambda: embedder, "1")
        assert found_texts(reader, "first") == ["first words"]
        put(store, "/docs/b.txt", "second words")
        assert set(found_texts(reader, "words")) == {"first words", "second words"}
    finally:
        second.close()


def test_vectors_are_stored_as_they_were_computed(
    store: IndexStore, embedder: FakeEmbedder, location: str
) -> None:
    put(store, "/docs/a.txt", "exact words", title="A title")
    row = store.connection.execute("SELECT vector FROM vectors").fetchone()
    expected = embedder.embed_query("A title\nexact words")
    kept = np.float16 if is_address(location) else np.float32
    assert np.array_equal(np.frombuffer(row[0], dtype=np.float32), expected.astype(kept))


def test_a_question_is_embedded_once_for_a_search_and_what_follows(
    store: IndexStore, embedder: FakeEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, "/docs/a.txt", "The boat is green.")
    asked: list[str] = []
    embed_query = embedder.embed_query
    monkeypatch.setattr(
        embedder, "embed_query", lambda text: asked.append(text) or embed_query(text)
    )
    store.search("green boat", 1)
    near = store.similarity("green boat", ["a green boat"])
    store.search("a plane", 1)
    assert asked.count("green boat") == 1 and asked.count("a plane") == 1
    assert near == store.similarity("green boat", ["a green boat"])
