"""The parent's end: answers, and every way in which none comes."""

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from localdocs.computer import child_process
from localdocs.computer.child_process import (
    ChildEndedError,
    ChildProcess,
    NoSenseError,
    TooLongError,
    run_module,
)
from paths import ROOT
from service_support import until

posix_only = pytest.mark.skipif(os.name == "nt", reason="needs signals")


@pytest.fixture
def child(monkeypatch: pytest.MonkeyPatch) -> Iterator[ChildProcess]:
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "tests" / "support"))
    child = ChildProcess("talking_child", str(1 << 30))
    yield child
    child.kill()


def test_answers_come_in_order(child: ChildProcess) -> None:
    for number in range(3):
        child.send({"do": "say", "text": f'{{"number": {number}}}'})
    assert [child.receive(10)["number"] for _ in range(3)] == [0, 1, 2]
    assert child.is_running


def test_an_ended_child_says_how(child: ChildProcess) -> None:
    child.send({"do": "leave"})
    with pytest.raises(ChildEndedError, match="exit code 7") as raised:
        child.receive()
    assert raised.value.code == 7 and not child.is_running
    with pytest.raises(ChildEndedError, match="exit code 7"):
        child.send({"do": "leave"})


@posix_only
def test_a_child_without_an_answer_is_killed_in_time(child: ChildProcess) -> None:
    child.send({"do": "sleep"})
    with pytest.raises(TimeoutError):
        child.receive(0.3)
    assert not child.is_running
    with pytest.raises(ChildEndedError, match="SIGKILL"):
        child.receive()


@pytest.mark.parametrize("answer", ["{broken", "7", "[" * 100_000])
def test_an_answer_that_is_no_object_ends_the_child(child: ChildProcess, answer: str) -> None:
    child.send({"do": "say", "text": answer})
    with pytest.raises(NoSenseError):
        child.receive()
    assert not child.is_running


def test_an_answer_has_a_longest_length(
    child: ChildProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child_process, "LONGEST_ANSWER", 1000)
    child.send({"do": "say", "text": '{"text": "' + "x" * 2000 + '"}'})
    with pytest.raises(TooLongError):
        child.receive()
    assert not child.is_running


@posix_only
def test_a_child_that_nobody_listens_to_cannot_go_on(child: ChildProcess, tmp_path: Path) -> None:
    """What it says stays on its side: the pipe holds little, and we hold nothing."""
    child.send({"do": "flood", "counted": str(tmp_path / "count")})
    assert "more" in child.receive(10)
    time.sleep(0.5)
    before = (tmp_path / "count").stat().st_mtime_ns
    time.sleep(0.3)
    assert (tmp_path / "count").stat().st_mtime_ns == before


@posix_only
def test_what_a_suspended_child_has_started_in_its_group_stands_still_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "tests" / "support"))
    counted = tmp_path / "count"
    with closing(ChildProcess("talking_child", str(1 << 30), suspendable=True)) as parent:
        parent.send({"do": "bear", "saying": {"do": "tick", "counted": str(counted)}})
        until(counted.exists)
        parent.suspend()
        time.sleep(0.2)
        before = counted.stat().st_mtime_ns
        time.sleep(0.3)
        assert counted.stat().st_mtime_ns == before
        parent.resume()
        until(lambda: counted.stat().st_mtime_ns != before)


def test_closing_ends_the_wait_of_another_thread(child: ChildProcess) -> None:
    ended: list[str] = []

    def wait() -> None:
        try:
            child.receive()
        except ChildEndedError as error:
            ended.append(str(error))

    thread = threading.Thread(target=wait)
    thread.start()
    child.close()
    thread.join(10)
    assert ended == ["exit code 0"]


def test_a_module_that_only_ends() -> None:
    done = run_module("talking_child", timeout_seconds=30)
    assert done.returncode == 1 and "talking_child" in done.stderr
    with pytest.raises(TimeoutError):
        run_module("http.server", "0", timeout_seconds=0.5)


def test_the_child_finds_the_same_program_whatever_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "localdocs.py").write_text("raise SystemExit('the intruder')")
    monkeypatch.chdir(tmp_path)
    assert run_module("localdocs", "--version", timeout_seconds=60).returncode == 0
    assert child_process.module_command("x")[0] == sys.executable
