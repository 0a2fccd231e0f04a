"""What a sentence does not hold for is quoted with it."""

import pytest

from prompts.evidence.citations import Quote
from prompts.evidence.stretches.exceptions import with_exception
from sources import hit


@pytest.mark.parametrize(
    ("page", "taken"),
    [
        ("Open from 9 to 17.\nNOT on Easter Monday.", "\nNOT on Easter Monday."),
        (
            "Open from 9 to 17. Except in May, when it is shut. Tea is free.",
            " Except in May, when it is shut.",
        ),
        ("Open from 9 to 17. However, the loft is shut.", " However, the loft is shut."),
        ("Open from 9 to 17. Notices hang outside.", ""),
        ("Open from 9 to 17. Tea is free. Not on Easter Monday.", ""),
        ("Open from 9 to 17.\n\nNot on Easter Monday.", ""),
        ("Open from 9 to 17.", ""),
        ("Open from 9 to 17. Not " + "very " * 100 + "often.", ""),
    ],
)
def test_the_exception_right_behind_a_quote_is_taken(page: str, taken: str) -> None:
    fact = "Open from 9 to 17."
    quote = with_exception(Quote(hit(page), 0, len(fact), fact), page)
    assert quote.text == fact + taken
    assert page[quote.start : quote.end] == quote.text
