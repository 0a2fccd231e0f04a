"""The engines on real pictures, where they are installed; what holds where they are not."""

from pathlib import Path

import pytest
from PIL import Image, ImageFilter

from ingest.ocr import engine
from ingest.ocr.layout.rows import lines_of
from ingest.ocr.pp_ocr.network_files import LETTERING, NetworkFile
from ingest.ocr.recognising import recognised
from ingest.ocr.straightening import degrees_askew
from ingest.ocr.strips import strips
from ingest.ocr.tesseract import Tesseract
from ingest.process.reading_process import ReadingProcess
from localdocs.errors import ReadError
from localdocs.types import Document, Skipped
from scans import RECEIPT, needs_ocr, pdf_of, picture_of

ROWS = [f"{label} | {amount}".strip(" |") for label, amount in RECEIPT]

needs_tesseract = pytest.mark.skipif(
    engine.shutil.which("tesseract") is None, reason="needs tesseract"
)


def texts(picture: Image.Image) -> list[str]:
    return [line.text for line in recognised(picture).lines]


@needs_ocr
@pytest.mark.parametrize("degrees", [0, 90, 180, 270, 2, -3])
def test_a_receipt_however_it_lies(degrees: int) -> None:
    picture = picture_of().rotate(degrees, expand=True, fillcolor="white", resample=3)
    assert texts(picture) == ROWS


@needs_ocr
def test_a_poor_picture_is_read_less_surely() -> None:
    clean, blurred = picture_of(), picture_of().filter(ImageFilter.GaussianBlur(7))
    assert recognised(clean).confidence > 0.95 > recognised(blurred).confidence


@needs_ocr
@pytest.mark.parametrize("shade", ["black", "white"])
def test_a_page_of_one_shade_has_no_words(shade: str) -> None:
    assert recognised(Image.new("RGB", (1700, 2200), shade)).lines == ()


@needs_ocr
def test_a_long_roll_is_read_in_strips() -> None:
    rows = [(f"Item {number}", f"{number}.50") for number in range(100, 150)]
    found = texts(picture_of(rows, (900, 4100)))
    assert found == [f"{label} | {amount}" for label, amount in rows]


@needs_ocr
def test_the_process_reads_pages_and_puts_them_into_the_document(tmp_path: Path) -> None:
    file = pdf_of(tmp_path / "x.pdf", ["The lease begins in May.", picture_of()])
    with ReadingProcess(memory_limit_bytes=4 << 30) as reading:
        first = reading.read(file, tmp_path)
        assert isinstance(first, Document) and first.pictures == (2,)
        found = reading.read_page(file, tmp_path, 2)
        assert isinstance(found, str)
        document = reading.read_scanned(file, tmp_path, {2: found})
    assert isinstance(document, Document)
    assert document.pages[0] == first.pages[0]
    assert "Total | 12.50" in document.pages[1].text
    assert (document.notes, document.pictures) == (("page 2 was read by OCR",), ())


def test_pages_that_are_not_there(tmp_path: Path) -> None:
    file = pdf_of(tmp_path / "x.pdf", ["one page"])
    with ReadingProcess() as reading:
        assert reading.read_page(file, tmp_path, 7) == Skipped(file, "the page cannot be drawn")
        text = tmp_path / "x.txt"
        text.write_text("words", "utf-8")
        reason = reading.read_page(text, tmp_path, 1)
    assert reason == Skipped(text, "holds no pictures for OCR to read")


def test_nothing_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(NetworkFile, "find", lambda self: None)
    monkeypatch.setattr(engine.shutil, "which", lambda name: None)
    engine.open_engine.cache_clear()
    assert engine.engine_name() == ""
    with pytest.raises(ReadError, match=r"pip install 'localdocs\[ocr\]'"):
        engine.open_engine()
    monkeypatch.setattr(engine.shutil, "which", lambda name: "/usr/bin/tesseract")
    assert engine.engine_name() == "tesseract"
    assert isinstance(engine.open_engine(), Tesseract)
    engine.open_engine.cache_clear()


def test_a_network_that_is_another_one_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.onnx"
    other.write_bytes(b"something else")
    monkeypatch.setattr(NetworkFile, "find", lambda self: other)
    with pytest.raises(ReadError, match="is not the one of rapidocr"):
        LETTERING.read()


@needs_tesseract
@pytest.mark.parametrize("degrees", [0, 2])
def test_tesseract(degrees: int) -> None:
    picture = picture_of().rotate(degrees, expand=True, fillcolor="white", resample=3)
    lines = [line.text for line in lines_of(Tesseract().words(picture), picture.size)]
    assert lines[-1] == "Total | 12.50"


@pytest.mark.parametrize("degrees", [-4, 0, 2])
def test_how_askew_a_page_lies(degrees: int) -> None:
    turned = picture_of().rotate(degrees, fillcolor="white", resample=3)
    assert degrees_askew(turned) == pytest.approx(-degrees, abs=0.5)


def test_strips_are_cut_between_lines() -> None:
    picture = picture_of([("row", "1.00")] * 40, (900, 3300))
    cut = list(strips(picture))
    assert len(cut) > 1 and sum(strip.height for _, strip in cut) == 3300
    for start, _ in cut[1:]:
        assert (start - 60) % 80 > 36 or (start - 60) % 80 < 4
    assert [strip for _, strip in strips(picture_of())] == [picture_of()]
