"""FAISS is a cache: whatever happens to its file, the answer is the same."""

from pathlib import Path

import pytest

from fakes import FakeEmbedder, put
from index.index_store import IndexStore


def cache_files(store: IndexStore, tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "index").glob("vectors-*"))


def fresh(store: IndexStore, tmp_path: Path) -> IndexStore:
    """The same index as another process would open it."""
    return IndexStore(tmp_path / "index" / "localdocs.db", store.connection, FakeEmbedder, "1")


def near(store: IndexStore) -> list[str]:
    return [hit.text for hit in store.search("red fox", 3) if hit.found_by != "words"]


@pytest.fixture
def filled(store: IndexStore) -> IndexStore:
    put(store, "/docs/a.txt", "a red fox", "a blue whale", "green tea")
    return store


def test_the_cache_is_written_and_used(filled: IndexStore, tmp_path: Path) -> None:
    expected = near(filled)
    (cache,) = cache_files(filled, tmp_path)
    written = cache.stat().st_mtime_ns
    assert near(fresh(filled, tmp_path)) == expected
    assert cache.stat().st_mtime_ns == written
    assert cache.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("damage", ["missing", "empty", "truncated", "garbage"])
def test_a_damaged_cache_is_made_again(filled: IndexStore, tmp_path: Path, damage: str) -> None:
    expected = near(filled)
    (cache,) = cache_files(filled, tmp_path)
    content = cache.read_bytes()
    if damage == "missing":
        cache.unlink()
    else:
        cache.write_bytes({"empty": b"", "truncated": content[:99], "garbage": b"x" * 500}[damage])
    assert near(fresh(filled, tmp_path)) == expected
    assert cache_files(filled, tmp_path)[0].read_bytes() == content


def test_a_stale_cache_is_replaced(filled: IndexStore, tmp_path: Path) -> None:
    near(filled)
    old = cache_files(filled, tmp_path)
    put(filled, "/docs/b.txt", "another red fox")
    assert "another red fox" in near(filled)
    new = cache_files(filled, tmp_path)
    assert len(new) == 1 and new != old


def test_a_database_from_a_backup_does_not_meet_the_cache_of_its_lost_future(
    filled: IndexStore, tmp_path: Path
) -> None:
    with filled.writing() as connection:
        backup = connection.execute("SELECT * FROM manifest").fetchall()
    put(filled, "/docs/b.txt", "b one")
    first = filled.connection.execute(
        "SELECT value FROM manifest WHERE key='generation'"
    ).fetchone()[0]
    with filled.writing() as connection:
        for row in backup:
            connection.execute("INSERT OR REPLACE INTO manifest VALUES (?, ?)", tuple(row))
    put(filled, "/docs/c.txt", "c two")
    second = filled.connection.execute(
        "SELECT value FROM manifest WHERE key='generation'"
    ).fetchone()[0]
    assert first != second


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(
    filled: IndexStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import faiss

    def full(*_: object) -> None:
        raise RuntimeError("No space left on device")

    monkeypatch.setattr(faiss, "write_index", full)
    assert near(filled)[0] == "a red fox"
    assert cache_files(filled, tmp_path) == []
