"""Everything personal goes, wherever a crash was, and nothing else."""

import os
import sqlite3
import sys
from contextlib import closing, suppress
from pathlib import Path

import pytest

from index.sqlite.connection import open_database
from localdocs.errors import StorageError
from localdocs.home.contents import contents, personal
from localdocs.home.forgetting import finish_forgetting, forget_everything
from localdocs.home.places import Places

PERSONAL = (
    "index/localdocs.db",
    "index/localdocs.db-wal",
    "index/vectors-1.faiss",
    "conversations.db",
    "conversations.db-journal",
    "last_question.json",
    "last_question.jsonabc.new",
    "service.log.1",
    "forgotten/index/localdocs.db",
)
LOGS = ("service.log", "native.log", "answering.log")
STAY = (
    "config.toml",
    "server-token",
    "catalogue.json",
    "templates/a.jinja",
    "models/m.gguf",
    "notes of mine.txt",
    "conversations.db.copy",
)


@pytest.fixture
def where(tmp_path: Path) -> Places:
    home = tmp_path / "home"
    for name in (*PERSONAL, *LOGS, *STAY):
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("secret words")
    return Places(home, tmp_path / "cache")


def left(where: Places) -> set[str]:
    files = (path for path in where.home.rglob("*") if path.is_file())
    return {path.relative_to(where.home).as_posix() for path in files}


def test_what_is_personal_goes_and_the_rest_stays(where: Places) -> None:
    forget_everything(where)
    assert left(where) == {*STAY, *LOGS}
    where.must_exist()
    assert all((where.home / name).stat().st_size == 0 for name in LOGS)
    forget_everything(where)
    assert left(where) == {*STAY, *LOGS}


def test_nothing_at_all_is_fine(tmp_path: Path) -> None:
    where = Places(tmp_path / "home", tmp_path / "cache")
    forget_everything(where)
    assert left(where) == set()


@pytest.mark.parametrize("moves", range(9))
def test_a_crash_on_the_way_is_finished_later(
    where: Places, monkeypatch: pytest.MonkeyPatch, moves: int
) -> None:
    """After each of the moves; then once more."""
    move, done = Path.replace, [0]

    def until_the_crash(self: Path, target: Path) -> Path:
        if done[0] == moves:
            raise KeyboardInterrupt
        done[0] += 1
        return move(self, target)

    monkeypatch.setattr(Path, "replace", until_the_crash)
    with suppress(KeyboardInterrupt):
        forget_everything(where)
    monkeypatch.undo()
    where.must_exist()
    finish_forgetting(where)
    forget_everything(where)
    assert left(where) == {*STAY, *LOGS}


def test_a_log_of_a_database_that_is_gone_is_not_played_into_the_next_one(where: Places) -> None:
    """As a crash between the two would leave it."""
    where.database.unlink()
    with closing(sqlite3.connect(where.database)) as first:
        first.execute("PRAGMA journal_mode = WAL")
        first.execute("CREATE TABLE secret (words)")
        where.database.rename(where.home / "moved")
        with closing(open_database(where.database)) as anew:
            tables = anew.execute("SELECT count(*) FROM sqlite_master WHERE name = 'secret'")
            assert tuple(tables.fetchone()) == (0,)
            assert tuple(anew.execute("PRAGMA integrity_check").fetchone()) == ("ok",)


@pytest.mark.skipif(sys.platform == "win32" or os.getuid() == 0, reason="needs permissions")
def test_what_cannot_be_deleted_is_said(where: Places) -> None:
    where.home.chmod(0o500)
    try:
        with pytest.raises(StorageError):
            forget_everything(where)
    finally:
        where.home.chmod(0o700)


def test_what_a_link_leads_to_is_not_left_behind_silently(where: Places, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    where.index.rename(elsewhere)
    where.index.symlink_to(elsewhere)
    with pytest.raises(StorageError, match="is a link"):
        forget_everything(where)
    assert "conversations.db" in left(where), "nothing was begun"
    assert (elsewhere / "localdocs.db").exists()


def test_sizes_are_told_kind_by_kind(where: Places) -> None:
    sizes = {kept.name: kept.size() for kept in contents(where, where.home / "models")}
    one = len("secret words")
    assert sizes["library"] == 4 * one and sizes["conversations"] == 2 * one
    assert sizes["settings"] == sizes["models"] == sizes["token"] == one
    assert sizes["cache"] == 0
    assert all(kept.is_personal for kept in personal(where))
