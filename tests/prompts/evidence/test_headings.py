"""The heading that a quote stands under."""

from dataclasses import replace

import pytest

from prompts.evidence.citations import Quote
from prompts.evidence.headings import heading_over, heading_within, is_like_heading
from sources import hit

TEXT = (
    "Open the valve.\n\nSwitching off\n\nClose the valve.\n\n"
    "Thanks for reading this far, everybody here.\n\nIt cools in two hours.\n\nKitchen\nIt is hot."
)


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        ("Open the valve.", "Use > Switching on"),
        ("Close the valve.", "Switching off"),
        ("It cools", "Switching off"),
        ("It is hot.", "Kitchen"),
    ],
)
def test_the_last_line_alone_above_a_quote_is_its_heading(words: str, heading: str) -> None:
    start = TEXT.index(words)
    quote = Quote(hit(TEXT, heading="Use > Switching on"), start, start + len(words), words)
    assert heading_over(quote) == heading


NUMBERED = (
    "3.1 One dog may be kept.\n\n§ 4 Notice\n\n4.1 Three months.\n\n5. Keys\n\nTwo are handed over."
    "\n\n1. Sweep the floor\n\n2. Mop it\n\n12. Juni 2024\n\nIt rained."
)


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        ("3.1 One dog", "§ 3 Use"),
        ("4.1 Three", "§ 4 Notice"),
        ("§ 4 Notice\n\n4.1 Three", "§ 4 Notice"),
        ("Two are", "5. Keys"),
        ("2. Mop it", "5. Keys"),
        ("1. Sweep the floor\n\n2. Mop it", "5. Keys"),
    ],
)
def test_numbered_headings_and_no_items_of_lists(words: str, heading: str) -> None:
    start = NUMBERED.index(words)
    quote = Quote(hit(NUMBERED, heading="§ 3 Use"), start, start + len(words), words)
    assert heading_over(quote) == heading


def test_a_day_is_no_heading() -> None:
    start = NUMBERED.index("It rained")
    quote = Quote(hit(NUMBERED), start, start + 9, "It rained")
    assert "2024" not in heading_over(quote)


def test_the_title_of_the_document_is_no_heading_of_a_quote() -> None:
    of_oven = replace(hit("Open the valve.", heading="The oven > Switching on"), title="The oven")
    assert heading_over(Quote(of_oven, 0, 4, "Open")) == "Switching on"
    assert heading_over(Quote(hit("Open the valve."), 0, 4, "Open")) == ""
    of_table = hit("Open the valve.", heading="Service > What When Who")
    assert heading_over(Quote(of_table, 0, 4, "Open")) == "Service"


@pytest.mark.parametrize(
    ("line", "is_heading"),
    [
        ("Switching off", True),
        ("Table 3 – Fees", True),
        ("v = 2.43 √L", False),
        ("Tow needed: ☒ yes ☐ no", False),
        ("Tow needed ☒", False),
        ("Harbour: Northquay", False),
        ("It is hot.", False),
        ("320 euro", False),
        ("Total income 48,210.00", False),
        ("TOTAL 31,45", False),
        ("Release 2", True),
    ],
)
def test_formulas_and_labels_with_values_are_no_headings(line: str, is_heading: bool) -> None:
    assert is_like_heading(line) is is_heading


def test_a_line_right_above_its_text_is_a_heading_and_wrapped_prose_is_none() -> None:
    text = "Storage\nBelow 25 degrees.\n\nThe harbour of Carrow\nis old.\n\nShe sang."
    assert heading_within(text, text.index("Below")) == "Storage"
    assert heading_within(text, text.index("is old")) == "Storage"
    assert heading_within(text, text.index("She")) == "Storage"
    assert heading_within(text, 0) == ""
