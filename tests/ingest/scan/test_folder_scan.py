"""Which files are found, which are named as skipped, and which are left out in silence."""

import os
from pathlib import Path

import pytest

from ingest.readers import PICTURES
from ingest.scan.folder_scan import scan
from ingest.scan.kinds import IN_THE_CLOUD
from localdocs.errors import PathError
from localdocs.types import Skipped, SourceFile

SUFFIXES = {".txt", ".pdf"}
LIMIT = 1000


def found(folder: Path) -> tuple[list[str], dict[str, str]]:
    """Names of files below the folder, and of what was skipped with the reason."""
    results = list(scan(folder, suffixes=SUFFIXES, size_limit_bytes=LIMIT))
    files = [item.path for item in results if isinstance(item, SourceFile)]
    skipped = {item.path: item.reason for item in results if isinstance(item, Skipped)}
    base = folder if folder.is_dir() else folder.parent
    return (
        [path.relative_to(base).as_posix() for path in files],
        {path.relative_to(base).as_posix(): reason for path, reason in skipped.items()},
    )


def write(path: Path, content: str = "x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, "utf-8")
    return path


def test_files_come_in_order_with_size_and_time(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.TXT", "a.txt", "c.pdf"):
        write(tmp_path / name)
    assert found(tmp_path) == (["a.txt", "b/1.TXT", "b/2.txt", "c.pdf"], {})
    first = next(scan(tmp_path, suffixes=SUFFIXES, size_limit_bytes=LIMIT))
    state = (tmp_path / "a.txt").stat()
    assert first == SourceFile(
        tmp_path / "a.txt", 1, state.st_mtime_ns, state.st_ino, state.st_ctime_ns
    )


@pytest.mark.parametrize("name", [
    ".hidden.txt", ".git/x.txt", "node_modules/x.txt", "__pycache__/x.txt", "~$x.txt", ".#x.txt",
    "x.txt.tmp", "x.part", "x.pdf.crdownload", "x.txt~", "program.exe", "Thumbs.db",
])  # fmt: skip
def test_left_out_in_silence(tmp_path: Path, name: str) -> None:
    write(tmp_path / name)
    assert found(tmp_path) == ([], {})


@pytest.mark.parametrize("mark", ["pyvenv.cfg", "CACHEDIR.TAG"])
def test_virtual_environments_and_caches_are_left_out(tmp_path: Path, mark: str) -> None:
    write(tmp_path / "inner" / mark)
    write(tmp_path / "inner" / "x.txt")
    assert found(tmp_path) == ([], {})


def test_documents_without_a_reader_are_named(tmp_path: Path) -> None:
    write(tmp_path / "plan.NUMBERS")
    reason = "no reader for .numbers yet; export it as .xlsx or PDF"
    assert found(tmp_path) == ([], {"plan.NUMBERS": reason})


@pytest.mark.parametrize(
    "suffix", [".mobi", ".sub", ".7z", ".mdx", ".pst", ".webarchive", ".ldif", ".FB2"]
)
def test_no_kind_of_document_is_left_out_in_silence(tmp_path: Path, suffix: str) -> None:
    write(tmp_path / f"page{suffix}")
    (reason,) = found(tmp_path)[1].values()
    assert reason.startswith(f"no reader for {suffix.lower()} yet")


@pytest.mark.parametrize(
    ("suffix", "what"),
    [(".pages", "export it as .docx or PDF"), (".azw3", "convert it to .epub"), (".vsdx", "PDF")],
)
def test_what_would_have_a_document_read_is_said(tmp_path: Path, suffix: str, what: str) -> None:
    write(tmp_path / f"page{suffix}")
    assert what in found(tmp_path)[1][f"page{suffix}"]


def test_a_file_that_is_kept_in_a_cloud_is_named_as_what_it_is(tmp_path: Path) -> None:
    write(tmp_path / "a" / ".Lease of May.pdf.icloud")
    write(tmp_path / ".prog.exe.icloud")
    write(tmp_path / ".icloud")
    assert found(tmp_path) == ([], {"a/Lease of May.pdf": IN_THE_CLOUD})


def test_large_files_are_named(tmp_path: Path) -> None:
    write(tmp_path / "x.txt", "x" * 2_000_000)
    assert found(tmp_path) == ([], {"x.txt": "too large: 2 MB, the limit is 0 MB"})


def test_links_stay_inside(tmp_path: Path) -> None:
    folder, outside = tmp_path / "in", tmp_path / "out"
    write(folder / "x.txt")
    write(outside / "y.txt")
    (folder / "again.txt").symlink_to(folder / "x.txt")
    (folder / "loop").symlink_to(folder)
    (folder / "away").symlink_to(outside)
    (folder / "away.txt").symlink_to(outside / "y.txt")
    reason = "a link out of the folder, which is not followed"
    assert found(folder) == (["x.txt"], {"away": reason, "away.txt": reason})


def test_a_folder_reached_by_a_link_is_scanned(tmp_path: Path) -> None:
    write(tmp_path / "real" / "x.txt")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert found(tmp_path / "link") == (["x.txt"], {})


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system")
def test_pipes_are_named(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.txt")
    assert found(tmp_path)[1] == {"x.txt": "not a regular file (a pipe, socket or device)"}


def test_an_unreadable_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "closed" / "x.txt")
    real = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr("ingest.scan.folder_scan.os.scandir", refuse)
    assert found(tmp_path)[1] == {"closed": "the folder cannot be opened: permission denied"}


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
def test_odd_names(tmp_path: Path) -> None:
    names = [b"caf\xe9.txt", b"two\nlines.txt", b" .txt"]
    try:
        for name in names:
            Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text("x", "utf-8")
    except OSError:
        pytest.skip("the file system takes UTF-8 names only")
    assert len(found(tmp_path)[0]) == 3


def test_one_file(tmp_path: Path) -> None:
    assert found(write(tmp_path / "x.txt")) == (["x.txt"], {})
    assert found(write(tmp_path / "x.abc"))[1] == {"x.abc": "no reader for .abc yet"}


def test_mailboxes_without_a_suffix(tmp_path: Path) -> None:
    kinds = [".mbox", ".txt"]
    for name in ("Inbox", "Garden club", "Garden club.msf", "LICENSE", "Sent.sbd/mbox"):
        write(tmp_path / name, "From ")
    write(tmp_path / "Trash", "")

    def names(path: Path) -> list[str]:
        found = scan(path, suffixes=kinds, size_limit_bytes=100)
        return [item.path.name for item in found if isinstance(item, SourceFile)]

    assert names(tmp_path) == ["Garden club", "Inbox", "mbox"]
    assert names(tmp_path / "LICENSE") == ["LICENSE"]  # as it begins like one
    write(tmp_path / "LICENSE", "Words")
    assert names(tmp_path / "LICENSE") == []


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(PathError, match="no such file"):
        scan(tmp_path / "missing", suffixes=SUFFIXES, size_limit_bytes=LIMIT)


def test_a_tree_deeper_than_the_stack(tmp_path: Path) -> None:
    folder = tmp_path
    for _ in range(300):
        folder = folder / "d"
    write(folder / "x.txt")
    assert len(found(tmp_path)[0]) == 1


def test_every_kind_of_picture_is_named_where_there_is_no_ocr(tmp_path: Path) -> None:
    for suffix in PICTURES:
        (tmp_path / f"x{suffix}").write_bytes(b"x")
    results = scan(tmp_path, suffixes=SUFFIXES - PICTURES, size_limit_bytes=LIMIT)
    assert {one.path.suffix: type(one) for one in results} == dict.fromkeys(PICTURES, Skipped)
