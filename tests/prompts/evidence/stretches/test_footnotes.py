"""What a quote refers to at the foot of its page."""

import pytest

from prompts.evidence.citations import Quote
from prompts.evidence.stretches.footnotes import footnotes_of
from sources import hit

PAGE = (
    "The water is off in winter.[^1] Cuttings may be burned.[^Fire rules][^b.2]\n\n"
    "[^1]: November to March.\n[^b.2]: Not in May.\nSee [^1]: it is cold."
)


def found(words: str) -> list[str]:
    start = PAGE.index(words)
    quote = Quote(hit(PAGE), start, start + len(words), words)
    notes = footnotes_of(quote, PAGE)
    assert all(PAGE[note.start : note.end] == note.text for note in notes)
    return [note.text for note in notes]


@pytest.mark.parametrize(
    ("words", "notes"),
    [
        ("winter.[^1]", ["[^1]: November to March."]),
        ("burned.[^Fire rules][^b.2]", ["[^b.2]: Not in May."]),
        ("The water is off", []),
        ("[^1]: November to March.", []),
        (PAGE, []),
    ],
)
def test_footnotes_of_a_quote(words: str, notes: list[str]) -> None:
    assert found(words) == notes
