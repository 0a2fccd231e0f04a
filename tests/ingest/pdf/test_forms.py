"""Forms and comments of PDFs, made here with reportlab and pypdf."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText, Highlight, Text
from pypdf.generic import ArrayObject, FloatObject, NameObject, NumberObject, TextStringObject
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.pdf.reader import read


def form(path: Path) -> Path:
    """A form with two text fields, two boxes and a choice, filled in."""
    canvas = Canvas(str(path), pagesize=A4)
    canvas.drawString(50, 780, "Berth application")
    canvas.drawString(50, 740, "Name of the boat:")
    canvas.drawString(50, 710, "Harbour:")
    canvas.drawString(50, 680, "Winter storage")
    canvas.drawString(50, 650, "Electric connection")
    fields = canvas.acroForm
    fields.textfield(name="boat", x=180, y=735, width=200, height=18, value="Kittiwake")
    fields.choice(
        name="harbour", x=180, y=705, width=200, height=18, value="Northquay",
        options=["Northquay", "Southquay"],
    )  # fmt: skip
    fields.checkbox(name="winter", x=180, y=676, size=14, checked=False)
    fields.checkbox(name="electric", x=180, y=646, size=14, checked=True)
    canvas.save()
    return path


def plain(path: Path) -> Path:
    canvas = Canvas(str(path), pagesize=A4)
    canvas.drawString(50, 780, "Key loan slip of the harbour office")
    canvas.drawString(50, 740, "Borrower:")
    canvas.drawString(50, 710, "The mooring fee is 18 euros for each metre.")
    canvas.save()
    return path


def changed(path: Path, change: Callable[[PdfWriter], object]) -> Path:
    writer = PdfWriter(clone_from=PdfReader(path))
    change(writer)
    writer.write(path)
    return path


def lines(path: Path) -> list[str]:
    return [line for page in read(path).pages for line in page.text.split("\n") if line]


def test_values_stand_behind_their_labels_and_ticks_are_seen(tmp_path: Path) -> None:
    found = lines(form(tmp_path / "form.pdf"))
    assert "Name of the boat: Kittiwake" in found
    assert "Harbour: Northquay" in found
    assert "Winter storage [ ]" in found
    assert "Electric connection [x]" in found
    assert sum("Kittiwake" in line for line in found) == 1


def test_a_form_that_has_an_xfa_part_too_is_read_alike(tmp_path: Path) -> None:
    def with_xfa(writer: PdfWriter) -> None:
        fields = writer.root_object["/AcroForm"].get_object()
        fields[NameObject("/XFA")] = TextStringObject("<xdp/>")  # type: ignore[index]

    path = changed(form(tmp_path / "form.pdf"), with_xfa)
    assert "Name of the boat: Kittiwake" in lines(path)


def test_what_is_typed_onto_a_page_is_read_at_its_place(tmp_path: Path) -> None:
    typed = FreeText(text="Orla Fenwick", rect=(110, 735, 260, 755))
    path = changed(plain(tmp_path / "slip.pdf"), lambda writer: writer.add_annotation(0, typed))
    assert "Borrower: Orla Fenwick" in lines(path)


@pytest.mark.parametrize("author", ["", "Ms Lund"])
def test_a_sticky_note_is_a_comment_below_the_page(tmp_path: Path, author: str) -> None:
    note = Text(rect=(300, 700, 320, 720), text="21 euros instead")
    if author:
        note[NameObject("/T")] = TextStringObject(author)
    path = changed(plain(tmp_path / "fee.pdf"), lambda writer: writer.add_annotation(0, note))
    by = f" by {author}" if author else ""
    assert lines(path)[-1] == f"Comment{by}: 21 euros instead"


def test_what_is_said_of_marked_words_is_a_comment(tmp_path: Path) -> None:
    corners = ArrayObject([FloatObject(n) for n in (50, 722, 300, 722, 50, 708, 300, 708)])
    mark = Highlight(rect=(50, 708, 300, 722), quad_points=corners)
    mark[NameObject("/Contents")] = TextStringObject("Too low?")
    path = changed(plain(tmp_path / "fee.pdf"), lambda writer: writer.add_annotation(0, mark))
    assert lines(path)[-1] == "Comment: Too low?"


@pytest.mark.parametrize(
    "rectangle", [(0, 0, 0, 0), (-9e30, 5, 9e30, 6), (5000, 5000, 5100, 5020), (60, 60, 20, 20)]
)
def test_an_odd_place_costs_no_page(tmp_path: Path, rectangle: tuple[float, ...]) -> None:
    typed = FreeText(text="lost", rect=(1, 1, 2, 2))
    typed[NameObject("/Rect")] = ArrayObject([FloatObject(value) for value in rectangle])
    path = changed(plain(tmp_path / "slip.pdf"), lambda writer: writer.add_annotation(0, typed))
    assert "The mooring fee is 18 euros for each metre." in lines(path)


def test_ten_thousand_notes_and_a_field_tree_that_bites_its_tail(tmp_path: Path) -> None:
    def many(writer: PdfWriter) -> None:
        for number in range(10_000):
            writer.add_annotation(0, Text(rect=(1, 1, 9, 9), text=f"note {number} " + "x" * 50))
        fields = writer.root_object["/AcroForm"].get_object()["/Fields"]  # type: ignore[index]
        first = fields[0].get_object()
        first[NameObject("/Kids")] = ArrayObject([fields[0]])
        first[NameObject("/Ff")] = NumberObject(-1)

    path = changed(form(tmp_path / "form.pdf"), many)
    assert "Berth application" in lines(path)
