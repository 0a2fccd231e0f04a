"""PDF files, made here with reportlab."""

import contextlib
import io
import time
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.pdf.reader import read
from ingest.pdf.second_reader import read_raw
from localdocs.errors import EncryptedError, NoTextError, ReadError
from localdocs.types import BlockKind, Document, Page

TABLE = [
    "Acme Inc.", "STATEMENTS OF OPERATIONS", "(In millions)", "Three Months Ended",
    "June 25, June 26,", "2022 2021", "Net sales:", "Products $ 63,355 $ 63,948",
    "Services 19,604 17,486", "Total net sales 82,959 81,434",
]  # fmt: skip


def drawn(path: Path, pages: list[list[str]], **about: str) -> Path:
    """A PDF with these lines; one that begins with * is bold, with # large and bold."""
    canvas = Canvas(str(path), pagesize=A4)
    for name, value in about.items():
        getattr(canvas, f"set{name}")(value)
    for lines in pages:
        for number, line in enumerate(lines):
            size = 20 if line.startswith("#") else 10
            canvas.setFont("Helvetica-Bold" if line[:1] in "*#" else "Helvetica", size)
            canvas.drawString(50, 800 - number * 14, line.lstrip("*#"))
        canvas.showPage()
    canvas.save()
    return path


def kinds(page: Page) -> list[tuple[BlockKind, str]]:
    return [(block.kind, page.text[block.start : block.end]) for block in page.blocks]


def test_text_and_what_the_file_says_about_itself(tmp_path: Path) -> None:
    file = drawn(tmp_path / "x.pdf", [["One line."], ["Two."]], Title="The plan", Author="Ada")
    document = read(file)
    assert [page.text for page in document.pages] == ["One line.", "Two."]
    assert (document.title, document.author) == ("The plan", "Ada")
    assert document.created.count("-") == 2


@pytest.mark.parametrize("title", ["untitled", "Microsoft Word - x.doc", "report-3.pdf", "0001-22"])
def test_bogus_titles(tmp_path: Path, title: str) -> None:
    file = drawn(tmp_path / "x.pdf", [["#The real title", "Body text of the page."]], Title=title)
    assert read(file).title == "The real title"


def test_headings_by_their_look(tmp_path: Path) -> None:
    body = ["This is body text of the page.", "It goes on for another line."]
    file = drawn(tmp_path / "x.pdf", [["#The plan", *body, "*Small heading", *body]])
    page = read(file).pages[0]
    headings = [(page.text[b.start : b.end], b.level) for b in page.blocks if b.level]
    assert headings == [("The plan", 1), ("Small heading", 4)]


def test_headings_by_the_outline(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "x.pdf"))
    for title in ("Opening words", "Closing words"):
        canvas.bookmarkPage(title)
        canvas.addOutlineEntry(title, title, 1 if "Closing" in title else 0)
        canvas.drawString(50, 700, title)
        canvas.drawString(50, 680, "and what they say.")
        canvas.showPage()
    canvas.save()
    document = read(tmp_path / "x.pdf")
    assert [(page.blocks[0].kind, page.blocks[0].level) for page in document.pages] == [
        (BlockKind.HEADING, 1),
        (BlockKind.HEADING, 2),
    ]


def test_tables(tmp_path: Path) -> None:
    page = read(drawn(tmp_path / "x.pdf", [TABLE])).pages[0]
    header = "(In millions)\nThree Months Ended\nJune 25, June 26,\n2022 2021"
    assert kinds(page)[-5:] == [
        (BlockKind.TABLE_HEADER, header),
        (BlockKind.TABLE_ROW, "Net sales:"),
        (BlockKind.TABLE_ROW, "Products $ 63,355 $ 63,948"),
        (BlockKind.TABLE_ROW, "Services 19,604 17,486"),
        (BlockKind.TABLE_ROW, "Total net sales 82,959 81,434"),
    ]


def test_a_table_of_contents_is_one_block(tmp_path: Path) -> None:
    entries = [f"Chapter {name} {'.' * 40} {page}" for page, name in enumerate("abcdef", 3)]
    page = read(drawn(tmp_path / "x.pdf", [["#Contents", *entries]])).pages[0]
    assert [kind for kind, _ in kinds(page)] == [BlockKind.HEADING, BlockKind.CONTENTS]
    assert page.text.endswith("Chapter e … 7\nChapter f … 8")


def test_running_lines_are_furniture(tmp_path: Path) -> None:
    words = ("alpha", "beta", "gamma", "delta")
    pages = [["Acme report", f"About {word} only.", str(n)] for n, word in enumerate(words, 1)]
    document = read(drawn(tmp_path / "x.pdf", pages))
    assert kinds(document.pages[2]) == [
        (BlockKind.FURNITURE, "Acme report"),
        (BlockKind.PARAGRAPH, "About gamma only."),
        (BlockKind.FURNITURE, "3"),
    ]


def test_empty_pages_are_nothing_to_speak_of(tmp_path: Path) -> None:
    document = read(drawn(tmp_path / "x.pdf", [["text"], [], ["text"], []]))
    assert (document.notes, document.pictures, len(document.pages)) == ((), (), 4)


def test_nothing_but_empty_pages(tmp_path: Path) -> None:
    with pytest.raises(NoTextError, match="the document has no text"):
        read(drawn(tmp_path / "x.pdf", [[], []]))


def protected(path: Path, password: str) -> Path:
    writer = PdfWriter(clone_from=PdfReader(drawn(path, [["secret words"]])))
    writer.encrypt(password, "owner", algorithm="AES-256")
    writer.write(path)
    return path


def test_a_password(tmp_path: Path) -> None:
    with pytest.raises(EncryptedError, match="needs a password"):
        read(protected(tmp_path / "x.pdf", "open sesame"))


def test_an_empty_password_opens(tmp_path: Path) -> None:
    assert read(protected(tmp_path / "x.pdf", "")).pages[0].text == "secret words"


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 and no more", b"plain text"])
def test_damage(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.pdf").write_bytes(content)
    with pytest.raises(ReadError, match="damaged"):
        read(tmp_path / "x.pdf")


def test_a_truncated_file_is_read_or_refused(tmp_path: Path) -> None:
    file = drawn(tmp_path / "x.pdf", [["text"]] * 5)
    file.write_bytes(file.read_bytes()[:-200])
    with contextlib.suppress(ReadError):
        assert "text" in read(file).pages[0].text


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "x.pdf")


def test_labels_of_pages(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(drawn(tmp_path / "x.pdf", [["a"], ["b"], ["c"]])))
    writer.set_page_label(0, 1, "/r", start=1)
    writer.set_page_label(2, 2, "/D", start=1)
    writer.write(tmp_path / "x.pdf")
    assert [page.label for page in read(tmp_path / "x.pdf").pages] == ["i", "ii", "1"]


def test_filled_in_forms(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "x.pdf"))
    canvas.drawString(50, 700, "Name:")
    canvas.acroForm.textfield(name="name", value="Ada Lovelace", x=100, y=690)
    canvas.save()
    assert "Ada Lovelace" in read(tmp_path / "x.pdf").pages[0].text


def test_the_second_reader(tmp_path: Path) -> None:
    raw = read_raw(drawn(tmp_path / "x.pdf", [["One line", "and one more"], []], Title="The plan"))
    assert raw is not None
    assert [[line.text for line in page] for page in raw.pages] == [
        ["One line", "and one more"],
        [],
    ]
    assert raw.about["Title"] == "The plan"


def test_the_second_reader_gives_up_quietly(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7 nothing")
    assert read_raw(tmp_path / "x.pdf") is None


def test_the_second_reader_wants_the_password_too(tmp_path: Path) -> None:
    with pytest.raises(EncryptedError):
        read_raw(protected(tmp_path / "x.pdf", "open sesame"))


def big(pages: int) -> bytes:
    """A PDF of many pages, put together by hand: reportlab takes its time."""
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    offsets = []

    def add(body: str) -> None:
        offsets.append(out.tell())
        out.write(f"{len(offsets)} 0 obj\n{body}\nendobj\n".encode())

    children = " ".join(f"{number + 4} 0 R" for number in range(0, pages * 2, 2))
    add("<< /Type /Catalog /Pages 2 0 R >>")
    add(f"<< /Type /Pages /Kids [{children}] /Count {pages} >>")
    add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for number in range(pages):
        stream = f"BT /F1 12 Tf 50 700 Td (Words of leaf {number * 37 % 9973} alpha) Tj ET"
        add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents "
            f"{number * 2 + 5} 0 R /Resources << /Font << /F1 3 0 R >> >> >>")  # fmt: skip
        add(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    table = out.tell()
    rows = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    out.write(f"xref\n0 {len(offsets) + 1}\n0000000000 65535 f \n{rows}".encode())
    out.write(f"trailer << /Size {len(offsets) + 1} /Root 1 0 R >>\n".encode())
    out.write(f"startxref\n{table}\n%%EOF\n".encode())
    return out.getvalue()


def test_five_thousand_pages(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(big(5000))
    started = time.monotonic()
    document: Document = read(tmp_path / "x.pdf")
    assert time.monotonic() - started < 20
    assert len(document.pages) == 5000
    assert document.pages[4999].text.startswith("Words of leaf")


def test_a_raised_digit_is_no_part_of_the_number_before_it(tmp_path: Path) -> None:
    path = tmp_path / "raised.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Helvetica", 12)
    text = canvas.beginText(72, 700)
    for plain, note in (("A day at the lock costs 318", "4"), (" crowns, a week 1,204.50", "")):
        text.textOut(plain)
        text.setFont("Helvetica", 7)
        text.setRise(5)
        text.textOut(note)
        text.setRise(0)
        text.setFont("Helvetica", 12)
    canvas.drawText(text)
    canvas.save()
    words = read(path).pages[0].text.split()
    assert " ".join(words) == "A day at the lock costs 318 ⁴ crowns, a week 1,204.50"
