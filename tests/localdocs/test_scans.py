"""OCR comes last, goes on where it was interrupted, and never costs what is known already."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from fakes import FakeEmbedder
from index.database import lookup, scans
from index.index_store import IndexStore
from ingest.ocr.scanned_page import ScannedPage
from ingest.passages.splitting import split
from ingest.pdf.lines import Line
from ingest.process.reading_process import ReadingProcess
from ingest.readers import READERS
from ingest.scan.folder_scan import scan
from localdocs.indexing import sync_folder
from localdocs.library import Library
from localdocs.reports import Progress, Report
from localdocs.scans import ScanRun
from localdocs.types import Document, Skipped
from scans import needs_ocr, pdf_of, picture_of


class PretendedOcr:
    """The real reading process, but for what is read on pages: that takes seconds."""

    def __init__(self, process: ReadingProcess) -> None:
        self._process = process
        self.pages_read: list[tuple[str, int]] = []
        self.fails_at: int | None = None
        self.dies_at: int | None = None

    def read(self, path: Path, root: Path | None = None) -> Document | Skipped:
        return self._process.read(path, root)

    def read_page(self, path: Path, root: Path, number: int) -> str | Skipped:
        if number == self.dies_at:
            raise KeyboardInterrupt
        self.pages_read.append((path.name, number))
        if number == self.fails_at:
            return Skipped(path, "took longer than 120 seconds to read")
        line = Line(f"Harbour fee number {number} of {path.name}.", 12.0, 60.0, 300.0, 700.0)
        return ScannedPage((line,), 0.97).to_json()

    def read_scanned(self, path: Path, root: Path, scanned: dict[int, str]) -> Document | Skipped:
        return self._process.read_scanned(path, root, scanned)


@pytest.fixture(scope="module")
def process() -> Iterator[ReadingProcess]:
    with ReadingProcess() as reading:
        yield reading


class Indexed:
    """A folder and its index."""

    def __init__(self, folder: Path, store: IndexStore, ocr: PretendedOcr) -> None:
        self.folder, self.store, self.ocr = folder, store, ocr
        self.told: list[Progress] = []
        self.engine = "PP-OCR"

    def sync(self) -> Report:
        scanned = scan(self.folder, suffixes=READERS, size_limit_bytes=1 << 24)
        splitter = partial(split, tokenizer=self.store.embedder)
        return sync_folder(
            self.store, scanned, self.folder, self.ocr, splitter, lambda progress: None
        )

    def read_scans(self, may_go_on=lambda: True) -> Report:  # type: ignore[no-untyped-def]
        splitter = partial(split, tokenizer=self.store.embedder)
        run = ScanRun(
            self.store,
            self.ocr,
            splitter,
            self.engine,
            lambda reason: ScannedPage(failure=reason).to_json(),
            self.told.append,
            may_go_on,
        )
        return run.read([self.folder])

    def found(self, words: str) -> set[str]:
        return {hit.path.name for hit in self.store.search(words, 10)}

    def waiting(self) -> int:
        return scans.count_waiting(self.store.connection, self.folder)


@pytest.fixture
def indexed(tmp_path: Path, store: IndexStore, process: ReadingProcess) -> Indexed:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "note.txt").write_text("The garden gate code is 4412.", "utf-8")
    pdf_of(folder / "scan.pdf", [picture_of()] * 3)
    pdf_of(folder / "mixed.pdf", ["The lease begins in May.", picture_of()])
    picture_of().save(folder / "receipt.png")
    return Indexed(folder, store, PretendedOcr(process))


def test_words_of_other_pages_wait_for_no_picture(indexed: Indexed) -> None:
    report = indexed.sync()
    assert indexed.ocr.pages_read == []
    assert (report.added, report.embedded) == (2, 2)
    assert indexed.found("lease May") >= {"mixed.pdf"}
    assert indexed.waiting() == 5


def test_then_they_are_read(indexed: Indexed) -> None:
    indexed.sync()
    report = indexed.read_scans()
    assert (report.added, report.scanned, report.skipped) == (2, 5, ())
    assert indexed.waiting() == 0
    assert indexed.found("harbour fee") >= {"scan.pdf", "mixed.pdf", "receipt.png"}
    assert indexed.found("lease May") >= {"mixed.pdf"}
    last = indexed.told[-1]
    assert (last.scans_done, last.scans_total) == (5, 5)
    again = indexed.sync()
    assert (again.unchanged, again.skipped) == (4, ())
    assert indexed.read_scans().scanned == 0


def test_an_interrupted_run_loses_no_page(indexed: Indexed) -> None:
    indexed.sync()
    indexed.ocr.dies_at = 3
    with pytest.raises(KeyboardInterrupt):
        indexed.read_scans()
    before = list(indexed.ocr.pages_read)
    assert ("scan.pdf", 2) in before
    indexed.ocr.dies_at = None
    indexed.sync()
    indexed.read_scans()
    assert indexed.ocr.pages_read == [*before, ("scan.pdf", 3)]
    assert "scan.pdf" in indexed.found("harbour fee number 1")


def test_a_run_of_a_while(indexed: Indexed) -> None:
    indexed.sync()
    budget = iter([True, True, False])
    assert indexed.read_scans(lambda: next(budget)).scanned == 2
    assert indexed.read_scans().scanned == 3


def test_a_page_that_cannot_be_read_is_said_and_not_tried_again(indexed: Indexed) -> None:
    indexed.ocr.fails_at = 2
    indexed.sync()
    indexed.read_scans()
    notes = dict(lookup.file_notes(indexed.store.connection, indexed.folder))
    assert "OCR could not read page 2: took longer" in notes[indexed.folder / "scan.pdf"]
    count = len(indexed.ocr.pages_read)
    indexed.sync()
    indexed.read_scans()
    assert len(indexed.ocr.pages_read) == count


def test_a_file_that_changes_meanwhile_is_left_to_the_next_sync(indexed: Indexed) -> None:
    indexed.sync()
    pdf_of(indexed.folder / "scan.pdf", ["Now it has words about kelp."])
    indexed.read_scans()
    assert "scan.pdf" not in {name for name, _ in indexed.ocr.pages_read}
    indexed.sync()
    assert "scan.pdf" in indexed.found("kelp")


def test_what_is_read_anew_needs_no_ocr_again(indexed: Indexed) -> None:
    indexed.sync()
    indexed.read_scans()
    count = len(indexed.ocr.pages_read)
    (indexed.folder / "receipt.png").rename(indexed.folder / "bill.png")
    (indexed.folder / "copy.pdf").write_bytes((indexed.folder / "scan.pdf").read_bytes())
    indexed.store._splitter = "2"
    indexed.store._embedder = None
    indexed.store.renew()
    indexed.sync()
    indexed.read_scans()
    assert len(indexed.ocr.pages_read) == count
    assert indexed.found("harbour fee") >= {"scan.pdf", "copy.pdf", "bill.png", "mixed.pdf"}


def test_what_was_deleted_is_gone(indexed: Indexed) -> None:
    indexed.sync()
    indexed.read_scans()
    for file in indexed.folder.iterdir():
        file.unlink()
    indexed.sync()
    count = indexed.store.connection.execute("SELECT count(*) FROM scanned_pages").fetchone()[0]
    assert count == 0


def test_another_engine_does_not_use_what_one_has_found(indexed: Indexed) -> None:
    indexed.sync()
    indexed.read_scans(lambda: len(indexed.ocr.pages_read) < 4)
    indexed.engine = "tesseract"
    indexed.read_scans()
    assert indexed.ocr.pages_read[4:] == [("scan.pdf", number) for number in (1, 2, 3)]


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, embedder: FakeEmbedder) -> Library:
    monkeypatch.setattr(
        "localdocs.models.shelf.chosen.open_embedder", lambda settings, places: embedder
    )
    return Library(tmp_path / "home")


def test_where_nothing_reads_pictures_that_is_said(indexed: Indexed, library: Library) -> None:
    with library:
        report = library.add(indexed.folder)
        status = library.status()
    assert {(item.path.name, item.reason) for item in report.skipped} == {
        ("scan.pdf", "a scan without text; needs OCR"),
        ("receipt.png", "a picture; needs OCR"),
    }
    assert (status.needs_ocr, status.ocr) == (True, "")


@needs_ocr
def test_what_is_installed_later_reads_at_the_next_sync(
    indexed: Indexed, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    with library:
        library.add(indexed.folder)
        monkeypatch.setenv("LOCALDOCS_OCR", "on")
        report = library.sync()
        assert (report.added, report.scanned, report.skipped) == (2, 5, ())
        texts = library.page_texts(indexed.folder / "receipt.png")
        assert "Total | 12.50" in texts[1]
        assert not library.status().needs_ocr
