"""The path of a document, over real folders: what is done again, and what is not."""

import mmap
import os
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from fakes import FakeEmbedder
from index.database import lookup
from index.index_store import IndexStore
from ingest.passages.splitting import split
from ingest.process.reading_process import ReadingProcess
from ingest.readers import READERS
from ingest.scan.folder_scan import scan
from localdocs.indexing import sync_folder
from localdocs.reports import Progress, Report
from localdocs.types import Document, Skipped


class CountingReading:
    """The real reading process, with a list of what it was asked to read."""

    def __init__(self, process: ReadingProcess) -> None:
        self._process = process
        self.read_paths: list[str] = []

    def read(self, path: Path, root: Path | None = None) -> Document | Skipped:
        self.read_paths.append(path.name)
        return self._process.read(path, root)


@pytest.fixture(scope="module")
def process() -> Iterator[ReadingProcess]:
    with ReadingProcess() as reading:
        yield reading


@pytest.fixture
def reading(process: ReadingProcess) -> CountingReading:
    return CountingReading(process)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    (folder / "sub").mkdir(parents=True)
    (folder / "harbour.txt").write_text("The harbour opens at seven.\n\nFees are due in May.\n")
    (folder / "sub" / "garden.md").write_text("# Garden\n\nBeans are sown in April.\n")
    return folder


@pytest.fixture
def sync(store: IndexStore, reading: CountingReading, embedder: FakeEmbedder, folder: Path):
    def run(listener=lambda progress: None) -> Report:
        scanned = scan(folder, suffixes=READERS, size_limit_bytes=1 << 20)
        return sync_folder(
            store, scanned, folder, reading, partial(split, tokenizer=embedder), listener
        )

    return run


def found(store: IndexStore, question: str) -> list[str]:
    return [hit.path.name for hit in store.search(question, 10)]


def counts(report: Report) -> tuple[int, ...]:
    return (report.added, report.changed, report.renamed, report.removed, report.unchanged)


def test_a_folder_is_read_and_embedded(sync, store: IndexStore) -> None:
    report = sync()
    assert counts(report) == (2, 0, 0, 0, 0)
    assert report.embedded == report.passages == lookup.counts(store.connection).passages > 0
    assert found(store, "beans in April")[0] == "garden.md"


def test_a_second_run_reads_nothing_and_embeds_nothing(
    sync, reading: CountingReading, embedder: FakeEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync()
    reading.read_paths.clear()
    embedder.embedded.clear()
    monkeypatch.setattr("localdocs.indexing.content_hash", None)  # no content is looked at
    report = sync()
    assert counts(report) == (0, 0, 0, 0, 2)
    assert (reading.read_paths, embedder.embedded, report.embedded) == ([], [], 0)


def test_a_touched_file_is_not_read_again(sync, folder: Path, reading: CountingReading) -> None:
    sync()
    reading.read_paths.clear()
    os.utime(folder / "harbour.txt", (1, 1))
    assert counts(sync()) == (0, 0, 0, 0, 2)
    assert reading.read_paths == []


@pytest.mark.parametrize("how", ["in its place", "as another file", "by a mapped page"])
def test_a_file_that_changes_within_the_same_size_and_time_is_read_again(
    sync, folder: Path, store: IndexStore, how: str
) -> None:
    path = folder / "harbour.txt"
    sync()
    before = path.stat()
    text = path.read_bytes().replace(b"seven", b"eight")
    if how == "as another file":
        path.with_suffix(".new").write_bytes(text)
        path.with_suffix(".new").replace(path)
    elif how == "in its place":
        with path.open("r+b") as file:
            file.write(text)
    else:
        with path.open("r+b") as file, mmap.mmap(file.fileno(), 0) as mapped:
            mapped[:] = text
            mapped.flush()
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert counts(sync()) == (0, 1, 0, 0, 1)
    assert "eight" in store.search("When does the harbour open?", 1)[0].text
    assert counts(sync()) == (0, 0, 0, 0, 2)


def test_what_is_known_of_a_file_stays_while_its_content_is_in_a_cloud(
    sync, folder: Path, store: IndexStore
) -> None:
    sync()
    (folder / "harbour.txt").unlink()
    (folder / ".harbour.txt.icloud").write_bytes(b"bplist00")
    report = sync()
    assert counts(report) == (0, 0, 0, 0, 1)
    assert [skipped.path.name for skipped in report.skipped] == ["harbour.txt"]
    assert found(store, "When does the harbour open?")[0] == "harbour.txt"
    (folder / ".harbour.txt.icloud").unlink()
    assert counts(sync()) == (0, 0, 0, 1, 1)


def test_new_rights_alone_read_nothing_again(sync, folder: Path, reading: CountingReading) -> None:
    sync()
    (folder / "harbour.txt").chmod(0o600)
    reading.read_paths.clear()
    assert counts(sync()) == (0, 0, 0, 0, 2)
    assert reading.read_paths == []


def test_an_edited_paragraph_embeds_about_one_passage(
    sync, folder: Path, embedder: FakeEmbedder, store: IndexStore
) -> None:
    paragraphs = [f"Paragraph {n}. " + f"Word{n} stands here. " * 60 for n in range(12)]
    (folder / "long.txt").write_text("\n\n".join(paragraphs))
    sync()
    embedder.embedded.clear()
    paragraphs[5] = "A new sentence about otters. " * 60
    (folder / "long.txt").write_text("\n\n".join(paragraphs))
    report = sync()
    assert counts(report)[:2] == (0, 1)
    assert 1 <= len(embedder.embedded) <= 4
    assert found(store, "otters")[0] == "long.txt"
    assert not any("Word5 " in hit.text for hit in store.search("Word5", 10))


def test_a_renamed_file_is_neither_read_nor_embedded(
    sync, folder: Path, reading: CountingReading, embedder: FakeEmbedder, store: IndexStore
) -> None:
    sync()
    reading.read_paths.clear()
    embedder.embedded.clear()
    (folder / "harbour.txt").rename(folder / "sub" / "port.txt")
    assert counts(sync()) == (0, 0, 1, 0, 1)
    assert (reading.read_paths, embedder.embedded) == ([], [])
    assert "port.txt" in found(store, "harbour opens")
    assert "harbour.txt" not in found(store, "harbour opens")


def test_a_renamed_folder_embeds_nothing(sync, folder: Path, embedder: FakeEmbedder) -> None:
    sync()
    embedder.embedded.clear()
    (folder / "sub").rename(folder / "plants")
    assert counts(sync()) == (0, 0, 1, 0, 1)
    assert embedder.embedded == []


def test_a_copy_is_a_document_of_its_own_and_shares_vectors(
    sync, folder: Path, embedder: FakeEmbedder, store: IndexStore
) -> None:
    sync()
    embedder.embedded.clear()
    shutil.copy(folder / "harbour.txt", folder / "copy.txt")
    assert counts(sync())[0] == 1
    assert embedder.embedded == []
    assert {"copy.txt", "harbour.txt"} <= set(found(store, "harbour opens"))


def test_two_files_that_swap_names_swap_texts(sync, folder: Path, store: IndexStore) -> None:
    sync()
    a, b, c = folder / "harbour.txt", folder / "other.txt", folder / "c"
    b.write_text("Something about kites.")
    sync()
    a.rename(c)
    b.rename(a)
    c.rename(b)
    sync()
    assert found(store, "kites")[0] == "harbour.txt"
    assert found(store, "harbour opens seven")[0] == "other.txt"


def test_one_file_gone_and_two_copies_of_it_come(sync, folder: Path, store: IndexStore) -> None:
    sync()
    text = (folder / "harbour.txt").read_bytes()
    (folder / "harbour.txt").unlink()
    (folder / "x.txt").write_bytes(text)
    (folder / "y.txt").write_bytes(text)
    report = sync()
    assert (report.added, report.renamed, report.removed) == (1, 1, 0)
    assert {"x.txt", "y.txt"} <= set(found(store, "harbour opens"))


def test_a_deleted_file_cannot_be_found(sync, folder: Path, store: IndexStore) -> None:
    sync()
    (folder / "harbour.txt").unlink()
    assert counts(sync()) == (0, 0, 0, 1, 1)
    assert "harbour.txt" not in found(store, "harbour opens seven fees May")


def test_one_bad_file_does_not_stop_the_others(sync, folder: Path, store: IndexStore) -> None:
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 nothing more")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    report = sync()
    assert report.added == 2
    assert sorted(item.path.name for item in report.skipped) == [
        "binary.txt",
        "broken.pdf",
        "empty.txt",
    ]
    assert all(item.reason for item in report.skipped)
    again = sync()
    assert again.unchanged == 2
    assert sorted(again.skipped, key=str) == sorted(report.skipped, key=str)


def test_a_skipped_file_that_is_mended_is_added(sync, folder: Path, store: IndexStore) -> None:
    (folder / "late.txt").write_bytes(b"")
    sync()
    (folder / "late.txt").write_text("Now there is a tale of owls.")
    assert sync().added == 1
    assert found(store, "owls")[0] == "late.txt"


def test_what_lies_below_an_unreadable_folder_is_not_taken_for_deleted(
    store: IndexStore, reading: CountingReading, embedder: FakeEmbedder, folder: Path, sync
) -> None:
    sync()
    scanned = [
        item
        for item in scan(folder, suffixes=READERS, size_limit_bytes=1 << 20)
        if item.path.parent == folder
    ]
    scanned.append(Skipped(folder / "sub", "cannot be opened: permission denied"))
    report = sync_folder(
        store, scanned, folder, reading, partial(split, tokenizer=embedder), lambda _: None
    )
    assert report.removed == 0
    assert "garden.md" in found(store, "beans April")


def test_an_interrupted_run_goes_on_where_it_stopped(
    sync, folder: Path, store: IndexStore, embedder: FakeEmbedder, reading: CountingReading
) -> None:
    for number in range(6):
        (folder / f"file{number}.txt").write_text(f"Text number {number} about subject{number}.")

    def interrupt(progress: Progress) -> None:
        if progress.files_done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sync(interrupt)
    stored = lookup.counts(store.connection).documents
    assert stored == 3
    reading.read_paths.clear()
    report = sync()
    assert (report.added, report.unchanged) == (8 - stored, stored)
    assert len(reading.read_paths) == 8 - stored
    assert len(embedder.embedded) == len(set(embedder.embedded))  # nothing twice
    status = lookup.counts(store.connection)
    assert status.embedded == status.passages


def test_progress_ends_with_everything_done(sync) -> None:
    seen: list[Progress] = []
    report = sync(seen.append)
    assert (seen[-1].files_done, seen[-1].files_total) == (2, 2)
    assert seen[-1].bytes_done == seen[-1].bytes_total > 0
    assert seen[-1].embedded == report.embedded
