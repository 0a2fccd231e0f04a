"""The child that draws pages: what it gives, and what a bad file does to it."""

import hashlib
import os
import signal
import struct
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.drawing.drawing_process import (
    DRAWN_SUFFIXES,
    DrawingProcess,
    NotDrawnError,
    PageInFile,
    Picture,
)
from ingest.drawing.pdf_page import LONGEST_SIDE
from ingest.ocr.scanned_page import ScannedPage
from ingest.pdf.lines import Line
from ingest.pdf.reader import read
from ingest.readers import read as read_file
from ingest.readers import suffix_read_by
from localdocs.types import SourceFile
from scans import needs_ocr, pdf_of, picture_of

posix_only = pytest.mark.skipif(os.name == "nt", reason="needs links and signals")
WORDS = "The rent is 640 euros a month."


@pytest.fixture(scope="module")
def drawing() -> Iterator[DrawingProcess]:
    with DrawingProcess() as process:
        yield process


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    return written(tmp_path / "x.pdf")


def written(
    path: Path, size: tuple[float, float] = A4, degrees: int = 0, height: float = 500
) -> Path:
    canvas = Canvas(str(path), pagesize=size)
    canvas.setPageRotation(degrees)
    canvas.drawString(100, height, WORDS)
    canvas.save()
    return path


def page_of(
    path: Path, number: int = 1, root: Path | None = None, *, is_read: bool = False
) -> PageInFile:
    state = path.stat()
    digest = hashlib.blake2b(path.read_bytes(), digest_size=16).digest()
    source = SourceFile(path, state.st_size, state.st_mtime_ns, state.st_ino)
    suffix = suffix_read_by(path, read_file(path).notes) if is_read else path.suffix
    return PageInFile(source, digest, root or path.parent, number, suffix)


def pixels(picture: Picture) -> bytes:
    """The rows of a PNG, without the byte in front of each."""
    assert picture.png[:8] == b"\x89PNG\r\n\x1a\n"
    at, data = 8, b""
    while at < len(picture.png):
        length, name = struct.unpack(">I4s", picture.png[at : at + 8])
        content = picture.png[at + 8 : at + 8 + length]
        check = struct.unpack(">I", picture.png[at + 8 + length : at + 12 + length])[0]
        assert check == zlib.crc32(name + content)
        data += content if name == b"IDAT" else b""
        at += 12 + length
    rows = zlib.decompress(data)
    stride = 3 * picture.width + 1
    assert len(rows) == stride * picture.height
    return b"".join(rows[n + 1 : n + stride] for n in range(0, len(rows), stride))


def refused(drawing: DrawingProcess, page: PageInFile) -> str:
    with pytest.raises(NotDrawnError) as raised:
        drawing.draw(page, 1.0)
    return raised.value.code


def test_a_page_is_drawn_as_large_as_it_is_wanted(drawing: DrawingProcess, pdf: Path) -> None:
    small, large = drawing.draw(page_of(pdf), 1.0), drawing.draw(page_of(pdf), 2.0)
    assert (small.width, small.height) == (596, 842)
    assert (large.width, large.height) == (1191, 1684)
    assert min(pixels(large)) < 100 and max(pixels(large)) == 255


@pytest.mark.parametrize("size", [(14_400, 14_400), (14_400, 3)])
def test_no_page_is_drawn_larger_than_the_limit(
    drawing: DrawingProcess, tmp_path: Path, size: tuple[float, float]
) -> None:
    picture = drawing.draw(page_of(written(tmp_path / "x.pdf", size)), 5.0)
    assert max(picture.width, picture.height) <= LONGEST_SIDE


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_rectangles_lie_where_the_words_are_drawn(
    drawing: DrawingProcess, tmp_path: Path, degrees: int
) -> None:
    path = written(tmp_path / "x.pdf", degrees=degrees)
    text = read(path).pages[0].text
    marks = drawing.mark(page_of(path), text, 0, len(text))
    assert (marks.exact, marks.of, len(marks.rectangles)) == (True, "words", 1)
    picture = drawing.draw(page_of(path), 2.0)
    rows, stride = pixels(picture), 3 * picture.width
    ink = [
        ((n % stride) // 3 / picture.width, n // stride / picture.height)
        for n, value in enumerate(rows)
        if value < 150
    ]
    left, top, right, bottom = marks.rectangles[0]
    near = 0.01
    assert ink and all(
        left - near <= x <= right + near and top - near <= y <= bottom + near for x, y in ink
    )
    across = (max(x for x, _ in ink) - min(x for x, _ in ink)) / (right - left)
    down = (max(y for _, y in ink) - min(y for _, y in ink)) / (bottom - top)
    assert max(across, down) > 0.9


@pytest.mark.parametrize("name", ["x.doc", "x.TXT", "x.jpg"])
def test_a_pdf_by_another_name_is_drawn_as_it_was_read(
    drawing: DrawingProcess, tmp_path: Path, name: str
) -> None:
    page = page_of(written(tmp_path / name), is_read=True)
    assert page.suffix in DRAWN_SUFFIXES
    assert (drawing.draw(page, 1.0).width, drawing.draw(page, 1.0).height) == (596, 842)
    assert drawing.mark(page, WORDS, 0, len(WORDS)).of == "words"


def test_words_beside_the_sheet_are_marked_nowhere(drawing: DrawingProcess, tmp_path: Path) -> None:
    path = written(tmp_path / "x.pdf", height=-100)
    assert drawing.mark(page_of(path), WORDS, 0, len(WORDS)).rectangles == ()


def test_a_file_that_has_changed_is_not_drawn(drawing: DrawingProcess, pdf: Path) -> None:
    page = page_of(pdf)
    os.utime(pdf, ns=(0, 0))
    assert drawing.draw(page, 0.2).png  # touched: the content is the same
    content = pdf.read_bytes()
    pdf.write_bytes(content.replace(b"100", b"200"))
    assert refused(drawing, page) == "changed"
    pdf.write_bytes(content + b"\n")
    assert refused(drawing, page) == "changed"
    pdf.unlink()
    assert refused(drawing, page) == "gone"


@posix_only
def test_a_link_that_came_in_its_place_is_not_followed(
    drawing: DrawingProcess, tmp_path: Path
) -> None:
    (tmp_path / "docs" / "deep").mkdir(parents=True)
    (tmp_path / "else").mkdir()
    path = written(tmp_path / "docs" / "deep" / "x.pdf")
    page = page_of(path, root=tmp_path / "docs")
    path.rename(tmp_path / "else" / "x.pdf")
    path.symlink_to(tmp_path / "else" / "x.pdf")
    assert refused(drawing, page) == "gone"
    path.unlink()
    path.parent.rmdir()
    path.parent.symlink_to(tmp_path / "else")
    assert refused(drawing, page) == "gone"


def test_damage_costs_the_page_and_not_the_child(drawing: DrawingProcess, tmp_path: Path) -> None:
    broken = tmp_path / "x.pdf"
    broken.write_bytes(b"%PDF-1.7\n" + os.urandom(5000))
    assert refused(drawing, page_of(broken)) == "unreadable"
    whole = written(tmp_path / "y.pdf")
    assert refused(drawing, page_of(whole, 2)) == "unreadable"
    assert refused(drawing, page_of(whole, 10**9)) == "unreadable"
    assert drawing.draw(page_of(whole), 0.2).png


@posix_only
def test_a_child_that_dies_is_replaced(pdf: Path) -> None:
    with DrawingProcess() as process:
        process.draw(page_of(pdf), 0.2)
        child = process._child.process_id
        assert child is not None
        os.kill(child, signal.SIGKILL)
        os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
        assert process.draw(page_of(pdf), 0.2).png


def test_a_page_that_takes_too_long_is_given_up(pdf: Path) -> None:
    with DrawingProcess(time_limit_seconds=0.0001) as process:
        assert refused(process, page_of(pdf)) == "unreadable"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs Linux limits")
def test_a_page_that_wants_too_much_memory_is_said(tmp_path: Path) -> None:
    with DrawingProcess() as process:
        picture = process.draw(page_of(written(tmp_path / "x.pdf", (14_400, 14_400))), 5.0)
        assert picture.width * picture.height <= LONGEST_SIDE**2


def test_of_a_scan_the_rows_are_marked(drawing: DrawingProcess, tmp_path: Path) -> None:
    path = pdf_of(tmp_path / "x.pdf", [picture_of()])
    lines = (
        Line("Blue Heron Bakery", 20, 60, 300, 780),
        Line("Total 12.50", 20, 60, 400, 500),
    )
    text = "Blue Heron Bakery\n\nTotal 12.50"
    scanned = ScannedPage(lines).to_json()
    marks = drawing.mark(page_of(path), text, text.index("12.50"), len(text), scanned)
    assert (marks.exact, marks.of, len(marks.rectangles)) == (False, "rows", 1)
    left, top, right, bottom = marks.rectangles[0]
    assert 0 < left < right < 1 and 0.3 < top < bottom < 0.6
    assert drawing.mark(page_of(path), "Other words", 0, 11, scanned).rectangles == ()


@needs_ocr
def test_a_picture_file_is_drawn_too(drawing: DrawingProcess, tmp_path: Path) -> None:
    path = tmp_path / "receipt.jpg"
    picture_of().save(path)
    picture = drawing.draw(page_of(path), 1.0)
    assert (picture.width, picture.height) == (900, 700)
    assert drawing.mark(page_of(path), "words", 0, 5).of == ""
