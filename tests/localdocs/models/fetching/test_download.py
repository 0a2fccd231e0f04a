"""Downloads from servers that stall, lie, drop, compress and refuse: whole, or an error."""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from file_server import FileServer, served
from gguf_files import SMALL, gguf_bytes
from localdocs.computer.disk import check_space
from localdocs.errors import DownloadError, ModelDamagedError, StorageError
from localdocs.models.fetching import download as fetching
from localdocs.models.fetching.arriving import Transfer
from localdocs.models.fetching.checksums import Promise
from localdocs.models.fetching.download import Patience, download
from localdocs.models.fetching.http_source import check_safe, mirrored

CONTENT = gguf_bytes(SMALL, weights=1 << 20)
SHA256 = hashlib.sha256(CONTENT).hexdigest()
MD5 = hashlib.md5(CONTENT, usedforsecurity=False).hexdigest()
WHOLE = Promise(len(CONTENT), SHA256)
QUICK = Patience(tries=2, pause_seconds=0.01, timeout_seconds=0.5)
HALF = len(CONTENT) // 2


@pytest.fixture
def server() -> Iterator[FileServer]:
    with served(FileServer(CONTENT)) as running:
        yield running


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "models" / "file.gguf"


def get(server: FileServer, target: Path, promise: Promise = WHOLE) -> list[Transfer]:
    heard: list[Transfer] = []
    download(server.url, target, promise, heard.append, QUICK)
    return heard


def left_beside(target: Path) -> list[str]:
    """What lies in the folder."""
    return sorted(it.name for it in target.parent.iterdir())


def test_a_file_comes_whole_with_progress(server: FileServer, target: Path) -> None:
    heard = get(server, target)
    assert target.read_bytes() == CONTENT
    assert left_beside(target) == ["file.gguf"]
    coming = [it.done for it in heard if it.doing == "downloading"]
    assert coming == sorted(coming) and coming[-1] == len(CONTENT)
    assert heard[-1] == Transfer("checking", len(CONTENT), len(CONTENT))
    assert server.requests[0]["Accept-Encoding"] == "identity"


@pytest.mark.parametrize("promise", [Promise(), Promise(md5=MD5), Promise(len(CONTENT))])
def test_what_is_known_is_checked(server: FileServer, target: Path, promise: Promise) -> None:
    get(server, target, promise)
    assert target.read_bytes() == CONTENT


def test_a_dropped_connection_is_resumed(server: FileServer, target: Path) -> None:
    server.drop_after = [HALF, 1000, 0]
    get(server, target)
    assert target.read_bytes() == CONTENT
    assert [it.get("Range") for it in server.requests] == [
        None,
        f"bytes={HALF}-",
        f"bytes={HALF + 1000}-",
        f"bytes={HALF + 1000}-",
    ]
    assert server.requests[1]["If-Range"] == '"one"'


def test_a_server_that_stalls_is_asked_again(server: FileServer, target: Path) -> None:
    server.stall_after = [HALF]
    get(server, target)
    assert target.read_bytes() == CONTENT
    assert server.requests[1]["Range"] == f"bytes={HALF}-"


def test_it_is_told_why_it_does_not_go_on(server: FileServer, target: Path) -> None:
    server.stall_after = [HALF, 0]
    heard = get(server, target)
    trouble = [it for it in heard if it.trouble]
    assert trouble == [
        Transfer("downloading", HALF, len(CONTENT), "nothing came for a while"),
        Transfer("downloading", HALF, len(CONTENT), "nothing came for a while"),
    ]


def test_a_server_that_leads_in_a_circle_is_asked_once(server: FileServer, target: Path) -> None:
    server.redirect = server.url
    with pytest.raises(DownloadError, match=r"without end, or nowhere \(302\)") as caught:
        download(server.url, target, WHOLE, lambda _: None, Patience(pause_seconds=60))
    assert "with a browser" in caught.value.remedy
    assert len(server.requests) < 12, "as often as urllib follows, and not once more"


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links")
@pytest.mark.parametrize("ending", [".part", ".part.json"])
def test_no_link_is_followed_to_write(server: FileServer, target: Path, ending: str) -> None:
    diary = target.parent.parent / "diary.txt"
    diary.write_text("Dear diary")
    target.parent.mkdir()
    target.with_name(target.name + ending).symlink_to(diary)
    get(server, target)
    assert diary.read_text() == "Dear diary" and target.read_bytes() == CONTENT
    assert left_beside(target) == ["file.gguf"]


def test_a_server_without_end_of_trouble_is_given_up_and_resumed_later(
    server: FileServer, target: Path
) -> None:
    server.drop_after = [HALF, 0, 0, 0]
    with pytest.raises(DownloadError, match=f"ended at byte {HALF:,}") as caught:
        get(server, target)
    assert "goes on from there" in caught.value.remedy
    assert target.with_name("file.gguf.part").stat().st_size == HALF
    get(server, target)
    assert server.requests[-1]["Range"] == f"bytes={HALF}-"
    assert target.read_bytes() == CONTENT


def test_a_killed_download_is_resumed_by_the_next_run(server: FileServer, target: Path) -> None:
    server.drop_after = [HALF, *[0] * 50]
    program = (
        "import sys; from pathlib import Path; from localdocs.models.fetching.download import *;"
        "from localdocs.models.fetching.checksums import Promise;"
        "download(sys.argv[1], Path(sys.argv[2]), Promise(int(sys.argv[3]), sys.argv[4]),"
        " lambda it: None, Patience(tries=50, pause_seconds=1))"
    )
    words = [sys.executable, "-c", program, server.url, str(target), str(len(CONTENT)), SHA256]
    child = subprocess.Popen(words, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})
    part = target.with_name("file.gguf.part")
    for _ in range(600):
        if part.exists() and part.stat().st_size == HALF:
            break
        time.sleep(0.05)
    child.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    child.wait(10)
    server.drop_after = []
    get(server, target)
    assert server.requests[-1]["Range"] == f"bytes={HALF}-"
    assert target.read_bytes() == CONTENT


def test_ctrl_c_keeps_what_has_come(server: FileServer, target: Path) -> None:
    def interrupt(transfer: Transfer) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        download(server.url, target, WHOLE, interrupt, QUICK)
    assert target.with_name("file.gguf.part").stat().st_size > 0
    get(server, target)
    assert "Range" in server.requests[-1]
    assert target.read_bytes() == CONTENT


def test_another_version_on_the_server_is_not_joined_to_the_old_one(
    server: FileServer, target: Path
) -> None:
    server.drop_after = [HALF, 0, 0, 0]
    with pytest.raises(DownloadError):
        get(server, target, Promise())
    server.content = gguf_bytes({**SMALL, "general.name": "Newer"}, weights=1 << 20)
    server.tag = '"two"'
    get(server, target, Promise())
    assert target.read_bytes() == server.content


def test_a_part_of_unknown_origin_is_not_built_upon(server: FileServer, target: Path) -> None:
    target.parent.mkdir()
    target.with_name("file.gguf.part").write_bytes(b"x" * HALF)
    get(server, target, Promise())
    assert target.read_bytes() == CONTENT


def test_a_server_without_ranges_sends_it_all_again(server: FileServer, target: Path) -> None:
    server.ranges, server.drop_after = False, [HALF]
    get(server, target)
    assert target.read_bytes() == CONTENT


def test_a_part_that_is_all_there_is_only_checked(server: FileServer, target: Path) -> None:
    target.parent.mkdir()
    target.with_name("file.gguf.part").write_bytes(CONTENT)
    get(server, target)
    assert target.read_bytes() == CONTENT and not server.requests


def test_a_part_that_is_longer_than_the_file_is_begun_anew(
    server: FileServer, target: Path
) -> None:
    target.parent.mkdir()
    target.with_name("file.gguf.part").write_bytes(CONTENT + b"more")
    get(server, target)
    assert target.read_bytes() == CONTENT


def test_a_refused_range_is_begun_anew(server: FileServer, target: Path) -> None:
    """416: what has come is longer than what the server has."""
    target.parent.mkdir()
    target.with_name("file.gguf.part").write_bytes(bytes(len(CONTENT) + 5))
    get(server, target, Promise(sha256=SHA256))
    assert target.read_bytes() == CONTENT
    assert [("Range" in it) for it in server.requests] == [True, False]


def test_wrong_bytes_leave_nothing(server: FileServer, target: Path) -> None:
    server.content = CONTENT[:-1] + b"\0"
    with pytest.raises(ModelDamagedError, match=f"Expected SHA-256 hash of '{SHA256}', got"):
        get(server, target)
    assert left_beside(target) == []
    with pytest.raises(ModelDamagedError, match=f"Expected MD5 hash of '{MD5}', got"):
        get(server, target, Promise(md5=MD5))
    assert left_beside(target) == []


def test_a_web_page_in_place_of_a_model_is_seen_without_a_checksum(
    server: FileServer, target: Path
) -> None:
    server.content = b"<!DOCTYPE html><p>Please log in" + bytes(1000)
    with pytest.raises(ModelDamagedError, match="a web page"):
        get(server, target, Promise())
    assert left_beside(target) == []


def test_another_size_than_promised_is_refused_before_it_comes(
    server: FileServer, target: Path
) -> None:
    with pytest.raises(DownloadError, match=f"Expected file size of 5 bytes, got {len(CONTENT)}"):
        get(server, target, Promise(5, SHA256))
    assert not target.exists()


@pytest.mark.parametrize("said", [len(CONTENT) + 1000, len(CONTENT) - 1000])
def test_a_server_that_lies_about_the_size(server: FileServer, target: Path, said: int) -> None:
    """More than there is: it never comes to an end. Less: the file is cut, and its head says so."""
    server.said_length = said
    with pytest.raises((DownloadError, ModelDamagedError)):
        get(server, target, Promise())
    assert not target.exists()


def test_a_compressed_answer_is_refused(server: FileServer, target: Path) -> None:
    server.encoding = "gzip"
    with pytest.raises(DownloadError, match=r"compressed \(gzip\)"):
        get(server, target)


def test_another_part_than_was_asked_for_is_refused(server: FileServer, target: Path) -> None:
    server.drop_after, server.wrong_range = [HALF], True
    with pytest.raises(DownloadError, match="another part"):
        get(server, target)


@pytest.mark.parametrize(
    ("status", "words"), [(404, "not there any more"), (401, "not open"), (400, "refused")]
)
def test_what_no_other_try_would_mend_ends_at_once(
    server: FileServer, target: Path, status: int, words: str
) -> None:
    server.statuses = [status]
    with pytest.raises(DownloadError, match=words) as caught:
        get(server, target)
    assert len(server.requests) == 1 and caught.value.remedy


def test_a_server_that_is_busy_is_asked_again(server: FileServer, target: Path) -> None:
    server.statuses = [503, 429]
    get(server, target)
    assert target.read_bytes() == CONTENT


def test_nobody_listens(target: Path) -> None:
    with pytest.raises(DownloadError, match="refused"):
        download("http://127.0.0.1:9/x.gguf", target, WHOLE, lambda it: None, QUICK)


def test_two_at_once_is_one(server: FileServer, target: Path) -> None:
    server.hold = threading.Event()
    first = threading.Thread(target=get, args=(server, target))
    first.start()
    try:
        while not server.requests:
            time.sleep(0.01)
        with pytest.raises(DownloadError, match=r"Another localdocs is getting file\.gguf"):
            get(server, target)
    finally:
        server.hold.set()
        first.join()
    assert target.read_bytes() == CONTENT


def test_no_room_is_said_before_anything_comes(
    server: FileServer, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = shutil.disk_usage("/")._replace(free=1 << 20)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: full)
    with pytest.raises(StorageError, match=r"590 kB are to come, .* has 1\.0 MB free") as caught:
        get(server, target)
    assert "model_folder" in caught.value.remedy
    assert left_beside(target) == []


def test_no_room_is_said_of_a_file_of_unknown_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = shutil.disk_usage("/")._replace(free=1 << 20)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: full)
    with pytest.raises(StorageError, match=r"A file of unknown size is to come, .* 1\.0 MB free"):
        check_space(tmp_path, None)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("size", [100, len(CONTENT)])
def test_a_disk_that_fills_up_is_an_error_of_ours(
    server: FileServer, target: Path, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    target.parent.mkdir()
    server.content = CONTENT[:size]
    full = target.with_name("full")
    full.symlink_to("/dev/full")
    monkeypatch.setattr(fetching, "part_of", lambda _: full)
    with pytest.raises(StorageError, match="The disk is full"):
        get(server, target, Promise())


def test_a_mirror_and_what_it_is_for() -> None:
    mirror = {"HF_ENDPOINT": "https://mirror.example/"}
    there = "https://huggingface.co/a/b/resolve/main/c.gguf"
    assert mirrored(there, "", mirror) == "https://mirror.example/a/b/resolve/main/c.gguf"
    assert mirrored(there, "", {}) == there
    assert mirrored("https://gpt4all.io/c.gguf", "", mirror) == "https://gpt4all.io/c.gguf"
    ours = mirrored(there, "https://ours.example", mirror)
    assert ours == "https://ours.example/a/b/resolve/main/c.gguf", "the setting goes first"


@pytest.mark.parametrize("mirror", ["hf-mirror.com", "ftp://mirror.example", "/media/stick"])
def test_a_mirror_that_is_no_web_address_is_refused(mirror: str) -> None:
    with pytest.raises(DownloadError, match="no address of the web") as caught:
        mirrored("https://huggingface.co/a/b/resolve/main/c.gguf", mirror, {})
    assert "localdocs config model_mirror" in caught.value.remedy


@pytest.mark.parametrize("promise", [Promise(), Promise(size=len(CONTENT), sha256=SHA256)])
def test_a_proxy_that_answers_with_a_web_page_is_named(
    server: FileServer, target: Path, promise: Promise
) -> None:
    server.content = b"<!doctype html><title>Log in</title>"
    server.extra = {"Content-Type": "text/html; charset=utf-8"}
    with pytest.raises(DownloadError, match="answers with a web page instead") as caught:
        get(server, target, promise)
    assert "--from FILE" in caught.value.remedy and not target.exists()
    assert len(server.requests) == 1, "another try would bring the same page"


def test_a_proxy_of_the_environment_is_used(
    server: FileServer, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The proxy gets the whole address."""
    monkeypatch.setenv("http_proxy", server.url.removesuffix("/file.gguf"))
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    download("http://models.invalid/x.gguf", target, WHOLE, lambda it: None, QUICK)
    assert target.read_bytes() == CONTENT
    assert server.requests[0]["Host"] == "models.invalid"


def test_without_encryption_only_with_a_checksum() -> None:
    with pytest.raises(DownloadError, match="not encrypted"):
        check_safe("http://example.org/x.gguf", has_digest=False)
    check_safe("http://example.org/x.gguf", has_digest=True)
    check_safe("https://example.org/x.gguf", has_digest=False)
    with pytest.raises(DownloadError):
        check_safe("ftp://example.org/x.gguf", has_digest=True)


def test_the_checksum_that_a_redirect_brings_is_checked(server: FileServer, target: Path) -> None:
    server.redirect = server.url.replace("file.gguf", "elsewhere")
    server.extra = {"X-Linked-ETag": f'"{"ab" * 32}"'}
    with pytest.raises(ModelDamagedError, match="Expected SHA-256 hash of 'abab"):
        get(server, target, Promise())
    server.extra = {"X-Linked-ETag": f'"{SHA256}"'}
    get(server, target, Promise())
    assert target.read_bytes() == CONTENT


@pytest.mark.parametrize("place", ["http://[::1", f"https://{'a' * 80}.com/x"])
def test_where_an_address_that_is_none_leads(target: Path, place: str) -> None:
    with pytest.raises(DownloadError, match="no address") as caught:
        download(place, target, Promise(sha256=SHA256), lambda heard: None)
    assert "--from FILE" in caught.value.remedy
