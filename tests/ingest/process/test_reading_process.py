"""The child that reads: crashes, limits, and what it leaves behind."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.pages.temporary import folder_prefix
from ingest.process.reading_process import ReadingProcess
from ingest.scan.opening import found_file
from localdocs.types import Document, Skipped
from paths import ROOT

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs Linux limits")
posix_only = pytest.mark.skipif(os.name == "nt", reason="needs signals")


@pytest.fixture
def process() -> Iterator[ReadingProcess]:
    with ReadingProcess() as reading:
        yield reading


@pytest.fixture
def text(tmp_path: Path) -> Path:
    file = tmp_path / "x.txt"
    file.write_text("some words", "utf-8")
    return file


def endless(folder: Path) -> Path:
    """A pipe by the name of a text file: reading it waits for ever."""
    file = folder / "endless.txt"
    os.mkfifo(file)
    return file


def test_a_document_comes_whole(process: ReadingProcess, text: Path) -> None:
    document = process.read(text)
    assert isinstance(document, Document)
    assert (document.path, document.pages[0].text) == (text, "some words")


def test_nothing_starts_before_the_first_file(text: Path) -> None:
    with ReadingProcess() as process:
        assert process.process_id is None
        process.read(text)
        assert process.process_id is not None
    assert process.process_id is None


def test_one_child_reads_many_files(process: ReadingProcess, text: Path) -> None:
    process.read(text)
    first = process.process_id
    process.read(text)
    assert process.process_id == first


def test_reasons_of_readers_come_over(process: ReadingProcess, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    assert process.read(empty) == Skipped(empty, "the file is empty")
    missing = tmp_path / "missing.txt"
    reason = "cannot be opened: no such file or directory"
    assert process.read(missing) == Skipped(missing, reason)


@posix_only
def test_what_is_no_file_of_the_folder_is_not_opened(
    process: ReadingProcess, text: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "link.txt").symlink_to(text)
    (folder / "linked").symlink_to(tmp_path)
    for path in (folder / "link.txt", folder / "linked" / "x.txt", endless(folder)):
        result = process.read(path, folder)
        assert isinstance(result, Skipped) and "any more" in result.reason
    assert isinstance(process.read(text, tmp_path), Document)
    assert isinstance(process.read(text, text), Document)


@posix_only
def test_a_file_that_is_replaced_while_it_is_read_is_not_kept(text: Path) -> None:
    with pytest.raises(OSError, match="while it was read"), found_file(text, text.parent):
        other = text.with_name("y.txt")
        other.write_text("other words")
        other.replace(text)


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
def test_names_that_are_not_utf_8(process: ReadingProcess, tmp_path: Path) -> None:
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9\n.txt"))
    try:
        file.write_text("words", "utf-8")
    except OSError:
        pytest.skip("the file system takes UTF-8 names only")
    assert isinstance(process.read(file), Document)


@posix_only
def test_a_crash_costs_one_file(process: ReadingProcess, tmp_path: Path, text: Path) -> None:
    process.read(text)
    child = process.process_id
    assert child is not None
    killer = threading.Timer(0.2, os.kill, (child, signal.SIGKILL))
    killer.start()
    file = endless(tmp_path)
    result = process.read(file)
    killer.join()
    assert result == Skipped(file, "the reader crashed on this file (signal 9, SIGKILL)")
    assert isinstance(process.read(text), Document)


@posix_only
def test_a_child_that_died_between_files_is_replaced(process: ReadingProcess, text: Path) -> None:
    process.read(text)
    assert process.process_id is not None
    os.kill(process.process_id, signal.SIGKILL)
    os.waitid(os.P_PID, process.process_id, os.WEXITED | os.WNOWAIT)
    assert isinstance(process.read(text), Document)


@posix_only
def test_a_time_limit(tmp_path: Path, text: Path) -> None:
    with ReadingProcess(time_limit_seconds=0.5) as process:
        file = endless(tmp_path)
        assert process.read(file) == Skipped(file, "took longer than 0.5 seconds to read")
        assert isinstance(process.read(text), Document)


@linux_only
def test_a_memory_limit(tmp_path: Path, text: Path) -> None:
    large = tmp_path / "large.txt"
    large.write_bytes(b"some words\n" * 20_000_000)
    with ReadingProcess(memory_limit_bytes=300_000_000) as process:
        assert process.read(large) == Skipped(large, "needs too much memory to read")
        assert isinstance(process.read(text), Document)


@posix_only
def test_a_killed_child_leaves_no_unpacked_files(
    process: ReadingProcess, text: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    process.read(text)
    child = process.process_id
    assert child is not None
    for name in (f"{folder_prefix(child)}abc", f"{folder_prefix(child)[:-1]}0-another"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file.txt").write_text("a letter", "utf-8")
    os.kill(child, signal.SIGKILL)
    os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
    assert isinstance(process.read(text), Document)
    assert [path.name for path in tmp_path.glob("localdocs-*")] == [
        f"{folder_prefix(child)[:-1]}0-another"
    ]


@posix_only
def test_an_interrupt_leaves_no_stale_answer(
    process: ReadingProcess, text: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    process.read(text)
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("localdocs.computer.child_process.ChildProcess.receive", interrupted)
        process.read(text)
    assert process.process_id is None
    assert isinstance(process.read(text), Document)


@posix_only
def test_the_child_dies_with_its_parent(tmp_path: Path) -> None:
    file = endless(tmp_path)
    program = (
        "import threading, time, sys, os; from pathlib import Path\n"
        "from ingest.process.reading_process import ReadingProcess\n"
        "process = ReadingProcess()\n"
        f"threading.Thread(target=process.read, args=(Path({str(file)!r}),), daemon=True).start()\n"
        "while process.process_id is None: time.sleep(0.01)\n"
        "time.sleep(0.3); print(process.process_id, flush=True); os._exit(1)\n"
    )
    parent = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    child = int(parent.stdout)
    deadline = time.monotonic() + 5
    while _is_running(child) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not _is_running(child)


def test_the_child_starts_quickly(text: Path) -> None:
    with ReadingProcess() as process:
        started = time.monotonic()
        process.read(text)
        assert time.monotonic() - started < 2  # usually 0.1: the test machines are slow


def _is_running(process_id: int) -> bool:
    try:
        state = Path(f"/proc/{process_id}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
        return state != "Z"
    except OSError:
        pass
    if sys.platform.startswith("linux"):
        return False
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    return True
