"""Parts of the service that need no running one."""

import json
import os
import plistlib
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from localdocs import __version__
from localdocs.computer.memory import resident_bytes
from localdocs.computer.power import on_battery
from localdocs.errors import ServiceError
from localdocs.home.places import places
from localdocs.reports import LibraryStatus, Progress, ServiceStatus, WorkerStatus
from localdocs.service.caller.call import CutShortError, NoServiceError, call, read_record
from localdocs.service.caller.control import log_lines
from localdocs.service.caller.installing import install, installation, uninstall
from localdocs.service.listening import Listening
from localdocs.service.work.worker import cores_for
from localdocs.views.service import service_lines
from localdocs.views.style import Style

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Unix sockets")


@contextmanager
def answering(place: Path, reply: bytes) -> Iterator[dict[str, object]]:
    """A server that sends these bytes to one caller and hangs up; the record that leads to it."""
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(place / "s"))
        listening.listen()

        def serve() -> None:
            line, _ = listening.accept()
            with line:
                line.recv(1 << 16)
                line.sendall(reply)

        thread = threading.Thread(target=serve)
        thread.start()
        yield {"socket": str(place / "s"), "version": __version__}
        thread.join()


def test_answers_are_read_up_to_the_end(tmp_path: Path) -> None:
    reply = b'HTTP/1.1 200 OK\r\nx: y\r\n\r\n{"a": 1}\n{"b": 2}\n{"end": true}\n'
    with answering(tmp_path, reply) as record:
        assert list(call(record, "/x", {})) == [{"a": 1}, {"b": 2}]


def test_an_answer_that_is_cut_short_is_no_answer(tmp_path: Path) -> None:
    with answering(tmp_path, b'HTTP/1.1 200 OK\r\n\r\n{"a": 1}\n{"b"') as record:
        answers = call(record, "/x", {})
        assert next(answers) == {"a": 1}
        with pytest.raises(CutShortError):
            next(answers)


@pytest.mark.parametrize("reply", [b"", b"HTTP/1.1 40", b"HTTP/1.1 404 Not Found\r\n\r\n", b"\r\n"])
def test_whatever_is_no_service_is_not_taken_for_one(tmp_path: Path, reply: bytes) -> None:
    with answering(tmp_path, reply) as record, pytest.raises(NoServiceError):
        list(call(record, "/x", {}))


def test_a_socket_that_nobody_listens_at(tmp_path: Path) -> None:
    with pytest.raises(NoServiceError):
        list(call({"socket": str(tmp_path / "s")}, "/x", {}))


@pytest.mark.parametrize("content", ["", "[]", "{", '{"version": "0"}', '{"pid": 1}'])
def test_a_record_that_is_none_of_ours(tmp_path: Path, content: str) -> None:
    (tmp_path / "service.json").write_text(content)
    with pytest.raises(NoServiceError):
        read_record(str(tmp_path))


def test_listening_leaves_nothing_behind(tmp_path: Path) -> None:
    where = places(tmp_path)
    listening = Listening(where)
    listening.announce()
    assert json.loads(where.service.read_text())["pid"] == os.getpid()
    listening.close()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_others_can_enter_is_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    folder = tmp_path / f"localdocs-{os.getuid()}"
    folder.mkdir()
    folder.chmod(0o755)
    with pytest.raises(ServiceError, match="only you"):
        Listening(places(tmp_path / ("x" * 120)))


def test_the_file_of_systemd_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))  # no systemctl
    wanted = installation(places(tmp_path / "my 100% home"), "linux")
    assert 'Environment="LOCALDOCS_HOME=' in wanted.content and "my 100%% home" in wanted.content
    said = install(wanted)
    assert wanted.file.read_text() == wanted.content
    assert "Wrote" in said[0] and "systemctl --user" in said[1]
    assert "Removed" in uninstall(wanted)[-1]
    assert not wanted.file.exists() and "There is no" in uninstall(wanted)[0]


def test_the_file_of_launchd_is_one(tmp_path: Path) -> None:
    wanted = installation(places(tmp_path / "a & b"), "darwin")
    parsed = plistlib.loads(wanted.content.encode())
    assert parsed["ProgramArguments"][0] == sys.executable
    assert parsed["EnvironmentVariables"]["LOCALDOCS_HOME"].endswith("a & b")


def test_the_task_of_windows_sets_the_home(tmp_path: Path) -> None:
    wanted = installation(places(tmp_path), "win32")
    assert f"LOCALDOCS_HOME={tmp_path}" in wanted.content
    assert wanted.enable[0][0] == "schtasks"


def test_a_command_of_the_system_that_fails_is_told(tmp_path: Path) -> None:
    wanted = installation(places(tmp_path), "win32")
    failing = type(wanted)(tmp_path / "file", "", ((sys.executable, "-c", "exit('no')"),), ())
    with pytest.raises(ServiceError, match="no"):
        install(failing)


@pytest.mark.parametrize(
    ("supplies", "expected"),
    [
        ({}, False),
        ({"AC": ("Mains", "1")}, False),
        ({"AC": ("Mains", "0"), "BAT0": ("Battery", "")}, True),
        ({"AC": ("Mains", "1"), "BAT0": ("Battery", "")}, False),
        ({"AC": ("Mains", "0"), "usb": ("USB", "1"), "BAT0": ("Battery", "")}, False),
        ({"usb": ("USB", "0")}, False),
    ],
)
@pytest.mark.skipif(sys.platform != "linux", reason="/sys")
def test_the_power_supply(
    tmp_path: Path, supplies: dict[str, tuple[str, str]], expected: bool
) -> None:
    for name, (kind, online) in supplies.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "type").write_text(kind + "\n")
        (tmp_path / name / "online").write_text(online + "\n")
    assert on_battery(tmp_path) is expected


def test_memory_counts_children() -> None:
    program = "x = bytearray(50_000_000); print('there', flush=True); input()"
    before = resident_bytes(os.getpid())
    assert before is not None and before > 1 << 20
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        child.stdout.readline()
        assert (resident_bytes(os.getpid()) or 0) - before > 40_000_000
        child.kill()
    assert resident_bytes(child.pid) is None


def test_a_log_that_is_followed_through_its_rotation(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("one\ntwo\nthree\n")
    lines = log_lines(log, 2, follow=True)
    assert [next(lines), next(lines)] == ["two", "three"]
    with log.open("a") as more:
        more.write("four\n")
    assert next(lines) == "four"
    log.write_text("new\n")
    assert next(lines) == "new"


def test_the_words_of_a_busy_service() -> None:
    status = ServiceStatus(
        pid=7,
        uptime_seconds=3 * 3600,
        memory=40 << 20,
        workers=(WorkerStatus("indexing", "busy", 8, None, 2, "SIGKILL"),),
        doing="indexing",
        progress=Progress(3, 10, 1, 2, 40, 10, pending=30),
        passages_a_second=15.0,
        seconds_left=125.0,
        hints=("Raise the limit.",),
        library=LibraryStatus(passages=40, embedded=10),
    )
    words = "\n".join(service_lines(status, Style(fancy=False)))
    for part in (
        "3 h 0 min",
        "40 MiB",
        "crashed 2 times (SIGKILL)",
        "7 left",
        "30 passages wait",
        "15 passages/s",
    ):
        assert part in words
    assert "about 2 min left" in words and "hint: Raise the limit." in words


def test_the_words_of_a_service_that_reads_scans() -> None:
    progress = Progress(0, 0, 0, 0, 0, 0, scans_done=12, scans_total=1200)
    status = ServiceStatus(pid=7, doing="reading scans", progress=progress, seconds_left=2520.0)
    words = "\n".join(service_lines(status, Style(fancy=False)))
    assert "It is reading scans." in words
    assert "12 of 1,200 pages read by OCR, about 42 min left" in words


def test_some_cores_are_left_to_others() -> None:
    assert cores_for(3) == 3
    assert 1 <= cores_for(0) <= (os.cpu_count() or 1)
