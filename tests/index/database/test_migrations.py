"""An index of an older version keeps working: nothing has to be read or embedded again."""

import sqlite3
import threading
from pathlib import Path

import pytest
from sqlite_utils import Database

from fakes import FakeEmbedder, put
from index.index_store import IndexStore
from index.ranking.naming import named_documents
from index.sqlite.connection import SqliteConnection, open_database
from index.sqlite.migrations import migrate, migrations


@pytest.fixture
def old_index(tmp_path: Path) -> Path:
    """An index as it was before 0003, with a document in it."""
    path = tmp_path / "localdocs.db"
    connection = open_database(path)
    store = IndexStore(connection, FakeEmbedder, "1")
    put(
        store, "/docs/trip_report.txt", "getUserName, 東京の天気", "Seen: Łódź 😀 x", title="A trip"
    )
    connection.execute("ALTER TABLE pages DROP COLUMN place")
    connection.execute("ALTER TABLE pages DROP COLUMN rows")
    connection.execute("ALTER TABLE files DROP COLUMN changed_ns")
    connection.execute("ALTER TABLE files DROP COLUMN pictures")
    connection.execute("DROP TABLE scanned_pages")
    connection.execute("DROP TABLE map_documents")
    connection.execute("DROP TABLE summaries")
    connection.execute("DROP TABLE documents")
    connection.execute("DROP TABLE words")
    connection.execute(
        "CREATE VIRTUAL TABLE words USING fts5(text, heading, title, file, "
        'tokenize = "porter unicode61 remove_diacritics 2")'
    )
    connection.execute(
        "INSERT INTO words (rowid, text, heading, title, file) "
        'SELECT passages.id, substr(text, start + 1, "end" - start), heading, "", "trip report" '
        "FROM passages JOIN pages ON pages.file_id = passages.file_id AND number = page_number"
    )
    names = [migration.name for migration in migrations._migrations]
    late = names[names.index("0003_searchable_text") :]
    for name in late:
        connection.execute("DELETE FROM _sqlite_migrations WHERE name = ?", (name,))
    connection.close()
    return path


def test_words_are_rebuilt_from_the_pages(old_index: Path) -> None:
    connection = open_database(old_index)
    embedder = FakeEmbedder()
    store = IndexStore(connection, lambda: embedder, "1")
    for question in ("user name", "天気", "lodz", "trip report"):
        assert "words" in store.search(question, 1)[0].found_by.replace("both", "words"), question
    assert store.search("lodz", 1)[0].text == "Seen: Łódź 😀 x"
    assert len(named_documents(connection, "trip")) == 1
    assert {hit.place for hit in store.search("lodz", 2)} == {""}
    assert embedder.embedded == [] and store.integrity() == []
    connection.close()


def test_two_processes_that_migrate_at_once_migrate_once(old_index: Path) -> None:
    problems: list[BaseException] = []

    def open_it() -> None:
        try:
            open_database(old_index).close()
        except BaseException as error:
            problems.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []


def test_digits_of_other_scripts_are_prepared_anew(tmp_path: Path) -> None:
    path = tmp_path / "localdocs.db"
    connection = open_database(path)
    store = IndexStore(connection, FakeEmbedder, "1")
    put(store, "/rent.txt", "قيمة الإيجار ٢٢٠٠ ريال")
    put(store, "/fee.txt", "A fee of 2200 euros")
    connection.execute("UPDATE words SET text = 'old' WHERE rowid IN (1, 2)")
    connection.execute("DELETE FROM _sqlite_migrations WHERE name LIKE '0006%'")
    migrate(connection)
    rows = connection.execute("SELECT text FROM words ORDER BY rowid").fetchall()
    assert [row[0] for row in rows] == ["قيمه ايجار 2200 ريال", "old"]
    documents = connection.execute("SELECT count(*) FROM documents").fetchone()[0]
    assert (documents, store.integrity()) == (2, [])
    connection.close()


def test_a_migration_that_fails_changes_nothing(
    old_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(connection: sqlite3.Connection) -> None:
        raise MemoryError

    monkeypatch.setattr("index.sqlite.migrations.write_all", fail)
    connection = sqlite3.connect(old_index, isolation_level=None, factory=SqliteConnection)
    with pytest.raises(MemoryError):
        migrate(connection)
    assert "documents" not in Database(connection).table_names()
    assert connection.execute("SELECT count(*) FROM words").fetchone()[0] == 2
    connection.close()
