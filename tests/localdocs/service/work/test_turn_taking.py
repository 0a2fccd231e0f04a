"""Requests are done in the order in which they came."""

import threading

import pytest

from localdocs.service.work.turn_taking import TurnTaking
from service_support import until


def test_first_come_first_served() -> None:
    turns, order = TurnTaking(), []

    def take(number: int) -> None:
        with turns.turn():
            order.append(number)

    with turns.turn():
        threads = []
        for number in range(30):
            threads.append(threading.Thread(target=take, args=(number,)))
            threads[-1].start()
            until(lambda: len(turns) == len(threads) + 1)
    for thread in threads:
        thread.join()
    assert order == list(range(30))
    assert len(turns) == 0


def test_a_turn_is_only_taken_where_nobody_has_it() -> None:
    turns = TurnTaking()
    with turns.turn(), turns.turn_if_free() as free:
        assert not free
    with turns.turn_if_free() as free:
        assert free
        assert len(turns) == 1
    assert len(turns) == 0


def test_an_error_gives_the_turn_back() -> None:
    turns = TurnTaking()
    with pytest.raises(KeyError), turns.turn():
        raise KeyError
    with turns.turn_if_free() as free:
        assert free
