"""A child that is asked again and again: it stays, and another one comes where it has ended."""

from collections.abc import Iterator
from threading import Thread

import pytest

from localdocs.computer.child_process import ChildEndedError
from localdocs.computer.kept_child import KeptChild, NotStartedError
from paths import ROOT
from service_support import until


@pytest.fixture(autouse=True)
def found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "tests" / "support"))


@pytest.fixture
def killed() -> list[int]:
    return []


@pytest.fixture
def child(killed: list[int]) -> Iterator[KeptChild]:
    with KeptChild("ready_child", "whole", when_killed=killed.append) as kept:
        yield kept


def test_one_child_answers_all(child: KeptChild, killed: list[int]) -> None:
    assert child.process_id is None
    first = child.ask({"number": 1}, 20)
    assert first == {"echo": {"number": 1}, "pid": child.process_id}
    assert child.ask({"number": 2}, 20)["pid"] == first["pid"]
    child.close()
    assert child.process_id is None and not killed
    assert child.ask({}, 20)["pid"] != first["pid"]


def test_one_that_leaves_is_replaced(child: KeptChild, killed: list[int]) -> None:
    first = child.ask({}, 20)["pid"]
    with pytest.raises(ChildEndedError, match="exit code 7"):
        child.ask({"leave": True}, 20)
    assert child.process_id is None and killed == [first]
    assert child.ask({}, 20)["pid"] != first


def test_one_that_takes_too_long_is_ended(child: KeptChild, killed: list[int]) -> None:
    first = child.ask({}, 20)["pid"]
    with pytest.raises(TimeoutError):
        child.ask({"sleep": 60}, 0.05)
    assert killed == [first]
    assert child.ask({"number": 2}, 20)["echo"] == {"number": 2}


def test_one_that_does_not_start_says_how() -> None:
    kept = KeptChild("ready_child", "broken")
    with pytest.raises(NotStartedError, match="exit code 3"):
        kept.ask({}, 20)
    assert kept.process_id is None


def test_one_that_is_just_starting_is_closed_too() -> None:
    kept = KeptChild("ready_child", "slow")
    ended: list[NotStartedError] = []

    def ask() -> None:
        try:
            kept.ask({}, 20)
        except NotStartedError as error:
            ended.append(error)

    asking = Thread(target=ask)
    asking.start()
    until(lambda: kept.process_id is not None, 5)
    kept.close()
    asking.join(10)
    assert len(ended) == 1 and kept.process_id is None
