"""Who stands still for questions gets a share of the time all the same."""

import threading
import time
from collections.abc import Callable

import pytest

from localdocs.service.work.standing_still import StandingStill

MOST, SHARE = 0.4, 0.3


class Told:
    """What was asked of a worker, and how long it stood still."""

    def __init__(self) -> None:
        self.still = False
        self.seconds_still = 0.0
        self.longest_still = 0.0
        self._since = time.monotonic()
        self.rule = StandingStill(threading.RLock(), self.hear, MOST, SHARE)

    def hear(self, still: bool) -> None:
        assert still != self.still
        now = time.monotonic()
        if self.still:
            self.seconds_still += now - self._since
            self.longest_still = max(self.longest_still, now - self._since)
        self.still, self._since = still, now


def without_pause(told: Told, until: float, question: float = 0.05) -> None:
    while time.monotonic() < until:
        told.rule.want(+1)
        time.sleep(question)
        told.rule.want(-1)


def one_endless_question(told: Told, until: float) -> None:
    told.rule.want(+1)
    time.sleep(max(until - time.monotonic(), 0))
    told.rule.want(-1)


def several_callers(told: Told, until: float) -> None:
    callers = [threading.Thread(target=without_pause, args=(told, until)) for _ in range(4)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()


@pytest.mark.parametrize("asking", [without_pause, one_endless_question, several_callers])
def test_questions_without_a_pause_leave_a_share(asking: Callable[[Told, float], None]) -> None:
    told = Told()
    started = time.monotonic()
    asking(told, started + 2.5)
    told.rule.end()
    passed = time.monotonic() - started
    assert not told.still
    assert 0.2 * passed < told.seconds_still < 0.8 * passed
    assert told.longest_still < MOST + 0.5


def test_one_question_has_the_computer_to_itself() -> None:
    told = Told()
    told.rule.want(+1)
    assert told.still
    time.sleep(MOST / 2)
    assert told.still
    told.rule.want(-1)
    assert not told.still
    time.sleep(SHARE)
    told.rule.want(+1)
    assert told.still
    told.rule.want(-1)


def test_after_its_share_it_stands_still_again() -> None:
    told = Told()
    told.rule.want(+1)
    time.sleep(MOST + SHARE / 3)
    assert not told.still
    time.sleep(SHARE)
    assert told.still
    told.rule.want(-1)
    told.rule.end()


def test_many_callers_share_one_clock() -> None:
    told = Told()
    told.rule.want(+1)
    clocks = set(threading.enumerate())
    for _ in range(3):
        told.rule.want(+1)
    told.rule.want(-1)
    assert set(threading.enumerate()) <= clocks
    told.rule.want(-3)
    told.rule.end()
