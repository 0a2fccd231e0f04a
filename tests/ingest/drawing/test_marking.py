"""The rectangles of a quote are around its words, and around no others; else there are none."""

from pathlib import Path

import pypdfium2
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.drawing.letters import letters_of
from ingest.drawing.marking import Marked, marked
from ingest.drawing.page_letters import page_letters
from ingest.pdf.reader import read

LEFT = ["The boiler is swept in", "autumn by the sweep, and", "the flue is looked at then."]
RIGHT = ["Wood is kept dry under a", "roof, and never beside the", "stove, for it may burn."]


@pytest.fixture
def canvas(tmp_path: Path) -> Canvas:
    return Canvas(str(tmp_path / "x.pdf"), pagesize=A4)


def stored(tmp_path: Path) -> str:
    return read(tmp_path / "x.pdf").pages[0].text


def mark(tmp_path: Path, words: str, text: str | None = None) -> tuple[Marked, str]:
    """What is marked for these words of the page, and the letters that are in the rectangles."""
    text = stored(tmp_path) if text is None else text
    start = text.index(words)
    pdf = pypdfium2.PdfDocument(tmp_path / "x.pdf")
    text_page = pdf[0].get_textpage()
    try:
        found = marked(text_page, text, start, start + len(words))
        letters = page_letters(text_page)
        inside = [
            letter
            for letter, (left, bottom, right, top) in zip(letters.text, letters.boxes, strict=True)
            if any(
                box[0] <= (left + right) / 2 <= box[2] and box[1] <= (bottom + top) / 2 <= box[3]
                for box in found.boxes
            )
        ]
        return found, "".join(inside)
    finally:
        text_page.close()
        pdf.close()


def two_columns(canvas: Canvas) -> None:
    for number, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
        canvas.drawString(60, 700 - 16 * number, left)
        canvas.drawString(320, 700 - 16 * number, right)
    canvas.save()


def test_a_stretch_of_a_line_is_marked_alone(canvas: Canvas, tmp_path: Path) -> None:
    canvas.drawString(60, 700, "The rent is 640 euros a month, to be paid on the third.")
    canvas.drawString(60, 680, "The deposit is 1,920 euros.")
    canvas.save()
    found, inside = mark(tmp_path, "640 euros a month")
    assert (found.exact, inside, len(found.boxes)) == (True, "640eurosamonth", 1)


def test_columns_that_are_read_one_after_the_other(canvas: Canvas, tmp_path: Path) -> None:
    two_columns(canvas)
    words = "swept in\nautumn by the sweep, and\nthe flue"
    text = "\n".join([*LEFT, *RIGHT])
    found, inside = mark(tmp_path, words, text)
    assert found.exact and len(found.boxes) == 3
    assert sorted(inside) == sorted(letters_of(words).text)


def test_rows_of_a_table_that_the_file_has_column_by_column(canvas: Canvas, tmp_path: Path) -> None:
    rows = [("Oslo", "12", "14"), ("Bergen", "12", "12"), ("Tromso", "14", "12")]
    for column in range(3):
        for number, row in enumerate(rows):
            canvas.drawString(60 + 120 * column, 700 - 20 * number, row[column])
    canvas.save()
    text = "\n".join(" ".join(row) for row in rows)
    found, _ = mark(tmp_path, "Tromso 14 12", text)
    assert not found.exact or all(650 < box[1] < box[3] < 675 for box in found.boxes)


def test_words_divided_at_the_end_of_a_line(canvas: Canvas, tmp_path: Path) -> None:
    canvas.drawString(60, 700, "Whoever was impres-")
    canvas.drawString(60, 684, "sive may come again next year.")
    canvas.save()
    text = "Whoever was impressive may come again next year."
    found, inside = mark(tmp_path, "was impressive may", text)
    assert (found.exact, inside, len(found.boxes)) == (True, "wasimpressivemay", 2)


def test_raised_digits_and_ligatures_are_the_same_letters(canvas: Canvas, tmp_path: Path) -> None:
    canvas.drawString(60, 700, "The office found 320 of them, and 7 m2 of space in the flat.")
    canvas.save()
    text = "The oﬃce found 320 of them, and 7 m² of space in the flat."
    found, inside = mark(tmp_path, "oﬃce found", text)
    assert (found.exact, inside) == (True, "officefound")
    assert mark(tmp_path, "7 m² of", text)[1] == "7m2of"


def test_what_stands_there_twice_is_told_apart_by_what_is_around(
    canvas: Canvas, tmp_path: Path
) -> None:
    canvas.drawString(60, 700, "Fee: 12 euros")
    canvas.drawString(60, 600, "Fine: 12 euros")
    canvas.save()
    text = stored(tmp_path)
    last = text.rindex("12 euros")
    pdf = pypdfium2.PdfDocument(tmp_path / "x.pdf")
    found = marked(pdf[0].get_textpage(), text, last, last + 8)
    assert found.exact and found.boxes[0][3] < 620


def test_what_is_not_on_the_page_is_marked_nowhere(canvas: Canvas, tmp_path: Path) -> None:
    two_columns(canvas)
    text = "\n".join([*LEFT, *RIGHT]) + "\nA comment of somebody."
    assert mark(tmp_path, "A comment of somebody.", text)[0] == Marked(False)
    assert mark(tmp_path, "may burn.\nA comment", text)[0] == Marked(False)
    assert mark(tmp_path, ", ", text)[0] == Marked(False)


def test_a_page_of_other_words_is_not_guessed_at(canvas: Canvas, tmp_path: Path) -> None:
    two_columns(canvas)
    text = "Nothing of this stands there, but the words wood and stove do."
    assert mark(tmp_path, "wood", text)[0] == Marked(False)


def test_an_empty_page_has_no_letters(canvas: Canvas, tmp_path: Path) -> None:
    canvas.showPage()
    canvas.save()
    assert mark(tmp_path, "words", "words")[0] == Marked(False)


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_turned_text_is_marked_too(canvas: Canvas, tmp_path: Path, degrees: int) -> None:
    text = "Little illnesses till it is still: fit to fly."
    canvas.translate(300, 400)
    canvas.rotate(degrees)
    canvas.drawString(0, 0, text)
    canvas.drawString(0, -16, "Another line of it stands there.")
    canvas.save()
    found, inside = mark(tmp_path, "illnesses till it", f"{text}\nAnother line of it stands there.")
    assert found.exact and sorted(inside) == sorted("illnessestillit")


def test_cells_that_the_file_has_out_of_their_order(canvas: Canvas, tmp_path: Path) -> None:
    canvas.drawString(60, 700, "Rank of all")
    canvas.drawString(400, 700, "Deductions")
    canvas.drawString(200, 698, "Total score")
    canvas.save()
    text = "Rank of all Deductions\nTotal score"
    found, inside = mark(tmp_path, "Rank of all Deductions", text)
    assert (found.exact, inside, len(found.boxes)) == (True, "RankofallDeductions", 2)
