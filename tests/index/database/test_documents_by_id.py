"""Documents by their ids, which programs may keep."""

from pathlib import Path

from fakes import put
from index.database import catalog
from index.database.catalog import KnownFile, known_files
from index.database.documents_by_id import document, document_ids, listed, stored_page
from index.index_store import IndexStore
from localdocs.types import SourceFile


def forget(store: IndexStore, file_id: int) -> None:
    with store.writing() as connection:
        catalog.forget_files(connection, [file_id])


def id_of(store: IndexStore, path: str) -> int:
    return document_ids(store.connection, [Path(path)])[Path(path)]


def test_a_document_keeps_its_id_when_it_is_renamed_or_changed(store: IndexStore) -> None:
    put(store, "/d/a.txt", "one")
    first = id_of(store, "/d/a.txt")
    known: KnownFile = known_files(store.connection, Path("/d"))[Path("/d/a.txt")]
    with store.writing() as connection:
        catalog.move_file(connection, known, SourceFile(Path("/d/new/b.md"), 3, 1, 1))
    found = document(store.connection, first)
    assert found is not None and found.source.path == Path("/d/new/b.md")
    put(store, "/d/new/b.md", "two")
    page = stored_page(store.connection, first, 1)
    assert page is not None and page.text == "two"


def test_no_other_document_gets_the_id_of_one_that_is_gone(store: IndexStore) -> None:
    given = []
    for path in ("/d/a.txt", "/d/b.txt", "/d/c.txt", "/d/d.txt"):
        put(store, path, "one")
        given.append(id_of(store, path))
        forget(store, given[-1])
    assert len(set(given)) == 4
    assert document(store.connection, given[-1]) is None


def test_what_was_skipped_is_no_document(store: IndexStore) -> None:
    with store.writing() as connection:
        catalog.store_skipped(connection, SourceFile(Path("/d/x.pdf"), 1, 1, 1), b"", "locked")
    row = store.connection.execute("SELECT id FROM files").fetchone()
    assert document(store.connection, row[0]) is None
    assert stored_page(store.connection, row[0], 1) is None
    assert listed(store.connection).total == 0


def test_the_list_is_narrowed_and_given_in_parts(store: IndexStore) -> None:
    for path in ("/d/Lease 2023.txt", "/d/lease-2024.md", "/d/sub/Übergabe.md", "/e/lease.md"):
        put(store, path, "words")
    connection = store.connection

    def names(**narrowed: object) -> list[str]:
        found = listed(connection, **narrowed)  # type: ignore[arg-type]
        return [item.source.path.name for item in found.documents]

    assert names(inside=Path("/d"), suffix=".md") == ["lease-2024.md", "Übergabe.md"]
    assert names(words="LEASE 20") == ["Lease 2023.txt", "lease-2024.md"]
    assert names(words="u\u0308ber") == ["Übergabe.md"]
    assert names(words="sub") == []
    part = listed(connection, words="lease", offset=1, limit=1)
    assert (len(part.documents), part.total) == (1, 3)
    assert names(words="%") == names(words="_") == []
