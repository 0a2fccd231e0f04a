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
        (["1. Fill the hopper.", "3. Wait", "4. Close"], None),
        ([STEPS], None),
    ],
)
def test_items_that_were_said_are_not_said_again(said: list[str], left: str | None) -> None:
    rest = unsaid_part(quote(STEPS), [quote(words) for words in said])
    assert (rest.text if rest else None) == left
    assert rest is None or STEPS[rest.start : rest.end] == rest.text
