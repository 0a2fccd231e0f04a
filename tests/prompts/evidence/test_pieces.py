"""Pieces of passages: rows are whole, and heads of tables say nothing alone."""

from dataclasses import replace

from prompts.evidence.pieces import pieces_of
from sources import hit

LONG = "Stop the wheel. Shut the sluice before anybody opens the hatch. Wait for an hour"
TABLE = (
    f"Fault | Where it is found | What to do\nRacing | Upper | {LONG}\nHumming | Saw | Grease it"
)


def told(text: str, columns: str = "") -> list[tuple[str, bool]]:
    pieces = pieces_of(replace(hit(text), columns=columns))
    return [(piece.text, piece.is_heading) for piece in pieces]


def test_rows_are_whole_and_the_head_is_a_heading() -> None:
    heads, *rows = TABLE.split("\n")
    assert told(TABLE) == [(heads, True), *((row, False) for row in rows)]


def test_the_first_row_of_a_passage_that_goes_on_is_no_head() -> None:
    rows = "Racing | Upper | Stop it\nHumming | Saw | Grease it"
    assert not any(is_heading for _, is_heading in told(rows, "Fault | Mill | What to do"))


def test_a_row_of_one_cell_names_those_below_it() -> None:
    text = "Mill | Rent | Owner\nOf the valley | | \nUpper | 12 | Ida\nSaw | 14 | Jon"
    assert [text for text, is_heading in told(text) if is_heading] == [
        "Mill | Rent | Owner",
        "Of the valley | |",
    ]


def test_a_head_that_stands_above_too_is_one() -> None:
    text = "Fault | Mill | What to do\nRacing | Upper | Stop it"
    columns = "Faults of the mills Fault | Mill | What to do"
    assert [is_heading for _, is_heading in told(text, columns)] == [True, False]
