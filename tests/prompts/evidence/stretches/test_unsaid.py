"""What is left to say after a model's sentences."""

import pytest

from prompts.evidence.citations import Quote
from prompts.evidence.stretches.unsaid import unsaid_part
from sources import hit

STEPS = "1. Fill the hopper.\n2. Press the key.\n3. Wait for six minutes.\n4. Close the door."


def quote(words: str) -> Quote:
    start = STEPS.index(words)
    return Quote(hit(STEPS), start, start + len(words), words)


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ([], STEPS),
        (["1. Fill the hopper."], STEPS[20:]),
        (["2. Press the key."], STEPS),
        (["Press the"], STEPS),
        (["1. Fill the hopper.", "2. Press the key."], STEPS[38:]),
        (["4. Close the door."], STEPS[:-19]),
        (["1. Fill the hopper.", "3. Wait", "4. Close"], "2. Press the key."),
        ([STEPS], None),
    ],
)
def test_items_that_were_said_are_not_said_again(said: list[str], left: str | None) -> None:
    rest = unsaid_part(quote(STEPS), [quote(words) for words in said])
    assert (rest.text if rest else None) == left
    assert rest is None or STEPS[rest.start : rest.end] == rest.text


def test_a_short_sentence_after_a_long_one_is_said() -> None:
    """A quarter of the stretch, and one of the two things that were asked for."""
    long = "The room where the medicines lay was warm, and nobody watched how warm it was."
    text = f"{long}\n\nSome people got none."
    stretch = Quote(hit(text), 0, len(text), text)
    rest = unsaid_part(stretch, [Quote(hit(text), 0, len(long), long)])
    assert rest and rest.text == "Some people got none."


def test_a_mark_that_is_left_is_not_said() -> None:
    text = "Press the key twice.\n\nNote:"
    stretch = Quote(hit(text), 0, len(text), text)
    assert unsaid_part(stretch, [Quote(hit(text), 0, 20, text[:20])]) is None


def test_a_sentence_without_spaces_is_more_than_a_word() -> None:
    first, second = "炊飯器は毎日洗ってください。", "内ぶたは週に一度外して洗います。"
    text = f"{first}\n\n{second}"
    rest = unsaid_part(
        Quote(hit(text), 0, len(text), text), [Quote(hit(text), 0, len(first), first)]
    )
    assert rest and rest.text == second
