"""A preview names what adding would do, and leaves nothing behind."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from fakes import FakeEmbedder
from index.database.catalog import Folder, KnownFile
from localdocs.commands.root import cli
from localdocs.folders.preview import OCR_SECONDS, SAMPLED_PLACES, estimated, preview, samples_of
from localdocs.folders.preview import _Sample as Sample
from localdocs.home.settings import Settings
from localdocs.library import Library
from localdocs.reports import FileKind, Preview
from localdocs.types import Skipped, SourceFile
from localdocs.views.folders import preview_lines
from scans import picture_of

NO_SETTINGS = {"LOCALDOCS_EXCLUDE_SUFFIXES": "csv"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    (folder / "drafts").mkdir(parents=True)
    (folder / "a.txt").write_text("The harbour opens at seven.\n\nFees are due in May.\n")
    (folder / "b.md").write_text("# Garden\n\nBeans are sown in April.\n" * 20)
    (folder / "c.csv").write_text("a,b\n1,2\n")
    (folder / "plan.numbers").write_bytes(b"PK")
    (folder / "drafts" / "d.txt").write_text("Not for the index.")
    (folder / ".localdocsignore").write_text("/drafts/\n")
    return folder


def previewed(folder: Path, known: dict[Path, KnownFile] | None = None) -> Preview:
    settings = Settings(folder / "no such file", NO_SETTINGS)
    home = folder.parent / "home"
    library = [Folder(folder, "docs")] if known else []
    return preview(folder, library, known or {}, settings, home, FakeEmbedder)


def known_as(path: Path, skipped: str = "", size: int | None = None) -> KnownFile:
    found = path.stat()
    size = found.st_size if size is None else size
    source = SourceFile(path, size, found.st_mtime_ns, found.st_ino, found.st_ctime_ns)
    return KnownFile(1, source, b"x", skipped)


def test_kinds_what_is_skipped_and_what_is_left_out(folder: Path) -> None:
    result = previewed(folder)
    sizes = [(folder / name).stat().st_size for name in ("b.md", "a.txt")]
    assert result.kinds == (FileKind(".md", 1, sizes[0]), FileKind(".txt", 1, sizes[1]))
    assert (result.files, result.size) == (2, sum(sizes))
    (skipped,) = result.skipped
    assert skipped.path == folder / "plan.numbers"
    assert skipped.reason.startswith("no reader for .numbers yet")
    assert (result.ignored, result.not_wanted, result.unchanged) == (1, 1, 0)
    assert result.seconds is not None and 0 < result.seconds < 20


def test_what_is_indexed_already_is_not_counted_again(folder: Path) -> None:
    unchanged, changed = folder / "a.txt", folder / "b.md"
    known = {unchanged: known_as(unchanged), changed: known_as(changed, size=1)}
    result = previewed(folder, known)
    assert (result.files, result.unchanged) == (2, 1)
    known = {unchanged: known_as(unchanged), changed: known_as(changed, "the file is odd")}
    result = previewed(folder, known)
    assert Skipped(changed, "the file is odd") in result.skipped
    assert (result.unchanged, result.seconds) == (1, 0.0)


def test_files_without_text_give_no_estimate(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)))
    result = previewed(tmp_path)
    assert result.seconds is None
    assert "cannot be told" in list(preview_lines(result))[-1]


def test_pages_for_ocr_take_their_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "docs").mkdir()
    for number in range(4):
        picture_of().save(tmp_path / "docs" / f"{number}.png")
    monkeypatch.setattr("ingest.ocr.engine.engine_name", lambda: "")
    nobody = previewed(tmp_path / "docs")
    assert (nobody.files, nobody.skipped[0].reason) == (0, "a picture; needs OCR")
    monkeypatch.setattr("ingest.ocr.engine.engine_name", lambda: "PP-OCR")
    result = previewed(tmp_path / "docs")
    assert (result.files, result.skipped) == (4, ())
    assert result.seconds is not None and 4 * OCR_SECONDS <= result.seconds < 8 * OCR_SECONDS


def test_an_empty_folder(tmp_path: Path) -> None:
    result = previewed(tmp_path)
    assert (result.files, result.seconds) == (0, 0.0)
    assert list(preview_lines(result))[-1] == "There is nothing to do."


def file(name: str, size: int) -> SourceFile:
    return SourceFile(Path(name), size, 0, 0)


def test_samples_are_spread_over_sizes_and_kinds_take_turns() -> None:
    files = [file(f"{number}.pdf", number * 1000) for number in range(100)]
    files += [file("one.md", 10), file("huge.txt", 10**9)]
    chosen = samples_of(files)
    assert [source.path.name for source in chosen[:3]] == ["50.pdf", "one.md", "90.pdf"]
    assert len(chosen) == len(SAMPLED_PLACES) + 1  # the only .md once, the huge file never


def test_the_estimate_takes_the_rest_to_be_like_the_samples() -> None:
    samples = {".pdf": Sample(100, 1.0, 10), ".md": Sample(100, 0.0, 30)}
    pdf = {".pdf": [file("a.pdf", 1000)]}
    assert estimated(pdf, samples, 0.5) == pytest.approx(10 * (1.0 + 5.0), abs=0.1)
    unlike = {".txt": [file("a.txt", 200)]}
    assert estimated(unlike, samples, 0.5) == pytest.approx(1.0 + 20.0, abs=0.1)


def test_words_for_people(folder: Path) -> None:
    lines = "\n".join(preview_lines(previewed(folder)))
    assert "2 files, 1 kB" in lines
    assert "Ignore files leave out 1 place." in lines and "leave out 1 file by" in lines


@pytest.mark.models
@pytest.mark.parametrize("as_json", [True, False])
def test_add_dry_run_stores_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, as_json: bool
) -> None:
    home = tmp_path / "home"
    monkeypatch.setenv("LOCALDOCS_HOME", str(home))
    run = CliRunner().invoke(cli, ["add", "--dry-run", str(folder), *["--json"] * as_json])
    assert run.exit_code == 0
    if as_json:
        (shown,) = json.loads(run.stdout)
        assert (shown["files"], shown["path"]) == (3, str(folder))
        assert shown["skipped"] and shown["estimated_seconds"] > 0
    else:
        assert "Indexing takes about" in run.stdout and "Nothing was stored." in run.stdout
    with Library(home) as library:
        assert library.status().folders == ()
        assert not library.places.database.exists()
