"""A file whose name lies about what it is."""

import zipfile
from pathlib import Path

import pytest
from docx import Document as WordDocument
from openpyxl import Workbook
from reportlab.pdfgen.canvas import Canvas

from ingest.readers import read, true_suffix
from ingest.signatures import suffix_by_content
from localdocs.errors import ReadError

HTML = "<!DOCTYPE html>\n<html><body><h1>The mill</h1><p>It is closed.</p></body></html>"


def a_pdf(path: Path) -> None:
    canvas = Canvas(str(path))
    canvas.drawString(50, 700, "The mill is closed.")
    canvas.save()


def a_word_document(path: Path) -> None:
    document = WordDocument()
    document.add_paragraph("The mill is closed.")
    with path.open("wb") as file:
        document.save(file)


def a_workbook(path: Path) -> None:
    book = Workbook()
    book.active.append(["The mill is closed."])
    with path.open("wb") as file:
        book.save(file)


@pytest.mark.parametrize("suffix", [".docx", ".doc", ".txt", ".html", ".xlsx", ".jpg", ".csv"])
def test_a_pdf_by_another_name(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"x{suffix}"
    a_pdf(path)
    document = read(path)
    assert document.pages[0].text == "The mill is closed."
    assert document.notes == ("read as what it is, .pdf",)
    assert document.path == path


@pytest.mark.parametrize("suffix", [".pdf", ".xlsx", ".odt", ".zip", ".md"])
def test_a_word_document_by_another_name(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"x{suffix}"
    a_word_document(path)
    assert read(path).pages[0].text == "The mill is closed."


def test_a_workbook_that_is_called_a_word_document(tmp_path: Path) -> None:
    a_workbook(tmp_path / "x.docx")
    assert "The mill is closed." in read(tmp_path / "x.docx").pages[0].text


@pytest.mark.parametrize(
    ("suffix", "read_as"), [(".pdf", ".html"), (".md", ".md"), (".txt", ".txt")]
)
def test_html_by_another_name(tmp_path: Path, suffix: str, read_as: str) -> None:
    path = tmp_path / f"x{suffix}"
    path.write_text(HTML, "utf-8")
    assert true_suffix(path) == read_as


@pytest.mark.parametrize("make", [a_pdf, a_word_document, a_workbook])
def test_a_right_name_says_nothing(tmp_path: Path, make: object) -> None:
    suffix = {a_pdf: ".PDF", a_word_document: ".docx", a_workbook: ".xlsm"}[make]  # type: ignore[index]
    path = tmp_path / f"x{suffix}"
    make(path)  # type: ignore[operator]
    assert true_suffix(path) == suffix


def test_what_is_nothing_known_keeps_its_name(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    for content in (
        b"",
        b"PK\x03\x04 broken",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken",
        b"words",
    ):
        path.write_bytes(content)
        assert suffix_by_content(path) == ""
        with pytest.raises(ReadError):
            read(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text-template")
    assert suffix_by_content(path) == ""
