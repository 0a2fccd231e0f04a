"""Offline, proven: add and ask with every socket call failing, in this process and in its children.

Only Unix sockets work, which lead nowhere but into this computer: the service listens on one.

``sitecustomize`` is imported by every Python that starts, so the guard stands in the reading
process and in the language model's process too.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from localdocs.models.multilingual.conversion import convert_once
from packed_e5 import write_packed
from paths import EXAMPLES
from scans import needs_ocr, picture_of

pytestmark = pytest.mark.models

GUARD = """
import os, socket

def refuse(*arguments, **named):
    with open(os.environ["SOCKET_LOG"], "a") as log:
        log.write(f"{arguments}\\n")
    raise OSError("no sockets here")

def unless_unix(name):
    real = getattr(socket.socket, name)
    def guarded(self, *arguments, **named):
        if self.family != getattr(socket, "AF_UNIX", None):
            refuse(name, *arguments)
        return real(self, *arguments, **named)
    return guarded

for name in ("connect", "connect_ex", "bind", "sendto", "listen"):
    setattr(socket.socket, name, unless_unix(name))
for name in ("create_connection", "getaddrinfo", "gethostbyname", "create_server"):
    setattr(socket, name, refuse)
class NoSocket(socket.socket):
    def __init__(self, family=-1, *arguments, **named):
        if family != getattr(socket, "AF_UNIX", None):
            refuse("socket", family)
        super().__init__(family, *arguments, **named)
socket.socket = NoSocket
"""


def run(home: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    guard = home / "guard"
    guard.mkdir(parents=True, exist_ok=True)
    (guard / "sitecustomize.py").write_text(GUARD)
    return subprocess.run(
        [sys.executable, "-m", "localdocs", *words],
        env={
            **os.environ,
            "LOCALDOCS_HOME": str(home / "home"),
            "LOCALDOCS_CACHE": str(home / "cache"),
            "PYTHONPATH": os.pathsep.join([str(guard), *sys.path]),
            "SOCKET_LOG": str(home / "sockets.log"),
            "HOME": str(home),
            **environment,
        },
        capture_output=True,
        text=True,
        timeout=170,
        check=False,
    )


def test_the_guard_works(tmp_path: Path) -> None:
    program = "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9')"
    (tmp_path / "sitecustomize.py").write_text(GUARD)
    environment = {"PYTHONPATH": str(tmp_path), "SOCKET_LOG": str(tmp_path / "log")}
    child = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, check=False
    )
    assert child.returncode != 0
    assert (tmp_path / "log").exists()


def test_add_and_ask_open_no_socket_even_when_nothing_is_cached(tmp_path: Path) -> None:
    added = run(tmp_path, "add", str(EXAMPLES))
    assert added.returncode == 0, added.stderr
    asked = run(tmp_path, "ask", "How long is the warranty of the stove?")
    assert asked.returncode == 0, asked.stderr
    assert "three years" in asked.stdout
    assert run(tmp_path, "doctor").returncode == 0
    assert run(tmp_path, "complete", "The sea", "--max-tokens", "2").returncode == 0
    assert run(tmp_path, "embed", "the sea").returncode == 0
    convert_once(write_packed(tmp_path / "e5.bin"), tmp_path / "tiny-e5")
    assert run(tmp_path, "models", "embedder", str(tmp_path / "tiny-e5")).returncode == 0
    log = tmp_path / "sockets.log"
    assert not log.exists(), log.read_text()


@pytest.mark.skipif(sys.platform == "win32", reason="the service listens on the loopback address")
def test_the_service_opens_nothing_but_its_unix_socket(tmp_path: Path) -> None:
    assert run(tmp_path, "add", str(EXAMPLES)).returncode == 0
    started = run(tmp_path, "service", "start")
    try:
        assert started.returncode == 0, started.stderr
        asked = run(tmp_path, "ask", "How long is the warranty of the stove?")
        assert "three years" in asked.stdout, asked.stderr
        assert run(tmp_path, "sync").returncode == 0
        assert (
            '"role": "answering",\n      "state": "ready"'
            in run(tmp_path, "service", "status", "--json").stdout
        ), "the question went through the service"
    finally:
        run(tmp_path, "service", "stop")
    log = tmp_path / "sockets.log"
    assert not log.exists(), log.read_text()


def test_no_telemetry_of_a_dependency_leaves_a_trace(tmp_path: Path) -> None:
    assert run(tmp_path, "add", str(EXAMPLES / "skerrin-trip.txt")).returncode == 0
    left_behind = {path.name for path in tmp_path.iterdir()} - {"guard", "home", "cache"}
    assert left_behind <= {".cache"}, left_behind


@needs_ocr
def test_ocr_opens_no_socket(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    picture_of().save(tmp_path / "docs" / "receipt.png")
    added = run(tmp_path, "add", str(tmp_path / "docs"), LOCALDOCS_OCR="on")
    assert "1 page read by OCR" in added.stdout, added.stderr
    assert not (tmp_path / "sockets.log").exists()
