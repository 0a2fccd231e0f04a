"""Ruled tables: each row on one line, its cells parted by bars, below the heads of the columns."""

from pathlib import Path
from typing import Any

import pytest
from reportlab.lib.colors import black
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, TableStyle

from ingest.pdf.reader import read
from localdocs.types import BlockKind

GRID = [("GRID", (0, 0), (-1, -1), 0.5, black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
HEADS = ["Mill", "Rent", "Owner"]
ROWS = [["Upper", "1,250", "Ida Birk"], ["Saw", "980", "Jon Dahl"], ["Paper", "", "Eva Falk"]]


def pdf_of(path: Path, rows: list[list[str]], style: list[Any] = GRID, **how: Any) -> Path:
    """A PDF with a table whose cells wrap; cells that begin with * are bold."""
    look = getSampleStyleSheet()["BodyText"]
    cells = [
        [Paragraph(f"<b>{cell[1:]}</b>" if cell[:1] == "*" else cell, look) for cell in row]
        for row in rows
    ]
    table = LongTable(cells, style=TableStyle(style), **how)
    words = Paragraph("Words that stand around the table, above it and below it.", look)
    SimpleDocTemplate(str(path), pagesize=A4).build([words, table, words])
    return path


def table(path: Path, page: int = 0) -> list[tuple[str, str]]:
    """Whether each row is a head or a row, and its text."""
    found = read(path).pages[page]
    return [
        ("head" if block.kind is BlockKind.TABLE_HEADER else "row", line)
        for block in found.blocks
        if block.kind in (BlockKind.TABLE_HEADER, BlockKind.TABLE_ROW)
        for line in found.text[block.start : block.end].split("\n")
    ]


def test_heads_and_rows(tmp_path: Path) -> None:
    assert table(pdf_of(tmp_path / "x.pdf", [HEADS, *ROWS])) == [
        ("head", "Mill | Rent | Owner"),
        ("row", "Upper | 1,250 | Ida Birk"),
        ("row", "Saw | 980 | Jon Dahl"),
        ("row", "Paper |  | Eva Falk"),
    ]


def test_words_around_stay(tmp_path: Path) -> None:
    text = read(pdf_of(tmp_path / "x.pdf", [HEADS, *ROWS])).pages[0].text
    assert text.count("Words that stand around the table") == 2
    assert text.startswith("Words") and text.endswith("below it.")


def test_cells_of_several_lines(tmp_path: Path) -> None:
    heads = ["Name of the mill", "State at the last visit", "Rent in crowns a year"]
    row = ["Saw Mill beside the old bridge", "The roof leaks and the wheel is split", "980"]
    found = table(pdf_of(tmp_path / "x.pdf", [heads, row, row], colWidths=[60, 70, 60]))
    assert found == [("head", " | ".join(heads)), *[("row", " | ".join(row))] * 2]


def test_heads_over_several_columns(tmp_path: Path) -> None:
    rows = [["", "North", "", "South", ""], ["", "2021", "2022", "2021", "2022"],
            ["Output", "1,200", "1,340", "540", "560"], ["Days", "7", "0", "3", "4"]]  # fmt: skip
    spans = [*GRID, ("SPAN", (1, 0), (2, 0)), ("SPAN", (3, 0), (4, 0))]
    assert table(pdf_of(tmp_path / "x.pdf", rows, spans))[0] == (
        "head",
        "| North 2021 | North 2022 | South 2021 | South 2022",
    )


def test_a_cell_over_several_rows_stands_in_each(tmp_path: Path) -> None:
    rows = [["*Valley", "*Mill", "*Rent"], ["Elsktal", "Upper", "12"], ["", "Saw", "14"]]
    found = table(pdf_of(tmp_path / "x.pdf", rows, [*GRID, ("SPAN", (0, 1), (0, 2))]))
    assert found[1:] == [("row", "Elsktal | Upper | 12"), ("row", "Elsktal | Saw | 14")]


def test_a_row_that_only_repeats_a_cell_is_none(tmp_path: Path) -> None:
    rows = [["*Valley", "*Mill", "*Rent"], ["Elsktal", "Upper", "12"], ["", "", ""]]
    found = table(pdf_of(tmp_path / "x.pdf", rows, [*GRID, ("SPAN", (0, 1), (0, 2))]))
    assert found[1:] == [("row", "Elsktal | Upper | 12")]


@pytest.mark.parametrize("repeated", [0, 1])
def test_a_table_that_goes_on_over_the_page(tmp_path: Path, repeated: int) -> None:
    rows = [
        [f"{a}{b}", f"{b}tal", f"Ida {a}"] for a in "BDFGHJKLMN" for b in ("ern", "or", "a", "e")
    ]
    file = pdf_of(tmp_path / "x.pdf", [HEADS, *rows], repeatRows=repeated)
    first, second = table(file), table(file, 1)
    assert first[0] == ("head", "Mill | Rent | Owner")
    assert second[:repeated] == first[:repeated]
    assert {kind for kind, _ in second[repeated:]} == {"row"}
    assert len(first) + len(second) == 41 + repeated


def test_a_word_that_runs_over_a_rule_stays_whole(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "x.pdf"))
    canvas.grid([50, 100, 200, 300], [600, 620, 640, 660])
    for row in range(3):
        canvas.drawString(70, 605 + 20 * row, "Wordthatislong")
        canvas.drawString(205, 605 + 20 * row, f"cell {row}")
    canvas.save()
    assert table(tmp_path / "x.pdf")[0][1] == "Wordthatislong | cell 2"


def test_rows_without_rules_stay_lines(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "x.pdf"))
    canvas.grid([50, 150, 250], [500, 640, 660])
    for row in range(6):
        canvas.drawString(55, 645 - 20 * row, f"Mill {row}")
        canvas.drawString(155, 645 - 20 * row, f"Owner {row}")
    canvas.save()
    assert "Mill 3 Owner 3" in read(tmp_path / "x.pdf").pages[0].text


def test_a_frame_is_no_table(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "x.pdf"))
    canvas.grid([50, 300, 550], [400, 550, 700])
    for row in range(9):
        for left in (55, 305):
            for top in (690, 540):
                canvas.drawString(left, top - 14 * row, "Sentences of a page that is set in boxes,")
    canvas.save()
    assert table(tmp_path / "x.pdf") == []


def test_a_turned_page(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "x.pdf"), pagesize=A4)
    canvas.setPageRotation(90)
    canvas.rotate(90)
    canvas.translate(0, -595)
    canvas.grid([50, 150, 250, 350], [400, 420, 440])
    for top, row in ((425, HEADS), (405, ROWS[0])):
        for left, cell in zip((55, 155, 255), row, strict=True):
            canvas.drawString(left, top, cell)
    canvas.save()
    assert table(tmp_path / "x.pdf") == [
        ("head", "Mill | Rent | Owner"),
        ("row", "Upper | 1,250 | Ida Birk"),
    ]
