"""Summaries: chosen from the whole document, quoted, kept until the document changes."""

import sqlite3
from pathlib import Path

import pytest

from fakes import FakeEmbedder, make_document, put
from index.database import catalog, lookup
from index.database.summaries import METHOD, read_summary, store_summary
from index.index_store import IndexStore
from index.sqlite.connection import open_database
from localdocs.collection.summaries import (
    MOST_SENTENCES,
    summarise_some,
    summary_of,
)
from localdocs.types import SourceFile

PATH = Path("/docs/harbour.pdf")
OPENING = "The harbour of the town is described from its foundation to the present day."
PAGES = (
    OPENING,
    "Fishermen from the north came first and built seven huts of driftwood.",
    "A stone wall was raised against the autumn storms by the second mayor.",
    "Trade in salt and herring made several families rich within one century.",
    "Customs officers moved into a new yellow house beside the lighthouse.",
    "When railways arrived, most ships unloaded grain here instead of upstream.",
    "War destroyed every crane, and only the chapel was left standing.",
    "Engineers later dredged a deeper channel so that tankers could enter.",
    "Today ferries carry tourists twice a day to both of the islands.",
    "Seals rest upon the breakwater whenever summer evenings are calm.",
    "Contents\nHarbour . . . . . . . 3\nBoats . . . . . . . 7",
    "Boats 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18.",
)
PROSE = PAGES[:10]


def file_id(store: IndexStore, path: Path = PATH) -> int:
    return catalog.known_files(store.connection, path)[path].file_id


def sentences(store: IndexStore) -> list[str]:
    quoted = []
    for item in summary_of(store, file_id(store)):
        page = lookup.page_text(store.connection, PATH, item.page_number)
        assert page is not None
        quoted.append(page[item.start : item.end])
    return quoted


def test_a_summary_is_of_sentences_in_reading_order(store: IndexStore) -> None:
    put(store, PATH, *PAGES)
    found = sentences(store)
    assert len(found) == MOST_SENTENCES
    assert found[0] == OPENING
    assert all(sentence in PROSE for sentence in found)
    assert [PAGES.index(sentence) for sentence in found] == sorted(map(PAGES.index, found))


def test_sentences_that_send_the_reader_elsewhere_are_left_out(store: IndexStore) -> None:
    elsewhere = "The harbour of the town is to be read in\nconjunction with what the mayor wrote."
    put(store, PATH, elsewhere, *PROSE)
    assert elsewhere not in sentences(store)


def test_of_documents_alike_each_is_told_by_what_is_its_own(store: IndexStore) -> None:
    accounts = [f"{sentence[:-1]} in the books of that year." for sentence in PROSE]
    own = "Whales and dolphins swim below the western cliffs in spring."
    for number in range(5):
        put(store, f"/docs/{number}.pdf", *accounts[:9], title=f"Report {number}")
    put(store, PATH, *accounts[:9], own, *accounts[9:], title="Report of the harbour")
    assert own in sentences(store)


def test_a_short_document_is_given_whole(store: IndexStore) -> None:
    put(store, PATH, *PAGES[:3])
    assert sentences(store) == list(PAGES[:3])


def test_what_other_documents_say_too_is_left_out(store: IndexStore) -> None:
    legal = "The harbour of the town is described without any warranty to the present day."
    put(store, PATH, legal, *PROSE[1:])
    assert legal in sentences(store)
    put(store, "/docs/other.pdf", legal)
    store.connection.execute("DELETE FROM summaries")
    assert legal not in sentences(store)


def test_without_prose_it_is_how_the_document_begins(store: IndexStore) -> None:
    put(store, PATH, "Rope 4 m\nAnchor chain 12 m\nSail, white 1")
    assert sentences(store) == ["Anchor chain 12 m", "Sail, white 1"]


def test_a_document_of_nothing_is_not_tried_again(store: IndexStore) -> None:
    put(store, PATH, "1 2")
    assert summarise_some(store, 5) == 1
    assert sentences(store) == []
    assert summarise_some(store, 5) == 0


def test_a_second_asking_embeds_nothing(store: IndexStore, embedder: FakeEmbedder) -> None:
    put(store, PATH, *PAGES)
    first = sentences(store)
    before = len(embedder.embedded)
    assert sentences(store) == first
    assert len(embedder.embedded) == before


def test_made_in_idle_time_few_at_once(store: IndexStore) -> None:
    for number in range(3):
        put(store, f"/docs/{number}.txt", f"The boat of number {number} sails to the far island.")
    assert [summarise_some(store, 2) for _ in range(3)] == [2, 1, 0]


def test_documents_without_vectors_wait(store: IndexStore) -> None:
    document, passages = make_document(PATH, *PAGES)
    store.replace_document(SourceFile(PATH, 1, 1, 1), b"hash", document, passages)
    assert summarise_some(store, 5) == 0
    assert sentences(store)  # who asks need not wait
    assert summarise_some(store, 5) == 0


def test_a_changed_document_loses_its_summary(store: IndexStore) -> None:
    put(store, PATH, *PAGES)
    summary_of(store, file_id(store))
    put(store, PATH, "All boats were sold and the harbour is a garden with a pond now.")
    assert read_summary(store.connection, file_id(store), METHOD) is None
    assert sentences(store) == ["All boats were sold and the harbour is a garden with a pond now."]
    catalog.forget_files(store.connection, [file_id(store)])
    assert store.connection.execute("SELECT count(*) FROM summaries").fetchone()[0] == 0


def test_a_renamed_document_keeps_it(store: IndexStore) -> None:
    put(store, PATH, *PAGES)
    made = summary_of(store, file_id(store))
    known = catalog.known_files(store.connection, PATH)[PATH]
    moved = Path("/docs/port.pdf")
    catalog.move_file(store.connection, known, SourceFile(moved, 1, 1, 1))
    assert read_summary(store.connection, file_id(store, moved), METHOD) == made


def test_a_summary_of_what_is_no_more_is_not_kept(store: IndexStore) -> None:
    put(store, PATH, *PAGES)
    store_summary(store.connection, file_id(store), b"another content", METHOD, [])
    store_summary(store.connection, 999, b"no file", METHOD, [])
    assert store.connection.execute("SELECT count(*) FROM summaries").fetchone()[0] == 0


def test_while_another_process_writes_it_is_made_and_not_kept(
    store: IndexStore, tmp_path: Path
) -> None:
    put(store, PATH, *PAGES)
    other = open_database(tmp_path / "index" / "localdocs.db")
    other.execute("BEGIN IMMEDIATE")
    assert len(sentences(store)) == MOST_SENTENCES
    assert summarise_some(store, 5) == 0
    other.execute("ROLLBACK")
    other.close()
    assert summarise_some(store, 5) == 1


def test_an_index_that_cannot_be_written_answers(store: IndexStore) -> None:
    put(store, PATH, *PAGES)
    store.connection.execute("PRAGMA query_only = ON")
    assert len(sentences(store)) == MOST_SENTENCES
    with pytest.raises(sqlite3.OperationalError):
        store.connection.execute("DELETE FROM summaries")
