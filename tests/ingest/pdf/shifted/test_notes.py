"""Footnotes: their own blocks, and not in the middle of a sentence that goes on in a column."""

from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.pdf.lines import Line
from ingest.pdf.reader import read
from ingest.pdf.shifted.notes import notes_last, starts_note

LEFT = "The miller keeps the wheel in order and looks after the weir, which the".split()
RIGHT = "parish has paid for. It is closed when the water stands high in spring.".split()


def column(words: list[str], left: float) -> list[Line]:
    rows = [" ".join(words[place : place + 4]) for place in range(0, len(words), 4)]
    return [Line(row, 10, left, left + 90, 700 - 12 * number) for number, row in enumerate(rows)]


def page(note: str, height: float = 8) -> list[Line]:
    notes = [Line(note, height, 50, 140, 120), Line("leaf ten.", height, 50, 90, 110)]
    return [*column(LEFT, 50), *notes, *column(RIGHT, 200), Line("7", 10, 150, 155, 40)]


def texts(lines: list[Line]) -> list[str]:
    return [line.text for line in lines]


def test_a_note_that_cuts_a_sentence_follows_the_text() -> None:
    lines = page("² The parish register,")
    ordered, furniture = notes_last(lines, {len(lines) - 1}, 10)
    assert texts(ordered)[-3:] == ["² The parish register,", "leaf ten.", "7"]
    assert furniture == {len(lines) - 1}
    assert " ".join(texts(ordered)).startswith(" ".join(LEFT + RIGHT))


@pytest.mark.parametrize(
    ("note", "height"), [("² The parish register,", 10), ("The parish register,", 8)]
)
def test_what_is_no_note_stays(note: str, height: float) -> None:
    lines = page(note, height)
    assert notes_last(lines, set(), 10) == (lines, set())


def test_a_note_behind_a_whole_sentence_stays() -> None:
    lines = page("² The parish register,")
    lines[3] = lines[3].with_text("the weir.")
    assert notes_last(lines, set(), 10) == (lines, set())


def test_how_notes_begin() -> None:
    assert starts_note("¹² The register")
    assert not starts_note("¹/3 of the days")
    assert not starts_note("12 The register")


def test_notes_are_blocks_of_their_own(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "x.pdf"), pagesize=A4)
    canvas.setFont("Helvetica", 10)
    for row in range(20):
        canvas.drawString(50, 700 - 12 * row, f"Row {row} of a text about the mill goes on and")
    for row, (sign, words) in enumerate([("1", "The parish"), ("", "register."), ("2", "Ibid.")]):
        canvas.setFont("Helvetica", 5)
        canvas.drawString(50, 700 - 12 * 20 - 10 * row + 3, sign)
        canvas.setFont("Helvetica", 8.5)
        canvas.drawString(53, 700 - 12 * 20 - 10 * row, words)
    canvas.save()
    page = read(tmp_path / "x.pdf").pages[0]
    blocks = [page.text[block.start : block.end] for block in page.blocks]
    assert blocks[-2:] == ["¹ The parish\nregister.", "² Ibid."]
