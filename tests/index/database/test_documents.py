"""The table of documents as a whole: title, file, folder, opening, author and date."""

from pathlib import Path

import pytest

from fakes import put
from index.database import catalog
from index.database.catalog import Folder
from index.index_store import IndexStore
from index.opening import is_address
from index.ranking.naming import named_documents
from localdocs.types import Block, BlockKind, Document, Page, SourceFile


def found(store: IndexStore, question: str, file_ids: list[int] | None = None) -> list[str]:
    names = dict(store.connection.execute("SELECT id, path FROM files").fetchall())
    scores = named_documents(store.connection, question, file_ids)
    best_first = sorted(scores, key=lambda file_id: (-scores[file_id], file_id))
    return [Path(names[file_id]).name for file_id in best_first]


def row(store: IndexStore, column: str) -> str:
    return str(store.connection.execute(f"SELECT {column} FROM documents").fetchone()[0])


def test_a_document_is_found_by_its_title_and_by_the_name_of_its_file(store: IndexStore) -> None:
    put(store, "/docs/3M_2018_10K.pdf", "Sales.", title="Annual Report of 3M")
    put(store, "/docs/2022Q3_AAPL.pdf", "Sales.", title="Quarterly Report")
    put(store, "/docs/sickLeaveRules.txt", "Sales.")
    assert found(store, "annual 3M")[0] == "3M_2018_10K.pdf"
    assert found(store, "the 10-K of 2018") == ["3M_2018_10K.pdf"]
    assert found(store, "AAPL Q3 2022")[0] == "2022Q3_AAPL.pdf"
    assert found(store, "sick leave") == ["sickLeaveRules.txt"]


def test_it_is_found_by_the_folders_above_it(store: IndexStore, location: str) -> None:
    with store.writing() as connection:
        catalog.add_folder(connection, Folder(Path("/home/ann/Papers"), "Papers"))
    put(store, "/home/ann/Papers/Insurance/Car_2020/letter.txt", "Dear Ann")
    if not is_address(location):
        assert row(store, "folder") == "Papers Insurance Car 2020"
    assert found(store, "car insurance") == ["letter.txt"]
    assert found(store, "home") == []


@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
def test_a_folder_that_nobody_added_counts_two_levels_up(store: IndexStore) -> None:
    put(store, "/a/b/c/letter.txt", "Dear Ann")
    assert row(store, "folder") == "b c"


def test_its_opening_counts_with_its_furniture_and_not_its_end(store: IndexStore) -> None:
    first = Page(1, "ACME Confidential", (Block(0, 17, BlockKind.FURNITURE),))
    pages = (first, Page(2, "begin " * 120 + "finish"))
    with store.writing() as connection:
        source = SourceFile(Path("/docs/a.txt"), 1, 1, 1)
        catalog.store_document(connection, source, b"1", Document(source.path, pages), [])
    assert found(store, "acme confidential") == ["a.txt"]
    assert found(store, "finish") == []


def test_author_and_month_are_searched(store: IndexStore) -> None:
    source = SourceFile(Path("/docs/a.txt"), 1, 1, 1)
    document = Document(source.path, (), author="Jane Łukasz", created="2023-04-05")
    with store.writing() as connection:
        catalog.store_document(connection, source, b"1", document, [])
    assert found(store, "what did Lukasz write in April 2023?") == ["a.txt"]


@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
def test_a_renamed_document_follows_its_file(store: IndexStore) -> None:
    source = put(store, "/docs/draft_one.txt", "Sales went up.")
    known = catalog.known_files(store.connection, source.path)[source.path]
    with store.writing() as connection:
        moved = SourceFile(Path("/archive/final.txt"), source.size, 1, 1)
        catalog.move_file(connection, known, moved)
    assert found(store, "draft") == found(store, "docs") == []
    assert found(store, "final") == found(store, "archive") == ["final.txt"]
    assert store.search("final", 1)[0].text == "Sales went up."
    words = store.connection.execute("SELECT file FROM words").fetchall()
    assert [row[0] for row in words] == ["final archive"]


def test_a_forgotten_document_leaves_nothing(store: IndexStore) -> None:
    source = put(store, "/docs/secret.txt", "Sales went up.")
    put(store, "/docs/replaced.txt", "Costs went down.")
    put(store, "/docs/replaced.txt", "Nothing moved.")
    known = catalog.known_files(store.connection, source.path)[source.path]
    with store.writing() as connection:
        catalog.forget_files(connection, [known.file_id])
    assert found(store, "secret sales costs") == []
    assert found(store, "nothing") == ["replaced.txt"]
    assert store.integrity() == []


def test_a_search_can_be_narrowed_to_files(store: IndexStore) -> None:
    put(store, "/docs/a.txt", "apples")
    put(store, "/docs/b.txt", "apples")
    ids = [known.file_id for known in catalog.known_files(store.connection, Path("/docs")).values()]
    assert len(found(store, "apples", ids[:1])) == 1
    assert found(store, "apples", []) == []
