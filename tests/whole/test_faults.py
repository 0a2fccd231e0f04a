"""What goes wrong outside: full disks, lost rights, broken files, clocks that go backwards."""

import errno
import os
import subprocess
import sys
import threading
from functools import partial
from pathlib import Path

import pytest

from fakes import FakeEmbedder
from index.database import lookup
from index.index_store import IndexStore
from index.sqlite.connection import open_database
from ingest.passages.splitting import split
from ingest.readers import READERS, read
from ingest.scan.folder_scan import scan
from localdocs.errors import LocalDocsError
from localdocs.indexing import sync_folder
from localdocs.reports import Report
from localdocs.types import Document, Skipped
from paths import ROOT, SUPPORT

HERE = Path(__file__).resolve().parent


class ReadingHere:
    def read(self, path: Path, root: Path | None = None) -> Document | Skipped:
        try:
            return read(path)
        except LocalDocsError as error:
            return Skipped(path, error.message)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.txt").write_text("The first text is about amber.")
    (folder / "b.txt").write_text("The second text is about basalt.")
    return folder


def sync(store: IndexStore, folder: Path) -> Report:
    scanned = scan(folder, suffixes=READERS, size_limit_bytes=1 << 20)
    splitter = partial(split, tokenizer=FakeEmbedder())
    return sync_folder(store, scanned, folder, ReadingHere(), splitter, lambda _: None)


def found(store: IndexStore, question: str) -> list[str]:
    return [hit.path.name for hit in store.search(question, 1)]


def in_child(program: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program, *words],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (ROOT, SUPPORT, HERE)))},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("number", [errno.EIO, errno.EACCES, errno.ESTALE])
def test_a_file_that_cannot_be_read_for_now_keeps_what_is_known_of_it(
    store: IndexStore, folder: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    import localdocs.indexing

    sync(store, folder)
    (folder / "a.txt").write_text("Now it is about agate.")
    (folder / "c.txt").write_text("A third text about chalk.")
    really = localdocs.indexing.content_hash

    def failing(path: Path, root: Path) -> bytes:
        if path.name in ("a.txt", "c.txt"):
            raise OSError(number, os.strerror(number), str(path))
        return really(path, root)

    monkeypatch.setattr(localdocs.indexing, "content_hash", failing)
    report = sync(store, folder)
    assert {item.path.name for item in report.skipped} == {"a.txt", "c.txt"}
    assert all(os.strerror(number) in item.reason for item in report.skipped)
    assert found(store, "amber") == ["a.txt"]
    monkeypatch.undo()
    report = sync(store, folder)
    assert (report.changed, report.added, report.skipped) == (1, 1, ())
    assert found(store, "agate") == ["a.txt"]


def test_a_file_that_vanishes_between_scan_and_reading_is_no_skipped_file(
    store: IndexStore, folder: Path
) -> None:
    scanned = list(scan(folder, suffixes=READERS, size_limit_bytes=1 << 20))
    (folder / "a.txt").unlink()
    splitter = partial(split, tokenizer=FakeEmbedder())
    report = sync_folder(store, scanned, folder, ReadingHere(), splitter, lambda _: None)
    assert (report.added, report.skipped) == (1, ())
    assert lookup.skipped_files(store.connection, folder) == []


def test_a_clock_that_goes_backwards_hides_no_edit(store: IndexStore, folder: Path) -> None:
    sync(store, folder)
    (folder / "a.txt").write_text("Later it is about agate, written in the past.")
    os.utime(folder / "a.txt", (1000, 1000))
    assert sync(store, folder).changed == 1
    assert found(store, "agate") == ["a.txt"]


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from test_faults import sync
from fakes import FakeEmbedder
from index.sqlite.connection import open_database, sqlite_errors
from index.index_store import IndexStore
path = Path(sys.argv[1])
connection = open_database(path)
store = IndexStore(connection, FakeEmbedder, "1")
limit = int(sys.argv[3])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    sync(store, Path(sys.argv[2]))
except Exception as error:
    print(type(error).__name__, error)
"""


@pytest.mark.skipif(os.name != "posix", reason="file size limits")
def test_a_full_disk_loses_nothing_that_was_finished(tmp_path: Path, folder: Path) -> None:
    for number in range(60):
        (folder / f"{number}.txt").write_text(f"Text {number}. " + "word " * 2000)
    path = tmp_path / "index" / "localdocs.db"
    child = in_child(FULL_DISK, str(path), str(folder), str(600_000))
    assert child.stdout.startswith("StorageError"), child.stdout + child.stderr
    connection = open_database(path)
    store = IndexStore(connection, FakeEmbedder, "1")
    assert store.integrity() == []
    kept = lookup.counts(connection).documents
    report = sync(store, folder)
    assert report.unchanged == kept and report.added == 62 - kept
    connection.close()


READ_ONLY = """
import os, sys
from pathlib import Path
from index.sqlite.connection import open_database
if os.geteuid() == 0:
    os.setgid(65534); os.setuid(65534)
try:
    open_database(Path(sys.argv[1])).execute("INSERT INTO folders (path, name) VALUES ('/', 'x')")
    print("written")
except Exception as error:
    print(type(error).__name__, error)
"""


@pytest.mark.skipif(os.name != "posix", reason="rights")
def test_an_index_that_cannot_be_written_is_named(folder: Path) -> None:
    import tempfile

    with tempfile.TemporaryDirectory(dir="/tmp") as scratch:  # a path that nobody may walk to
        Path(scratch).chmod(0o755)
        path = Path(scratch) / "index" / "localdocs.db"
        connection = open_database(path)
        connection.close()
        path.parent.chmod(0o555)
        path.chmod(0o444)
        child = in_child(READ_ONLY, str(path))
        path.parent.chmod(0o755)
    assert child.stdout.startswith("StorageError"), child.stdout + child.stderr
    assert "permission" in child.stdout or "cannot be" in child.stdout


@pytest.mark.parametrize("keep", [0.0, 0.3, 0.7, 0.97])
def test_a_truncated_wal_loses_at_most_the_last_steps(
    tmp_path: Path, folder: Path, keep: float
) -> None:
    path = tmp_path / "index" / "localdocs.db"
    connection = open_database(path)
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    store = IndexStore(connection, FakeEmbedder, "1")
    sync(store, folder)
    (folder / "c.txt").write_text("A third text about chalk.")
    sync(store, folder)
    crashed = tmp_path / "crashed" / "localdocs.db"  # the files as a crash would leave them
    crashed.parent.mkdir()
    crashed.write_bytes(path.read_bytes())
    log = path.with_name("localdocs.db-wal").read_bytes()
    crashed.with_name("localdocs.db-wal").write_bytes(log[: int(len(log) * keep)])
    connection.close()

    connection = open_database(crashed)
    store = IndexStore(connection, FakeEmbedder, "1")
    assert store.integrity() == []
    sync(store, folder)
    assert [found(store, word) for word in ("amber", "basalt", "chalk")] == [
        ["a.txt"],
        ["b.txt"],
        ["c.txt"],
    ]
    assert sync(store, folder).unchanged == 3
    connection.close()


def test_readers_beside_a_writer_see_whole_versions_only(tmp_path: Path) -> None:
    """Ten readers search while a writer replaces a document of two pages again and again."""
    from fakes import put

    path = tmp_path / "index" / "localdocs.db"
    open_database(path).close()
    problems: list[object] = []
    searches = 0
    stop = threading.Event()

    def reader() -> None:
        nonlocal searches
        connection = open_database(path)
        store = IndexStore(connection, FakeEmbedder, "1")
        try:
            while not stop.is_set():
                versions = {hit.text.split()[-1] for hit in store.search("page of version", 10)}
                searches += 1
                if len(versions) > 1:
                    problems.append(versions)
        except Exception as error:
            problems.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=reader) for _ in range(10)]
    connection = open_database(path)
    store = IndexStore(connection, FakeEmbedder, "1")
    put(store, "/docs/a.txt", "first page of version v0", "second page of version v0")
    for thread in threads:
        thread.start()
    for number in range(1, 40):
        put(
            store,
            "/docs/a.txt",
            f"first page of version v{number}",
            f"second page of version v{number}",
        )
        store.sweep()
    stop.set()
    for thread in threads:
        thread.join()
    connection.close()
    assert problems == []
    assert searches > 20
