"""What is worked out ahead: its order, its errors, and how much of it there is at a time."""

import threading
from collections.abc import Iterator

import pytest

from localdocs.computer.read_ahead import read_ahead


def test_reading_ahead_keeps_order_and_hands_on_errors() -> None:
    assert list(read_ahead(range(50), 3)) == list(range(50))

    def failing() -> Iterator[int]:
        yield 1
        raise ValueError("inside")

    with pytest.raises(ValueError, match="inside"):
        list(read_ahead(failing(), 2))


def test_leaving_early_stops_reading_ahead() -> None:
    made: list[int] = []

    def numbers() -> Iterator[int]:
        for number in range(10_000):
            made.append(number)
            yield number

    items = read_ahead(numbers(), 3)
    assert next(items) == 0
    items.close()  # type: ignore[attr-defined]
    assert len(made) < 100


@pytest.mark.parametrize(("weights", "most_at_once"), [
    ([100, 100, 100, 100], 200),  # one that is in use, and one that is finished and waits
    ([1] * 20, 14),
    ([100, 1, 1, 1, 100, 1], 200),
])  # fmt: skip
def test_what_is_heavy_waits_until_it_is_alone(weights: list[int], most_at_once: int) -> None:
    lock = threading.Lock()
    held = worst = 0

    def made() -> Iterator[int]:
        nonlocal held, worst
        for weight in weights:
            with lock:
                held += weight
                worst = max(worst, held)
            yield weight

    taken = []
    for weight in read_ahead(made(), 4, lambda weight: weight, 10):
        threading.Event().wait(0.02)
        taken.append(weight)
        with lock:
            held -= weight
    assert taken == weights
    assert worst <= most_at_once
