"""Tables of contents, and tables that are none."""

from ingest.pdf.structure.contents_lines import contents_lines

ENTRIES = ["Foreword i", "Lamps 3", "Oil lamps 9", "Wax 12", "Gas 30", "Light 41"]


def test_entries_below_their_title() -> None:
    assert contents_lines(["Contents", *ENTRIES, "Acme"]) == range(1, 7)


def test_dot_leaders() -> None:
    lines = ["About", "words", "words", "words", *[f"Part {n} … {n * 4}" for n in range(1, 6)]]
    assert contents_lines(lines) == range(4, 9)


def test_numbers_in_a_column_of_their_own() -> None:
    lines = ["Table of Contents", *[f"Chapter {name} …" for name in "abcde"], "3", "9", "12"]
    assert contents_lines(lines) == range(1, 9)


def test_a_table_of_sums_is_none() -> None:
    lines = ["Revenue … 920", "Costs … 310", "Wages … 200", "Rent … 90", "Profit … 400", "Tax … 7"]
    assert contents_lines(lines) == range(0)


def test_a_receipt_is_none() -> None:
    lines = [
        "Station Road 5",
        "Drill 89.90",
        "Plugs 4.20",
        "Glue 6.75",
        "Sum 100.85",
        "Card 100.85",
    ]
    assert contents_lines(lines) == range(0)


def test_prose_is_none() -> None:
    assert contents_lines(["It was in 1999", "that lamps went out.", "Contents were lost."]) == (
        range(0)
    )
