"""The file of conversations: private, made when needed, and left alone where it is not ours."""

import sqlite3
import stat
import sys
from pathlib import Path

import pytest

from localdocs.conversations.file import opened
from localdocs.errors import StorageError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "conversations.db"


def begin(path: Path) -> None:
    with opened(path, make=True) as connection:
        connection.execute("INSERT INTO conversations (started_at) VALUES ('now')")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_only_its_owner_may_read_the_file(path: Path) -> None:
    begin(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_file_that_is_not_made_is_an_empty_one_in_memory(path: Path) -> None:
    with opened(path) as connection:
        assert connection.execute("SELECT count(*) FROM exchanges").fetchone()[0] == 0
    assert not path.parent.exists()


def test_what_was_stored_is_there_when_it_is_opened_again(path: Path) -> None:
    begin(path)
    begin(path)
    with opened(path) as connection:
        assert connection.execute("SELECT count(*) FROM conversations").fetchone()[0] == 2


def test_a_file_that_is_something_else_is_named_and_left_alone(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"no database at all, and longer than a header of SQLite would be" * 20)
    before = path.read_bytes()
    with pytest.raises(StorageError, match=r"conversations\.db"):
        begin(path)
    assert path.read_bytes() == before


def test_the_file_of_a_newer_version_is_left_alone(path: Path) -> None:
    begin(path)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(StorageError, match="newer"), opened(path):
        pass
