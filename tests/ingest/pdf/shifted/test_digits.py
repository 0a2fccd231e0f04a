"""Raised and lowered digits behind letters, and what PDFium takes apart at them."""

from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

from ingest.pdf.lines import Line, mended
from ingest.pdf.reader import read
from ingest.pdf.shifted.units import in_units, whole_signs


def text_of(path: Path, words: str) -> str:
    style = getSampleStyleSheet()["BodyText"]
    SimpleDocTemplate(str(path / "x.pdf"), pagesize=A4).build([Paragraph(words, style)])
    return " ".join(read(path / "x.pdf").pages[0].text.split())


def up(digits: str) -> str:
    return f"<super>{digits}</super>"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (f"a lake of 12 km{up('2')} and 3 m{up('3')} of silt", "of 12 km² and 3 m³ of silt"),
        (f"the miller{up('1')} and his dog", "the miller ¹ and his dog"),
        (f"the millers{up('1,3')} and dogs", "the millers ¹,³ and dogs"),
        (f"It stood still.{up('12')} Then rain fell", "It stood still. ¹² Then rain fell"),
        (f"as “old.”{up('4')} Then", "as “old.” ⁴ Then"),
        (f"in the survey (the third){up('7')} it is", "(the third) ⁷ it is"),
        (f"x{up('2')} and y{up('10')}", "x² and y¹⁰"),
        ("H<sub>2</sub>O and CO<sub>2</sub> in air", "H2O and CO2 in air"),
        ("on the 1<super>st</super> and 2<super>nd</super> of May", "1st and 2nd of May"),
        ("model M270 and Q3, in COVID19", "model M270 and Q3, in COVID19"),
        (f"{up('3')}The parish register", "³ The parish register"),
        ("3 The parish register", "3 The parish register"),
    ],
)
def test_digits_behind_letters(tmp_path: Path, words: str, expected: str) -> None:
    assert expected in text_of(tmp_path, words)


def test_digits_of_another_size_on_the_same_line_are_not_raised(tmp_path: Path) -> None:
    assert text_of(tmp_path, 'WMF<font size="7">1500</font>S plus') == "WMF1500S plus"


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_turned_words_are_not_joined(tmp_path: Path, degrees: int) -> None:
    canvas = Canvas(str(tmp_path / "x.pdf"), pagesize=A4)
    canvas.translate(300, 400)
    canvas.rotate(degrees)
    canvas.drawString(0, 0, "Area of the mill in km2")
    canvas.drawString(0, -14, "Another row")
    canvas.save()
    found = read(tmp_path / "x.pdf").pages[0].text.split("\n")
    assert sorted(found) == ["Another row", "Area of the mill in km2"]


def test_what_follows_a_shifted_digit_keeps_its_rows() -> None:
    above = Line("the set", 10, 50, 100, 700, shifted=True)
    beside = Line("is used for evaluat\ufffeing it", 10, 103, 300, 700, rows=2)
    (whole,) = mended([above, beside])
    assert (whole.text, whole.rows, whole.right) == (
        "the set is used for evaluat\ufffeing it",
        2,
        300,
    )
    assert len(mended([above, Line("Next cell", 10, 140, 300, 700)])) == 2


def test_units() -> None:
    assert len(in_units("a\U0001d465b")) == 4
    assert whole_signs(in_units("a\U0001d465b")) == "a\U0001d465b"
    assert whole_signs("a\ud835b") == "ab"
    assert in_units("plain ²") == whole_signs("plain ²") == "plain ²"
