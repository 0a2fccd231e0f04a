"""Files within a PDF are read by their own readers, and what is not read is said."""

import zlib
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, TextStringObject
from reportlab.pdfgen.canvas import Canvas

from ingest.formats.archives import inner_files
from ingest.pdf.reader import read
from localdocs.errors import NoTextError
from pdf_forms import note, pdf_with

FEE = (50.0, 700.0, "The fee is 18 euros.")
INVOICE = b"<invoice><total>1250</total></invoice>"


def pdf_of(path: Path, *pages: str) -> Path:
    canvas = Canvas(str(path))
    for words in pages:
        canvas.drawString(50, 700, words)
        canvas.showPage()
    canvas.save()
    return path


def holding(path: Path, *files: tuple[str, bytes], words: str = "The fee is 18 euros.") -> Path:
    writer = PdfWriter(clone_from=PdfReader(pdf_of(path, words)))
    for name, data in files:
        writer.add_attachment(name, data)
    writer.write(path)
    return path


def places(path: Path) -> list[tuple[str, str]]:
    """Each page's place, and its words on one line."""
    return [(page.place, " ".join(page.text.split())) for page in read(path).pages]


def test_each_file_is_read_by_its_own_reader(tmp_path: Path) -> None:
    report = pdf_of(tmp_path / "r.pdf", "All is well.", "Nothing more.").read_bytes()
    file = holding(tmp_path / "x.pdf", ("invoice.xml", INVOICE), ("report.pdf", report))
    assert places(file) == [
        ("", "The fee is 18 euros."),
        ("invoice.xml", "invoice.xml total: 1250"),
        ("report.pdf, page 1", "report.pdf All is well."),
        ("report.pdf, page 2", "Nothing more."),
    ]
    assert [page.number for page in read(file).pages] == [1, 2, 3, 4]


def test_files_within_files(tmp_path: Path) -> None:
    inner = holding(tmp_path / "i.pdf", ("invoice.xml", INVOICE)).read_bytes()
    file = holding(tmp_path / "x.pdf", ("inner.pdf", inner))
    assert places(file)[-1] == ("inner.pdf, invoice.xml", "invoice.xml total: 1250")


def test_a_file_that_is_there_twice(tmp_path: Path) -> None:
    file = holding(tmp_path / "x.pdf", ("a.txt", b"twice"), ("a.txt", b"twice"))
    assert [place for place, _ in places(file)] == ["", "a.txt"]


def test_a_file_pinned_to_a_page(tmp_path: Path) -> None:
    file = pdf_with(tmp_path / "x.pdf", [FEE], [note("/FileAttachment", "see there")])
    writer = PdfWriter(clone_from=PdfReader(file))
    stream = DecodedStreamObject()
    stream.set_data(b"pinned words")
    files = DictionaryObject({NameObject("/F"): writer._add_object(stream)})
    name = TextStringObject("pin.txt")
    pin = writer.pages[0]["/Annots"][0].get_object()
    pin[NameObject("/FS")] = DictionaryObject(
        {NameObject("/Type"): NameObject("/Filespec"), NameObject("/F"): name,
         NameObject("/EF"): files}
    )  # fmt: skip
    writer.write(file)
    assert places(file) == [
        ("", "The fee is 18 euros. Comment: see there"),
        ("pin.txt", "pin.txt pinned words"),
    ]


def test_what_is_not_read_is_said(tmp_path: Path) -> None:
    files = ("a.joboptions", b"x"), ("b.pdf", b"%PDF-1.7"), ("c.txt", b" ")
    assert read(holding(tmp_path / "x.pdf", *files)).notes == (
        "a.joboptions: no reader for .joboptions yet",
        "b.pdf: the file is damaged, or is not a PDF",
        "c.txt: it is empty",
    )


def test_a_page_without_words_that_holds_files(tmp_path: Path) -> None:
    file = holding(tmp_path / "x.pdf", ("a.txt", b"within"), words="")
    assert places(file)[-1] == ("a.txt", "a.txt within")


def test_no_words_and_no_file_that_is_read(tmp_path: Path) -> None:
    with pytest.raises(NoTextError):
        read(holding(tmp_path / "x.pdf", ("a.joboptions", b"x"), words=""))


def test_a_file_that_swells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inner_files, "MOST_FILE_BYTES", 1_000_000)
    file = holding(tmp_path / "x.pdf", ("big.txt", b"x"))
    writer = PdfWriter(clone_from=PdfReader(file))
    for thing in writer._objects:
        if isinstance(thing, DictionaryObject) and thing.get("/Type") == "/EmbeddedFile":
            thing[NameObject("/Filter")] = NameObject("/FlateDecode")
            thing._data = zlib.compress(b"word " * 10_000_000)
    writer.write(file)
    document = read(file)
    assert (len(document.pages), document.notes) == (1, ("big.txt: it is too large",))


def test_one_that_is_damaged_costs_no_other(tmp_path: Path) -> None:
    files = ("a.txt", b"first"), ("b.txt", b"second"), ("c.txt", b"third"), ("d.txt", b"fourth")
    writer = PdfWriter(clone_from=PdfReader(holding(tmp_path / "x.pdf", *files)))
    names = writer.root_object["/Names"]["/EmbeddedFiles"]["/Names"]
    second = names[3].get_object()["/EF"]["/F"].get_object()
    second[NameObject("/Filter")] = NameObject("/FlateDecode")
    names[5].get_object()[NameObject("/EF")] = TextStringObject("/UF")
    writer.write(tmp_path / "x.pdf")
    document = read(tmp_path / "x.pdf")
    assert [page.place for page in document.pages] == ["", "a.txt", "d.txt"]
    assert document.notes == ("b.txt, unnamed: it cannot be taken out of the PDF",)


def test_what_a_limit_leaves_out_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inner_files, "MOST_FILES", 2)
    names = "abcd"
    file = holding(tmp_path / "x.pdf", *((f"{name}.txt", name.encode()) for name in names))
    document = read(file)
    assert [page.place for page in document.pages] == ["", "a.txt", "b.txt"]
    assert document.notes == ("more files within it: only the first 2 files within are read",)
    assert read(holding(tmp_path / "y.pdf", ("a.txt", b"a"), ("b.txt", b"b"))).notes == ()


def test_a_tree_of_names_that_bites_its_tail(tmp_path: Path) -> None:
    file = holding(tmp_path / "x.pdf", ("a.txt", b"within"))
    writer = PdfWriter(clone_from=PdfReader(file))
    tree = writer.root_object["/Names"]["/EmbeddedFiles"]
    names = writer._add_object(tree)
    writer.root_object["/Names"][NameObject("/EmbeddedFiles")] = names
    names.get_object()[NameObject("/Kids")] = type(writer.root_object["/Pages"]["/Kids"])([names])
    writer.write(file)
    assert [place for place, _ in places(file)] == ["", "a.txt"]
