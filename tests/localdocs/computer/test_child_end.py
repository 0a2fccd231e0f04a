"""The child's end: what reaches the parent, what does not, and when it is over."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from localdocs.computer.child_process import (
    ChildEndedError,
    ChildProcess,
    module_command,
    module_environment,
)
from paths import ROOT

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs Linux limits")
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX")


@pytest.fixture(autouse=True)
def support(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "tests" / "support"))


@pytest.fixture
def child(tmp_path: Path) -> Iterator[ChildProcess]:
    child = ChildProcess("talking_child", str(1 << 30), native_log=tmp_path / "log")
    yield child
    child.kill()


@posix_only
def test_what_is_printed_goes_to_the_log_and_nothing_reads_the_requests(
    child: ChildProcess, tmp_path: Path
) -> None:
    child.send({"do": "print"})
    child.send({"do": "say", "text": '{"second": true}'})
    assert "idle" in child.receive(10)
    assert child.receive(10) == {"second": True}
    assert (tmp_path / "log").read_text().split("\n")[:2] == ["from Python", "from native code"]


@posix_only
def test_a_message_that_was_heard_at_once_is_no_request(child: ChildProcess) -> None:
    child.send({"aside": "stop"})
    child.send({"do": "print"})
    assert child.receive(10) == {"idle": True, "heard": ["stop"]}


@linux_only
def test_memory_is_bounded(child: ChildProcess) -> None:
    child.send({"do": "allocate", "bytes": 1 << 20})
    assert child.receive(10) == {"length": 1 << 20}
    child.send({"do": "allocate", "bytes": 2 << 30})
    assert child.receive(10) == {"error": "memory"}


@posix_only
def test_processor_time_is_bounded(child: ChildProcess) -> None:
    child.send({"do": "compute"})
    with pytest.raises(ChildEndedError, match="SIGPROF"):
        child.receive(10)


@pytest.mark.parametrize("last_words", [b"", b'{"do": "sl'])
def test_it_ends_with_its_input_whatever_it_is_doing(last_words: bytes) -> None:
    """The parent's death may cut a line short."""
    child = subprocess.Popen(
        [*module_command("talking_child"), str(1 << 30)],
        env=module_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    child.communicate(b'{"do": "sleep"}\n' + last_words, timeout=10)
    assert child.returncode == (1 if last_words else 0)
