"""Jobs that many workers take: each by one, by none while its worker lives, in a good order."""

import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from fakes import FakeEmbedder, make_document
from index.database import catalog, lookup
from index.index_store import IndexStore
from index.postgres.connection import PostgresConnection, open_postgres
from index.postgres.work import NoLongerWantedError, SharedWork
from index.postgres.work_status import team_status
from localdocs.errors import IndexMismatchError
from localdocs.types import SourceFile

FOLDER, OTHER = Path("/docs"), Path("/other")
A, B = FOLDER / "a.md", FOLDER / "b\udcff.md"


@pytest.fixture
def work(connection: PostgresConnection) -> SharedWork:
    for folder in (FOLDER, OTHER):
        catalog.add_folder(connection, catalog.Folder(folder, folder.name))
    work = SharedWork(connection)
    work.join("here", 1)
    return work


@pytest.fixture
def colleague(work: SharedWork, postgres: str) -> Iterator[SharedWork]:
    connection = open_postgres(postgres)
    colleague = SharedWork(connection)
    colleague.join("there", 2)
    yield colleague
    connection.close()


def test_a_job_is_one_workers_and_comes_again_after_those_that_nobody_tried(
    work: SharedWork, colleague: SharedWork
) -> None:
    work.put_reads(FOLDER, [A, B])
    work.put_reads(FOLDER, [B, A])
    first, second = work.take([FOLDER]), colleague.take([FOLDER])
    assert first is not None and second is not None
    assert (first.path, second.path, second.kind, second.tries) == (A, B, "read", 1)
    assert work.take([FOLDER]) is None
    colleague.leave()
    work.put_reads(FOLDER, [FOLDER / "c.md"])
    order = [work.take([FOLDER]), work.take([FOLDER])]
    assert [job and (job.path.name, job.tries) for job in order] == [("c.md", 1), (B.name, 2)]


def test_what_the_dead_held_is_free_and_what_the_living_hold_is_not(
    work: SharedWork, colleague: SharedWork
) -> None:
    work.put_reads(FOLDER, [A])
    assert colleague.take([FOLDER])
    work.free_what_the_dead_held()
    assert work.take([FOLDER]) is None
    colleague._connection.close()
    until_noticed = time.monotonic() + 20
    while team_status(work._connection).workers[1].alive:
        assert time.monotonic() < until_noticed
    assert team_status(work._connection).workers[0].alive
    work.free_what_the_dead_held()
    again = work.take([FOLDER])
    assert again is not None and again.tries == 2
    assert [worker.host for worker in team_status(work._connection).workers] == ["here"]


def test_a_folder_is_scanned_by_one_when_it_is_due_and_by_who_sees_it(
    work: SharedWork, colleague: SharedWork
) -> None:
    work.ask_for_scans([FOLDER], 600)
    colleague.ask_for_scans([FOLDER], 0)
    assert colleague.take([OTHER]) is None
    scan = colleague.take([FOLDER])
    assert scan is not None and (scan.kind, scan.path) == ("scan", FOLDER)
    work.ask_for_scans([FOLDER], 0)
    assert work.take([FOLDER, OTHER]) is None
    colleague.finish(scan)
    work.ask_for_scans([FOLDER], 600)
    assert work.count([FOLDER]) == 0
    work.ask_for_scans([FOLDER], 0)
    assert work.count([FOLDER]) == 1


def test_a_try_that_is_given_back_does_not_count(work: SharedWork) -> None:
    work.put_reads(FOLDER, [A])
    for _ in range(3):
        job = work.take([FOLDER])
        assert job is not None and job.tries == 1
        work.give_back(job)


def test_only_one_does_what_is_done_alone(work: SharedWork, colleague: SharedWork) -> None:
    with work.alone() as first, colleague.alone() as second:
        assert first and not second
    with colleague.alone() as second:
        assert second


def test_what_is_read_of_a_removed_folder_is_not_kept(
    work: SharedWork, connection: PostgresConnection
) -> None:
    work.put_reads(FOLDER, [A])
    job = work.take([FOLDER])
    assert job is not None
    catalog.remove_folder(connection, FOLDER)
    store = IndexStore(connection, FakeEmbedder, "1")
    with pytest.raises(NoLongerWantedError):
        store.replace_document(
            _source(A), b"1", *make_document(A, "One."), lambda _: work.finish(job)
        )
    assert lookup.indexed_files(connection) == []


def test_a_document_is_stored_again_where_it_met_another_transaction(
    connection: PostgresConnection,
) -> None:
    tried = []

    def meets_another(_: object) -> None:
        tried.append(1)
        if len(tried) < 3:
            raise psycopg.errors.DeadlockDetected

    store = IndexStore(connection, FakeEmbedder, "1")
    store.replace_document(_source(A), b"1", *make_document(A, "One."), meets_another)
    assert (len(tried), lookup.indexed_files(connection)) == (3, [A])


def test_a_batch_is_embedded_by_one(connection: PostgresConnection, postgres: str) -> None:
    store = IndexStore(connection, FakeEmbedder, "1")
    for number in range(6):
        path = FOLDER / f"{number}.md"
        store.replace_document(_source(path), b"1", *make_document(path, f"Number {number}."))
    beside = open_postgres(postgres)
    embedder = FakeEmbedder()
    others = IndexStore(beside, lambda: embedder, "1")

    class Meanwhile(FakeEmbedder):
        """Another embeds while this one computes, and a third stores a text of the batch."""

        def embed_passages(self, texts):  # type: ignore[no-untyped-def]
            assert others.embed_unclaimed(10) == 2
            assert others.embed_unclaimed(10) == 0
            assert others.is_pending()
            copy = FOLDER / "copy.md"
            others.replace_document(_source(copy), b"1", *make_document(copy, "Number 0."))
            return super().embed_passages(texts)

    try:
        mine = IndexStore(connection, Meanwhile, "1")
        assert mine.embed_unclaimed(4) == 5
        assert embedder.embedded == ["Number 4.", "Number 5."]
        assert not mine.is_pending()
    finally:
        beside.close()


def test_nothing_is_embedded_for_an_index_of_another_model(
    connection: PostgresConnection, postgres: str
) -> None:
    store = IndexStore(connection, FakeEmbedder, "1")
    store.replace_document(_source(A), b"1", *make_document(A, "One."))
    assert store.embed_unclaimed(10) == 1

    class Another(FakeEmbedder):
        identity = "another:1"

    beside = open_postgres(postgres)
    try:
        IndexStore(beside, Another, "1").doubt([FOLDER])
    finally:
        beside.close()
    with pytest.raises(IndexMismatchError):
        store.embed_unclaimed(10)


def _source(path: Path) -> SourceFile:
    return SourceFile(path, 1, 1, 1)
