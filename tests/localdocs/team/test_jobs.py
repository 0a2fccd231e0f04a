"""One job at a time, in this process: what is done where files, folders or the server are not as
they were when the job was put."""

import os
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from fakes import FakeEmbedder
from index.database import catalog, lookup
from index.index_store import IndexStore
from index.opening import open_index
from index.postgres.work import Job, SharedWork
from ingest.passages.splitting import split
from ingest.readers import READERS, read
from ingest.scan.folder_scan import scan
from localdocs.errors import IndexMismatchError, StorageError
from localdocs.team.jobs import FileJobs
from localdocs.team.renewing import renew
from localdocs.team.worker import Worker
from localdocs.types import Document, Skipped
from postgres_server import emptied


class ReadingHere:
    """Reads in this process, and has something happen first."""

    def __init__(self) -> None:
        self.first = lambda: None

    def read(self, path: Path, root: Path | None = None) -> Document | Skipped:
        self.first()
        return read(path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.md").write_text("The harbour opens at seven.")
    (folder / "b.md").write_text("Fees are due in May.")
    return folder


@pytest.fixture
def jobs(postgres: str, folder: Path) -> Iterator[FileJobs]:
    connection = open_index(emptied(postgres))
    catalog.add_folder(connection, catalog.Folder(folder, "docs"))
    embedder = FakeEmbedder()
    store = IndexStore(connection, lambda: embedder, "1")
    jobs = FileJobs(
        store,
        SharedWork(connection),
        lambda path: scan(path, suffixes=READERS, size_limit_bytes=1 << 20),
        ReadingHere(),
        lambda document: split(document, embedder),
    )
    jobs.work.join("here", os.getpid())
    yield jobs
    connection.close()


def take(jobs: FileJobs, folder: Path) -> Job:
    job = jobs.work.take([folder])
    assert job is not None
    return job


def do_all(jobs: FileJobs, folder: Path) -> None:
    jobs.work.ask_for_scans([folder], 0)
    while job := jobs.work.take([folder]):
        assert jobs.do(job)


def files(jobs: FileJobs) -> list[str]:
    return sorted(path.name for path in lookup.indexed_files(jobs.store.connection))


def test_a_folder_that_goes_while_it_is_scanned_keeps_its_files(
    jobs: FileJobs, folder: Path
) -> None:
    do_all(jobs, folder)

    def goes(path: Path) -> Iterator[Skipped]:
        folder.rename(folder.with_name("elsewhere"))
        yield from ()

    jobs.scan = goes
    jobs.work.ask_for_scans([folder], 0)
    assert not jobs.do(take(jobs, folder))
    assert files(jobs) == ["a.md", "b.md"]
    assert take(jobs, folder).tries == 1


def test_a_file_of_a_folder_that_went_is_left_to_others(jobs: FileJobs, folder: Path) -> None:
    jobs.work.ask_for_scans([folder], 0)
    assert jobs.do(take(jobs, folder))
    folder.rename(folder.with_name("elsewhere"))
    assert not jobs.do(take(jobs, folder))
    assert jobs.work.count([folder]) == 2


def test_a_file_that_went_is_no_job_any_more(jobs: FileJobs, folder: Path) -> None:
    jobs.work.ask_for_scans([folder], 0)
    assert jobs.do(take(jobs, folder))
    (folder / "a.md").unlink()
    (folder / "b.md").unlink()
    do_all(jobs, folder)
    assert (files(jobs), jobs.work.count([folder])) == ([], 0)


def test_nothing_is_read_twice(jobs: FileJobs, folder: Path) -> None:
    do_all(jobs, folder)
    jobs.reading.first = lambda: pytest.fail("read again")  # type: ignore[attr-defined]
    do_all(jobs, folder)
    os.utime(folder / "a.md")
    (folder / "b.md").rename(folder / "c.md")
    do_all(jobs, folder)
    assert files(jobs) == ["a.md", "c.md"]


def test_a_removed_folder_is_dropped_and_the_worker_goes_on(jobs: FileJobs, folder: Path) -> None:
    other = folder.with_name("other")
    other.mkdir()
    (other / "c.md").write_text("It stays.")
    connection = jobs.store.connection
    catalog.add_folder(connection, catalog.Folder(other, "other"))
    jobs.reading.first = lambda: catalog.remove_folder(connection, folder)  # type: ignore[attr-defined]
    done = Worker(jobs, Event()).run(once=True, scan_every_seconds=0)
    assert (files(jobs), done.files) == (["c.md"], 1)


def test_what_is_no_doing_of_the_file_does_not_count(jobs: FileJobs, folder: Path) -> None:
    def full() -> None:
        raise StorageError("No space is left.")

    jobs.reading.first = full  # type: ignore[attr-defined]
    for _ in range(5):
        with pytest.raises(StorageError):
            Worker(jobs, Event()).run(once=True, scan_every_seconds=0)
    jobs.reading.first = lambda: None  # type: ignore[attr-defined]
    done = Worker(jobs, Event()).run(once=True, scan_every_seconds=0)
    assert (files(jobs), done.files, done.set_aside) == (["a.md", "b.md"], 2, 0)


def test_an_older_version_leaves_what_a_newer_one_has_read(jobs: FileJobs, folder: Path) -> None:
    do_all(jobs, folder)
    embedder, connection = FakeEmbedder(), jobs.store.connection
    newer = IndexStore(connection, lambda: embedder, "10")
    renew(newer, 10)
    assert not newer.is_outdated
    with pytest.raises(IndexMismatchError, match="newer"):
        renew(IndexStore(connection, lambda: embedder, "9"), 9)
    assert not newer.is_outdated
