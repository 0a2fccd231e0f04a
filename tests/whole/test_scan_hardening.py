"""Trees as they should not be: odd names, odd files, things that vanish, errors of the system."""

import errno
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from fakes import FakeEmbedder
from index.database import catalog, lookup
from ingest.passages.splitting import split
from ingest.process.reading_process import ReadingProcess
from ingest.scan.folder_scan import scan
from ingest.scan.opening import open_found
from localdocs.indexing import sync_folder
from localdocs.reports import Report
from localdocs.types import Skipped, SourceFile
from paths import ROOT

SUFFIXES = {".txt", ".pdf"}
LIMIT = 200 << 20
posix = pytest.mark.skipif(os.name == "nt", reason="about file systems of Unix")


def scanned(folder: Path) -> list[SourceFile | Skipped]:
    return list(scan(folder, suffixes=SUFFIXES, size_limit_bytes=LIMIT))


def reasons(folder: Path) -> dict[str, str]:
    """Every path below the folder that the scan names; "" for a file that is taken."""
    return {
        item.path.relative_to(folder).as_posix(): getattr(item, "reason", "")
        for item in scanned(folder)
    }


def write(path: Path, content: str = "x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, "utf-8")
    return path


@pytest.fixture
def sync(store, embedder: FakeEmbedder, tmp_path: Path) -> Iterator[Callable[..., Report]]:
    """Mirrors the folder ``docs`` into a real index, or what a scan of it gave before."""
    folder = tmp_path / "docs"
    folder.mkdir()
    with ReadingProcess() as reading:
        yield lambda items=None: sync_folder(
            store,
            scanned(folder) if items is None else items,
            folder,
            reading,
            lambda document: split(document, embedder),
            lambda progress: None,
        )


# Names -------------------------------------------------------------------------------------------

ODD_NAMES = [
    b"caf\xe9.txt", b"\xff\xfe.txt", b"two\nlines.txt", b"tab\there.txt", b" space .txt",
    b"-rf.txt", b"quote'\".txt", b"\xe2\x80\xae.txt", b"a%2Fb.txt", b"x" * 251 + b".txt",
]  # fmt: skip


def make_odd(folder: Path, name: bytes) -> Path:
    path = folder / os.fsdecode(name)
    try:
        return write(path, f"words of {name.hex()}")
    except OSError:
        pytest.skip("the file system does not take this name")


@posix
@pytest.mark.parametrize("name", ODD_NAMES, ids=lambda name: name.hex()[:16])
def test_odd_names_are_indexed_found_and_forgotten(
    sync, store, tmp_path: Path, name: bytes
) -> None:
    path = make_odd(tmp_path / "docs", name)
    assert len(os.fsencode(path.name)) <= 255
    assert sync().added == 1
    assert [hit.path for hit in store.search(f"words of {name.hex()}", 5)] == [path]
    assert (sync().unchanged, sync().skipped) == (1, ())
    path.unlink()
    assert (sync().removed, store.search(name.hex(), 5)) == (1, [])


@posix
def test_a_folder_with_an_odd_name(sync, tmp_path: Path) -> None:
    make_odd(tmp_path / "docs", b"caf\xe9\n\xff/x.txt")
    assert (sync().added, sync().unchanged) == (1, 1)


@posix
def test_an_odd_suffix_is_skipped_with_its_reason(sync, store, tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    write(folder / "harbour.txt", "The harbour opens at seven.")
    (folder / os.fsdecode(b"away.\xe9")).symlink_to(tmp_path.parent)
    report = sync()
    assert (report.added, [item.path.suffix for item in report.skipped]) == (1, [".\udce9"])
    assert [path.name for path, _ in lookup.skipped_files(store.connection, folder)] == [
        "away.\udce9"
    ]


@posix
def test_a_renaming_of_case_only(sync, store, tmp_path: Path) -> None:
    path = write(tmp_path / "docs" / "harbour.txt", "The harbour opens at seven.")
    sync()
    path.rename(path.with_name("Harbour.TXT"))
    report = sync()
    assert (report.renamed, report.added, report.removed, report.embedded) == (1, 0, 0, 0)
    assert [hit.path.name for hit in store.search("harbour", 5)] == ["Harbour.TXT"]


# Numbers and sizes -------------------------------------------------------------------------------


def test_twenty_thousand_tiny_files(tmp_path: Path) -> None:
    """A hundred thousand take five times as long."""
    for number in range(200):
        folder = tmp_path / f"folder{number}"
        folder.mkdir()
        for name in range(100):
            os.close(os.open(folder / f"{name}.txt", os.O_CREAT | os.O_WRONLY))
    started = time.monotonic()
    assert sum(1 for _ in scan(tmp_path, suffixes=SUFFIXES, size_limit_bytes=LIMIT)) == 20_000
    assert time.monotonic() - started < 5


def test_a_text_of_two_gigabytes_is_skipped_unread(sync, tmp_path: Path) -> None:
    path = tmp_path / "docs" / "log.txt"
    with path.open("wb") as file:
        try:
            file.truncate(2 << 30)
        except OSError:
            pytest.skip("the file system makes no sparse files")
    if path.stat().st_blocks > 10_000:
        pytest.skip("the file system makes no sparse files")
    started = time.monotonic()
    assert [item.reason for item in sync().skipped] == ["too large: 2,147 MB, the limit is 210 MB"]
    assert time.monotonic() - started < 2


# What is no file ---------------------------------------------------------------------------------


@posix
def test_pipes_sockets_and_devices_are_named_and_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    os.mkfifo(tmp_path / "pipe.xyz")
    where = Path.cwd()
    listening = socket.socket(socket.AF_UNIX)
    try:
        os.chdir(tmp_path)  # the path of a socket has to be short
        listening.bind("socket.txt")
        with_device = _make_device(tmp_path / "zero.txt")
    finally:
        os.chdir(where)
        listening.close()
    names = {"pipe.txt", "socket.txt"} | ({"zero.txt"} if with_device else set())
    reason = "not a regular file (a pipe, socket or device)"
    assert reasons(tmp_path) == dict.fromkeys(names, reason)


def _make_device(path: Path) -> bool:
    try:
        os.mknod(path, 0o020666, os.makedev(1, 5))
    except OSError:
        return False
    return True


@posix
def test_links_in_circles_and_out_of_the_folder(tmp_path: Path) -> None:
    folder, outside = tmp_path / "in", tmp_path / "in-the-neighbourhood"
    write(folder / "deep" / "x.txt")
    write(outside / "secret.txt")
    (folder / "deep" / "up").symlink_to("..")
    (folder / "self").symlink_to("self")
    (folder / "self.txt").symlink_to("self.txt")
    (folder / "ping.txt").symlink_to("pong.txt")
    (folder / "pong.txt").symlink_to("ping.txt")
    (folder / "nowhere.txt").symlink_to("missing.txt")
    (folder / "away").symlink_to(outside)
    (folder / "relative.txt").symlink_to("../in-the-neighbourhood/secret.txt")
    (folder / "by way of.txt").symlink_to("away/secret.txt")
    assert reasons(folder) == {"deep/x.txt": ""} | dict.fromkeys(
        ("away", "by way of.txt", "relative.txt"), "a link out of the folder, which is not followed"
    )


# What goes away ----------------------------------------------------------------------------------


def test_a_folder_that_is_removed_while_it_is_scanned(tmp_path: Path) -> None:
    for name in "abc":
        write(tmp_path / "docs" / name / "x.txt")
        write(tmp_path / "docs" / name / "y.txt")
    items = scan(tmp_path / "docs", suffixes=SUFFIXES, size_limit_bytes=LIMIT)
    seen = [next(items)]
    shutil.rmtree(tmp_path / "docs")
    seen += list(items)
    taken = [item.path.name for item in seen if isinstance(item, SourceFile)]
    assert taken == ["x.txt"]
    assert {item.reason for item in seen if isinstance(item, Skipped)} == {
        "the folder cannot be opened: no such file or directory",
        "the folder went away while it was looked at",
    }


def test_a_disk_that_is_unplugged_while_it_is_scanned_loses_nothing(
    sync, store, tmp_path: Path
) -> None:
    folder = tmp_path / "docs"
    for name in "abc":
        write(folder / name / "x.txt", f"text {name}")
    sync()
    items = scan(folder, suffixes=SUFFIXES, size_limit_bytes=LIMIT)
    seen = [next(items)]
    folder.rename(tmp_path / "elsewhere")
    folder.mkdir()  # what an empty mount point looks like
    report = sync([*seen, *items])
    assert (report.removed, report.unchanged) == (0, 1)
    folder.rmdir()
    (tmp_path / "elsewhere").rename(folder)
    assert (sync().unchanged, sync().skipped) == (3, ())


def test_a_file_that_vanishes_between_scan_and_reading_leaves_no_trace(
    sync, store, tmp_path: Path
) -> None:
    write(tmp_path / "docs" / "stays.txt", "This stays.")
    going = write(tmp_path / "docs" / "going.txt", "This goes.")

    items = scanned(tmp_path / "docs")
    going.unlink()
    report = sync(items)
    assert (report.added, report.skipped) == (1, ())
    assert list(catalog.known_files(store.connection, tmp_path)) == [
        tmp_path / "docs" / "stays.txt"
    ]


def become_link(path: Path, elsewhere: Path) -> None:
    path.unlink()
    path.symlink_to(elsewhere)


def become_link_above(path: Path, elsewhere: Path) -> None:
    shutil.rmtree(path.parent)
    path.parent.symlink_to(elsewhere.parent)


def become_pipe(path: Path, elsewhere: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def become_endless(path: Path, elsewhere: Path) -> None:
    become_link(path, Path("/dev/zero"))


@posix
@pytest.mark.parametrize(
    "become",
    [become_link, become_link_above, become_pipe, become_endless],
    ids=lambda f: f.__name__,
)
def test_what_is_no_file_any_more_is_neither_followed_nor_waited_for(
    sync, store, tmp_path: Path, become: Callable[[Path, Path], None]
) -> None:
    path = write(tmp_path / "docs" / "inner" / "diary.txt", "A day at the harbour.")
    elsewhere = write(tmp_path / "outside" / "diary.txt", "The secret is a heron.")
    write(tmp_path / "docs" / "z.txt", "The pier is closed.")
    items = scanned(tmp_path / "docs")
    become(path, elsewhere)
    report = sync(items)
    assert (report.added, [item.path for item in report.skipped]) == (1, [path])
    assert "not a file of the folder any more" in report.skipped[0].reason
    assert [hit.path.name for hit in store.search("the secret heron", 5)] == ["z.txt"]


# Rights ------------------------------------------------------------------------------------------

AS_NOBODY = """
import os, sys
from pathlib import Path
from ingest.scan.folder_scan import scan
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
for item in scan(Path(sys.argv[1]), suffixes={".txt"}, size_limit_bytes=1000):
    print(item.path.relative_to(sys.argv[1]).as_posix(), getattr(item, "reason", ""), sep="|")
"""


@posix
def test_rights_missing_in_the_middle_of_a_tree(tmp_path: Path) -> None:
    """In a child that is not root, since root may open everything."""
    folder = tmp_path / "docs"
    for name in ("a", "closed/inside", "listed/only", "z"):
        write(folder / name / "x.txt")
    for above in (folder, *list(folder.parents)[:3]):
        above.chmod(0o755)
    (folder / "closed").chmod(0o700 if os.geteuid() == 0 else 0)
    (folder / "listed").chmod(0o744 if os.geteuid() == 0 else 0o400)
    run = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, str(folder)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    (folder / "closed").chmod(0o700)
    (folder / "listed").chmod(0o700)
    assert run.stdout.splitlines() == [
        "a/x.txt|",
        "closed|the folder cannot be opened: permission denied",
        "listed/only|the folder cannot be opened: permission denied",
        "z/x.txt|",
    ], run.stderr


# Errors of the system ----------------------------------------------------------------------------


def failing(real: Callable, name: str, code: int) -> Callable:
    def refuse(path, *rest, **options):
        if Path(path).name == name:
            raise OSError(code, os.strerror(code))
        return real(path, *rest, **options)

    return refuse


@pytest.mark.parametrize("code", [errno.EIO, errno.EACCES, errno.ENOSPC, errno.ESTALE])
def test_a_folder_that_cannot_be_listed(
    sync, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    for name in "abc":
        write(tmp_path / "docs" / name / "x.txt", f"text {name}")
    assert sync().added == 3
    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", failing(os.scandir, "b", code))
        report = sync()
    assert (report.unchanged, report.removed, len(report.skipped)) == (2, 0, 1)
    assert report.skipped[0].reason.startswith("the folder cannot be opened: ")
    assert (sync().unchanged, sync().skipped) == (3, ())


class BrokenEntry:
    """A directory entry whose state cannot be had."""

    def __init__(self, entry: os.DirEntry[str]) -> None:
        self.name, self.path = entry.name, entry.path
        self.is_dir, self.is_symlink = entry.is_dir, entry.is_symlink

    def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:
        raise OSError(errno.EIO, os.strerror(errno.EIO))


def test_a_file_whose_state_cannot_be_had_is_named_and_its_text_stays(
    sync, store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "docs" / "good.txt", "good words")
    write(tmp_path / "docs" / "bad.txt", "worn words")
    sync()
    real = os.scandir

    class Listing:
        def __init__(self, path: str) -> None:
            self._listing = real(path)

        def __enter__(self) -> Iterator:
            return (
                BrokenEntry(entry) if entry.name == "bad.txt" else entry for entry in self._listing
            )

        def __exit__(self, *_: object) -> None:
            self._listing.close()

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", Listing)
        report = sync()
    assert [item.reason for item in report.skipped] == ["input/output error"]
    assert report.removed == 0
    assert store.search("worn", 5)[0].path.name == "bad.txt"
    assert (sync().unchanged, sync().skipped) == (2, ())


def test_a_disk_that_fails_while_a_file_is_hashed(
    sync, store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "docs" / "a.txt", "first words")
    sync()
    write(path, "second and other words")
    with monkeypatch.context() as patch:
        patch.setattr("localdocs.indexing.open_found", failing(open_found, "a.txt", errno.EIO))
        report = sync()
    assert [item.reason for item in report.skipped] == ["cannot be opened: Input/output error"]
    assert len(store.search("first words", 5)) == 1
    assert sync().changed == 1
    assert "second" in store.search("second", 5)[0].text
