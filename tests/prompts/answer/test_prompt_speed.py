"""The prompt is as long as there is time for."""

from prompts.answer.prompt_speed import ASSUMED, LEAST_TOKENS, affordable, learn


def test_a_slow_laptop_is_assumed_at_first() -> None:
    assert affordable("never seen", 2.0) == int(2 * ASSUMED)


def test_what_was_seen_is_learned_and_the_latest_counts_half() -> None:
    learn("a quick one", 1000, 1.0)
    assert affordable("a quick one", 1.5) == 1500
    learn("a quick one", 1000, 2.0)
    assert affordable("a quick one", 1.0) == 750


def test_there_is_always_room_for_a_sentence() -> None:
    learn("a slow one", 500, 1000.0)
    assert affordable("a slow one", 1.0) == LEAST_TOKENS


def test_what_says_nothing_is_not_learned() -> None:
    learn("an odd one", 5, 1.0)
    learn("an odd one", 1000, 0.0)
    assert affordable("an odd one", 1.0) == int(ASSUMED)
