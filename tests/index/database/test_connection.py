"""Opening the database: private, migrated, and clear about what is wrong."""

import sqlite3
from pathlib import Path

import pytest

from index.database.transactions import transaction
from index.sqlite.connection import LATEST_MIGRATION, open_database, sqlite_errors
from index.sqlite.migrations import migrations
from localdocs.errors import IndexDamagedError, IndexMismatchError, StorageError


def test_only_the_owner_can_read_it(tmp_path: Path) -> None:
    path = tmp_path / "index" / "localdocs.db"
    open_database(path).close()
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_the_newest_migration_is_the_one_that_is_looked_for() -> None:
    assert migrations._migrations[-1].name == LATEST_MIGRATION


def test_opening_twice_migrates_once(tmp_path: Path) -> None:
    for _ in range(2):
        connection = open_database(tmp_path / "localdocs.db")
        rows = connection.execute("SELECT count(*) FROM _sqlite_migrations").fetchone()[0]
        connection.close()
        assert rows == len(migrations._migrations)


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "localdocs.db"
    path.write_bytes(b"this is not a database, it is a letter" * 100)
    with pytest.raises(IndexDamagedError, match=str(path)) as caught:
        open_database(path)
    assert "Your files are safe" in caught.value.remedy


def test_the_index_of_a_newer_version_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "localdocs.db"
    connection = open_database(path)
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
        "VALUES ('localdocs', '9999_holograms', '2099-01-01')"
    )
    connection.close()
    before = path.read_bytes()
    with pytest.raises(IndexMismatchError, match="newer localdocs") as caught:
        open_database(path)
    assert caught.value.remedy
    assert path.read_bytes() == before


def test_a_full_disk_is_said_as_such(tmp_path: Path) -> None:
    with (
        pytest.raises(StorageError, match="No space"),
        sqlite_errors(tmp_path / "localdocs.db"),
    ):
        raise sqlite3.OperationalError("database or disk is full")


def test_a_full_database_keeps_what_was_finished(tmp_path: Path) -> None:
    path = tmp_path / "localdocs.db"
    connection = open_database(path)
    with transaction(connection):
        connection.execute("INSERT INTO folders (path, name) VALUES ('/a', 'a')")
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages + 1}")
    with (
        pytest.raises(StorageError, match="No space"),
        sqlite_errors(path),
        transaction(connection),
    ):
        connection.execute("INSERT INTO manifest VALUES ('long', ?)", ("x" * 1_000_000,))
    assert connection.execute("SELECT count(*) FROM folders").fetchone()[0] == 1
    connection.close()


def test_a_transaction_is_all_or_nothing(tmp_path: Path) -> None:
    connection = open_database(tmp_path / "localdocs.db")
    with pytest.raises(KeyError), transaction(connection):
        connection.execute("INSERT INTO folders (path, name) VALUES ('/a', 'a')")
        raise KeyError
    assert connection.execute("SELECT count(*) FROM folders").fetchone()[0] == 0
    connection.close()
