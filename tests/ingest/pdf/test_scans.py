"""Pages of a PDF that are pictures: which they are, and what becomes of them with OCR."""

from pathlib import Path

import pytest
from PIL import Image

from ingest.ocr.scanned_page import ScannedPage
from ingest.pdf.lines import Line
from ingest.pdf.reader import picture, read
from localdocs.errors import NoTextError, ScanError
from scans import pdf_of, picture_of

LINES = tuple(
    Line(text, 12.0, 60.0, 300.0, 700.0 - 15 * number)
    for number, text in enumerate(["The harbour fee is due", "in the first week of May."])
)
FOUND = ScannedPage(LINES, 0.97)


def test_a_scan(tmp_path: Path) -> None:
    with pytest.raises(ScanError, match=r"^a scan without text; needs OCR$") as caught:
        read(pdf_of(tmp_path / "x.pdf", [picture_of(), picture_of()]))
    assert caught.value.pictures == (1, 2)


def test_some_pages_are_pictures(tmp_path: Path) -> None:
    document = read(pdf_of(tmp_path / "x.pdf", ["words", picture_of(), "words", picture_of()]))
    assert document.notes == ("pages 2, 4 are pictures without text: needs OCR",)
    assert document.pictures == (2, 4)


def test_ocr_fills_them_in(tmp_path: Path) -> None:
    file = pdf_of(tmp_path / "x.pdf", ["words", picture_of(), picture_of()])
    document = read(file, {2: FOUND})
    assert document.pages[1].text == "The harbour fee is due\nin the first week of May."
    assert document.pages[1].place == "page 2, read by OCR"
    assert document.pages[0].place == ""
    assert document.pictures == (3,)
    assert document.notes == (
        "page 3 is a picture without text: needs OCR", "page 2 was read by OCR",
    )  # fmt: skip


def test_letters_that_ocr_sees_taller_are_no_headings(tmp_path: Path) -> None:
    tall = ScannedPage(tuple(Line(line.text, 16.0, 60, 300, line.top) for line in LINES))
    document = read(pdf_of(tmp_path / "x.pdf", ["some words " * 5, picture_of()]), {2: tall})
    assert [block.kind for block in document.pages[1].blocks] == ["paragraph"]


def test_a_stamp_does_not_make_a_page_of_a_scan(tmp_path: Path) -> None:
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "x.pdf"), pagesize=(595, 842))
    canvas.drawImage(ImageReader(Image.new("L", (600, 850), 200)), 0, 0, 595, 842)
    canvas.drawString(450, 20, "Bates 000123")
    canvas.showPage()
    canvas.save()
    document = read(tmp_path / "x.pdf")
    assert (document.pages[0].text, document.pictures) == ("Bates 000123", (1,))
    more, less = ScannedPage(LINES), ScannedPage((LINES[0].with_text("Bates 000123"),))
    assert read(tmp_path / "x.pdf", {1: more}).pages[0].text.startswith("The harbour")
    kept = read(tmp_path / "x.pdf", {1: less})
    assert (kept.pages[0].text, kept.pages[0].place, kept.notes) == ("Bates 000123", "", ())


def test_nothing_is_found(tmp_path: Path) -> None:
    file = pdf_of(tmp_path / "x.pdf", [picture_of()])
    with pytest.raises(NoTextError, match=r"^OCR found no words$"):
        read(file, {1: ScannedPage()})


def test_many_poor_pages_are_counted(tmp_path: Path) -> None:
    file = pdf_of(tmp_path / "x.pdf", [picture_of()] * 8)
    document = read(file, {number: ScannedPage(LINES, 0.5) for number in range(1, 9)})
    assert document.notes[0] == "pages 1, 2, 3, 4, 5, 6, 7, 8 were read by OCR"
    assert document.notes[1] == "page 1 was read poorly (50% sure)"
    assert document.notes[-1] == "3 more pages were read poorly"


def test_a_page_is_drawn_for_ocr(tmp_path: Path) -> None:
    drawn = picture(pdf_of(tmp_path / "x.pdf", ["words", picture_of()]), 2)
    assert (drawn.mode, max(drawn.size)) == ("RGB", 2339)


def test_what_was_found_survives_being_kept() -> None:
    assert ScannedPage.from_json(FOUND.to_json()) == FOUND
    failed = ScannedPage(failure="too slow")
    assert ScannedPage.from_json(failed.to_json()) == failed
