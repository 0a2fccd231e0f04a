"""Receipts, bills and statements: rows with cells; prose and letterheads stay what they are."""

from ingest.ocr.layout.rows import lines_of
from ingest.ocr.scanned_page import ScannedPage
from ingest.ocr.words import Words
from localdocs.types import BlockKind

SIZE = (1000, 1400)
WIDTH = 14
"""Pixels of a letter."""


def page(*rows: tuple[tuple[str, int], ...]) -> list[str]:
    """The lines of rows of words, each with its left edge, or its right one below 0."""
    words = []
    for number, row in enumerate(rows):
        for text, edge in row:
            width = WIDTH * len(text)
            left, top = edge if edge >= 0 else -edge - width, 100 + 40 * number
            words.append(Words(text, left, top, left + width, top + 30, 0.99))
    return [line.text for line in lines_of(words, SIZE)]


def test_a_bill_has_columns_and_empty_cells() -> None:
    assert page(
        (("Item", 60), ("Hours", -600), ("Amount", -900)),
        (("Kitchen tap", 60), ("1.5", -600), ("90.00", -900)),
        (("Shower", 60), ("2", -600), ("120.00", -900)),
        (("Total due", 60), ("210.00", -900)),
    ) == [
        "Item | Hours | Amount",
        "Kitchen tap | 1.5 | 90.00",
        "Shower | 2 | 120.00",
        "Total due |  | 210.00",
    ]


def test_heads_and_rows_are_told_and_kept() -> None:
    words = [
        Words("Tax for", 60, 100, 160, 130, 1), Words("2024", 600, 100, 656, 130, 1),
        Words("Weir Cottage", 60, 140, 230, 170, 1), Words("312.40", 580, 140, 664, 170, 1),
    ]  # fmt: skip
    found = ScannedPage(tuple(lines_of(words, SIZE)))
    assert [line.kind for line in found.lines] == [BlockKind.TABLE_HEADER, BlockKind.TABLE_ROW]
    assert ScannedPage.from_json(found.to_json()) == found


def test_a_label_and_its_amount_alone() -> None:
    assert page((("Amount due", 60), ("264.18", -900))) == ["Amount due | 264.18"]


def test_rows_of_dots_lead_to_an_amount() -> None:
    assert page(
        (("Colouring ............ 65.00", 60),),
        (("Men's cut .......", 60), ("32.00", -500)),
    ) == ["Colouring | 65.00", "Men's cut | 32.00"]


def test_a_label_that_begins_on_the_line_above() -> None:
    assert page(
        (("Oat drink", 60), ("1.99", -900)),
        (("Organic muesli without", 60),),
        (("sugar", 60), ("4.20", -900)),
    ) == ["Oat drink | 1.99", "Organic muesli without sugar | 4.20"]


def test_two_tables_beside_each_other() -> None:
    assert page(
        (("Earnings", 60), ("Deductions", 560)),
        (("Basic pay", 60), ("2,450.00", -480), ("Income tax", 560), ("312.40", -940)),
        (("Overtime", 60), ("185.20", -480), ("Pension", 560), ("98.00", -940)),
        (("Net pay", 60), ("2,224.80", -480)),
    ) == [
        "Earnings", "Basic pay | 2,450.00", "Overtime | 185.20", "Net pay | 2,224.80",
        "Deductions", "Income tax | 312.40", "Pension | 98.00",
    ]  # fmt: skip


def test_the_unit_in_the_middle_is_no_second_table() -> None:
    assert page(
        (("Tap", 60), ("2", -480), ("pcs", 560), ("31.00", -940)),
        (("Hose", 60), ("1", -480), ("pcs", 560), ("9.80", -940)),
    ) == ["Tap | 2 | pcs | 31.00", "Hose | 1 | pcs | 9.80"]


def test_prose_that_ends_in_a_number_is_no_row() -> None:
    assert page(
        (("the premium is now 186 instead of", 60), ("171", 540)),
        (("because repairs cost more than in", 60), ("2023", 540)),
    ) == [
        "the premium is now 186 instead of 171",
        "because repairs cost more than in 2023",
    ]


def test_labels_with_their_values_are_lines() -> None:
    assert page(
        (("Name: Ada Okafor", 60), ("Phone: 0555 3321", 600)),
        (("Passport no.:", 60), ("P4471190", 600)),
    ) == ["Name: Ada Okafor", "Phone: 0555 3321", "Passport no.: P4471190"]


def test_addresses_beside_each_other_are_no_table() -> None:
    lines = page(
        (("Carver Plumbing", 60), ("Jonas Petrel", 600)),
        (("Mill Lane 4", 60), ("Elm Road 3", 600)),
        (("Ostrow", 60), ("Thornby", 600)),
    )
    assert not any("|" in line for line in lines)


def test_a_bar_that_is_drawn_is_no_cell() -> None:
    assert page((("Rice |", 60), ("| 3.80", -900))) == ["Rice | 3.80"]


def test_a_row_of_dots_within_a_table_is_none() -> None:
    assert page(
        (("Pump", 60), ("90.00", -900)),
        (("..........", 60),),
        (("Valve", 60), ("12.00", -900)),
    ) == ["Pump | 90.00", "Valve | 12.00"]
