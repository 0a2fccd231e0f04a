"""FAISS is a cache: whatever happens to its file, the answer is the same.

The first half asks a store; the second asks the vectors alone, with a low threshold, so that both
kinds of base are met.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from fakes import FakeEmbedder, put
from index.database import catalog, vector_rows
from index.database.manifest import raise_generation
from index.database.transactions import transaction
from index.index_store import IndexStore
from index.sqlite.connection import open_database
from index.vectors import vector_index as vectors
from index.vectors.vector_index import VectorIndex


@pytest.fixture
def location(tmp_path: Path) -> str:
    """The cache is SQLite's alone."""
    return str(tmp_path / "index" / "localdocs.db")


def cache_files(store: IndexStore, tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "index").glob("vectors-*"))


def fresh(store: IndexStore, tmp_path: Path) -> IndexStore:
    """The same index as another process would open it."""
    return IndexStore(store.connection, FakeEmbedder, "1")


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


def test_a_cache_goes_on_serving_when_something_comes(filled: IndexStore, tmp_path: Path) -> None:
    near(filled)
    before = cache_files(filled, tmp_path)
    put(filled, "/docs/b.txt", "another red fox")
    assert "another red fox" in near(filled)
    assert "another red fox" in near(fresh(filled, tmp_path))
    assert cache_files(filled, tmp_path) == before


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


DIMENSION = 32
EXACT_UP_TO = 500


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = open_database(tmp_path / "localdocs.db")
    yield connection
    connection.close()


def clustered(rows: int, seed: int = 0) -> NDArray[np.float32]:
    """Vectors as of text: some subjects, much about each."""
    chance = np.random.default_rng(seed)
    subjects = np.random.default_rng(99).normal(0, 1, (40, DIMENSION))
    matrix = subjects[chance.integers(0, 40, rows)] + chance.normal(0, 0.5, (rows, DIMENSION))
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
    return matrix.astype(np.float32)


def insert(database: sqlite3.Connection, matrix: NDArray[np.float32]) -> None:
    chance = np.random.default_rng(len(matrix))
    with transaction(database):
        database.executemany(
            "INSERT INTO vectors (text_hash, vector) VALUES (?, ?)",
            ((chance.bytes(16) + vector.tobytes()[:8], vector.tobytes()) for vector in matrix),
        )
        raise_generation(database)


def delete(database: sqlite3.Connection, condition: str) -> None:
    with transaction(database):
        database.execute(f"DELETE FROM vectors WHERE {condition}")
        raise_generation(database)


def nearest(
    database: sqlite3.Connection, query: NDArray[np.float32], limit: int, condition: str = "1"
) -> list[int]:
    """The truth, the slow way."""
    rows = database.execute(
        f"SELECT id, vector FROM vectors WHERE vector IS NOT NULL AND {condition}"
    ).fetchall()
    cosines = [float(np.frombuffer(row[1], dtype=np.float32) @ query) for row in rows]
    return [rows[place][0] for place in np.argsort(cosines)[::-1][:limit]]


def recall(
    index: VectorIndex, database: sqlite3.Connection, condition: str = "", limit: int = 10
) -> float:
    """Of the truly nearest to some questions, the share that is found."""
    chosen = None
    if condition:
        rows = database.execute(f"SELECT id FROM vectors WHERE {condition}").fetchall()
        chosen = np.array([row[0] for row in rows], dtype=np.int64)
    right, questions = 0, clustered(30, seed=7)
    for question in questions:
        found = index.search(database, question, limit, chosen)
        assert len(found) == len(set(found)) == limit
        right += len(set(found) & set(nearest(database, question, limit, condition or "1")))
    return right / (limit * len(questions))


def index_at(tmp_path: Path) -> VectorIndex:
    """As another process would open it."""
    return VectorIndex(tmp_path, DIMENSION, EXACT_UP_TO)


def files_at(tmp_path: Path) -> list[Path]:
    return sorted(tmp_path.glob("vectors-*"))


@pytest.mark.parametrize("rows", [EXACT_UP_TO, EXACT_UP_TO + 1])
def test_it_is_exact_up_to_a_size(database: sqlite3.Connection, tmp_path: Path, rows: int) -> None:
    insert(database, clustered(rows))
    index = index_at(tmp_path)
    assert recall(index, database) >= 0.98
    assert index._base.approximate == (rows > EXACT_UP_TO)
    if rows <= EXACT_UP_TO:
        assert recall(index, database) == 1.0


def test_an_approximate_base_finds_nearly_all_and_looks_at_a_part(
    database: sqlite3.Connection, tmp_path: Path
) -> None:
    insert(database, clustered(6000))
    index = index_at(tmp_path)
    assert recall(index, database) >= 0.98
    assert index._base.index.nprobe < index._base.index.nlist


@pytest.mark.parametrize("rows", [300, 3000])
def test_cosines_are_exact(database: sqlite3.Connection, tmp_path: Path, rows: int) -> None:
    matrix = clustered(rows)
    insert(database, matrix)
    question = clustered(1, seed=3)[0]
    scored = index_at(tmp_path).search_scored(database, question, 20)
    assert [cosine for _, cosine in scored] == sorted((c for _, c in scored), reverse=True)
    for vector_id, cosine in scored:
        assert cosine == pytest.approx(float(matrix[vector_id - 1] @ question), abs=1e-6)


@pytest.mark.parametrize("few", [100, 100_000])
@pytest.mark.parametrize("rows", [400, 3000])
@pytest.mark.parametrize("condition", ["id % 10 = 3", "id <= 300", "id > 20"])
def test_a_narrowed_search_stays_within_and_finds_it_all(
    database: sqlite3.Connection,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    rows: int,
    condition: str,
    few: int,
) -> None:
    monkeypatch.setattr(vectors, "FEW", few)
    insert(database, clustered(rows))
    index = index_at(tmp_path)
    index.refresh(database)
    insert(database, clustered(50, seed=5))
    assert recall(index, database, condition) >= 0.98
    assert index.search(database, clustered(1)[0], 5, np.array([], dtype=np.int64)) == []


@pytest.mark.parametrize("rows", [400, 3000])
def test_what_comes_and_goes_is_followed_without_another_base(
    database: sqlite3.Connection, tmp_path: Path, rows: int
) -> None:
    insert(database, clustered(rows))
    writer, reader = index_at(tmp_path), index_at(tmp_path)
    writer.refresh(database)
    recall(reader, database)
    before = files_at(tmp_path)
    for step in range(3):
        insert(database, clustered(60, seed=step + 20))
        delete(database, f"id % 31 = {step}")
        writer.refresh(database)
        for index in (writer, reader, index_at(tmp_path)):
            assert recall(index, database) >= 0.98
    assert files_at(tmp_path) == before


def test_a_vector_that_comes_late_under_a_low_id_is_found(
    database: sqlite3.Connection, tmp_path: Path
) -> None:
    matrix = clustered(300)
    insert(database, matrix)
    with transaction(database):
        database.execute("UPDATE vectors SET vector = NULL WHERE id = 7")
        raise_generation(database)
    early = index_at(tmp_path)
    assert 7 not in early.search(database, matrix[6], 300)
    with transaction(database):
        catalog.fill_vectors(database, [(7, matrix[6].tobytes())])
    for index in (early, index_at(tmp_path)):
        assert index.search(database, matrix[6], 1) == [7]


def test_when_all_near_ones_are_gone_the_next_ones_are_found(
    database: sqlite3.Connection, tmp_path: Path
) -> None:
    insert(database, clustered(400))
    index = index_at(tmp_path)
    question = clustered(1, seed=3)[0]
    gone = index.search(database, question, 100)
    delete(database, f"id IN ({', '.join(map(str, gone))})")
    assert index.search(database, question, 20) == nearest(database, question, 20)


@pytest.mark.parametrize("rows", [400, 3000])
def test_dropped_vectors_are_forgotten_by_everybody(
    database: sqlite3.Connection, tmp_path: Path, rows: int
) -> None:
    insert(database, clustered(rows))
    index = index_at(tmp_path)
    index.refresh(database)
    with transaction(database):
        catalog.drop_vectors(database)
    other = clustered(rows, seed=8)
    with transaction(database):
        catalog.fill_vectors(
            database, [(row + 1, vector.tobytes()) for row, vector in enumerate(other)]
        )
    assert recall(index, database) >= 0.98
    assert recall(index_at(tmp_path), database) >= 0.98


def test_much_change_makes_another_base_and_takes_the_old_one_away(
    database: sqlite3.Connection, tmp_path: Path
) -> None:
    insert(database, clustered(400))
    index = index_at(tmp_path)
    index.refresh(database)
    (before,) = files_at(tmp_path)
    insert(database, clustered(2000, seed=4))
    index.refresh(database)
    (after,) = files_at(tmp_path)
    assert after != before and index._base.approximate and index._rest.ntotal == 0
    delete(database, "id > 300")
    index.refresh(database)
    assert not index._base.approximate and index._base.rows == 300
    assert recall(index, database) == 1.0


def test_a_crash_before_the_rename_leaves_what_was(
    database: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    insert(database, clustered(400))
    index = index_at(tmp_path)
    index.refresh(database)
    before = files_at(tmp_path)
    insert(database, clustered(2000, seed=4))

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", crash)
        with pytest.raises(KeyboardInterrupt):
            index.refresh(database)
    assert files_at(tmp_path) == before
    for survivor in (index, index_at(tmp_path)):
        assert recall(survivor, database) >= 0.98


def test_a_crash_between_the_rename_and_the_commit_leaves_a_file_that_nobody_takes(
    database: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    insert(database, clustered(400))

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("index.vectors.cache_file.others", crash)
        with pytest.raises(KeyboardInterrupt):
            index_at(tmp_path).refresh(database)
    (orphan,) = files_at(tmp_path)
    assert recall(index_at(tmp_path), database) == 1.0
    (kept,) = files_at(tmp_path)
    assert kept != orphan


def test_a_stop_while_following_leaves_nothing_half_done(
    database: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    insert(database, clustered(400))
    index = index_at(tmp_path)
    index.refresh(database)
    insert(database, clustered(50, seed=4))

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(vector_rows, "look", crash)
        with pytest.raises(KeyboardInterrupt):
            index.search(database, clustered(1)[0], 5)
    assert not database.in_transaction
    assert recall(index, database) == 1.0


def test_vectors_dropped_while_a_base_is_made_do_not_come_back(
    database: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    matrix = clustered(400)
    insert(database, matrix)
    index, write = index_at(tmp_path), vectors.cache_file.write

    def meanwhile(*arguments: object) -> Path:
        temporary = write(*arguments)  # type: ignore[arg-type]
        with transaction(database):
            catalog.drop_vectors(database)
        return temporary

    with monkeypatch.context() as patched:
        patched.setattr("index.vectors.cache_file.write", meanwhile)
        index.refresh(database)
    assert index.search(database, matrix[0], 5) == []
    assert index_at(tmp_path).search(database, matrix[0], 5) == []


@pytest.mark.parametrize("damage", ["truncated", "middle", "trailer", "other dimension"])
def test_a_damaged_approximate_base_is_made_again(
    database: sqlite3.Connection, tmp_path: Path, damage: str
) -> None:
    insert(database, clustered(3000))
    index_at(tmp_path).refresh(database)
    (cache,) = files_at(tmp_path)
    content = cache.read_bytes()
    half = len(content) // 2
    if damage == "other dimension":
        other = tmp_path / "other"
        connection = open_database(other / "localdocs.db")
        with transaction(connection):
            connection.execute(
                "INSERT INTO vectors (text_hash, vector) VALUES (x'00', ?)",
                (np.ones(8, dtype=np.float32).tobytes(),),
            )
        VectorIndex(other, 8).refresh(connection)
        connection.close()
        content = files_at(other)[0].read_bytes()
    elif damage == "truncated":
        content = content[:half]
    elif damage == "middle":
        content = content[:half] + content[half + 100 :]
    else:
        content = content[:-20] + b"x" * 20
    cache.write_bytes(content)
    assert recall(index_at(tmp_path), database) >= 0.98
    assert files_at(tmp_path) != [cache]
