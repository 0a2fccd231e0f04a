"""The headings of a document, each where it stands."""

import sqlite3
from pathlib import Path

import pytest

from fakes import put_file
from index.database.documents_by_id import stored_page
from index.index_store import IndexStore
from localdocs.collection import outline
from localdocs.collection.outline import outline_of
from paths import EXAMPLES

LONG = (
    "The members of the garden meet in spring and in autumn, and speak about what is to be done. "
)


def told(connection: sqlite3.Connection, file_id: int) -> list[tuple[int, str]]:
    """Levels and headings; that each stands where it is said to stand is looked at here."""
    found = outline_of(connection, file_id)
    for entry in found.entries:
        page = stored_page(connection, file_id, entry.page_number)
        assert page is not None
        assert page.text[entry.start : entry.end] in (entry.text, "")
    return [(entry.level, entry.text) for entry in found.entries]


def test_headings_stand_where_they_are_said_to_stand(store: IndexStore, tmp_path: Path) -> None:
    path = tmp_path / "rules.md"
    path.write_text(f"# Rules\n\n{LONG}\n\n## Water\n\n{LONG * 9}\n\n## Sheds\n\n{LONG * 9}\n")
    assert told(store.connection, put_file(store, path)) == [
        (0, "Rules"),
        (1, "Water"),
        (1, "Sheds"),
    ]
    entries = outline_of(store.connection, put_file(store, path)).entries
    assert all(entry.start < entry.end for entry in entries)


def test_a_tiny_section_that_shares_a_passage_is_told_too(store: IndexStore) -> None:
    """The passage has the heading of the larger one, "5. Notice"."""
    headings = [
        text
        for _, text in told(store.connection, put_file(store, EXAMPLES / "tenancy-agreement.docx"))
    ]
    assert headings[:5] == [
        "1. The flat",
        "2. Rent and deposit",
        "3. Use of the flat",
        "4. Repairs",
        "5. Notice",
    ]


def test_levels_hold_where_paths_are_too_long(store: IndexStore, tmp_path: Path) -> None:
    """The index leaves out the outermost headings of a path of more than a hundred letters."""
    first, second = (
        "Everything that was agreed upon by the members of the garden",
        "What was agreed about sheds",
    )
    path = tmp_path / "long.md"
    path.write_text(
        f"# {first}\n\n{LONG}\n\n## {second}\n\n{LONG * 9}\n\n### {second} later\n\n{LONG * 9}\n"
    )
    assert [level for level, _ in told(store.connection, put_file(store, path))] == [0, 1, 2]


def test_a_text_without_headings_has_none(store: IndexStore) -> None:
    assert (
        outline_of(store.connection, put_file(store, EXAMPLES / "skerrin-trip.txt")).entries == ()
    )
    assert outline_of(store.connection, 999).entries == ()


def test_of_too_many_the_first_are_told(
    store: IndexStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "many.md"
    path.write_text("\n\n".join(f"## Part {number}\n\n{LONG * 9}" for number in range(6)))
    monkeypatch.setattr(outline, "MOST_HEADINGS", 4)
    found = outline_of(store.connection, put_file(store, path))
    assert not found.is_whole and len(found.entries) == 4
