"""What counts in a folder of the library: settings, ignore files, folders inside folders."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from fakes import FakeEmbedder
from index.database.catalog import Folder
from index.index_store import IndexStore
from ingest.passages.splitting import split
from ingest.process.reading_process import ReadingProcess
from localdocs.folders.scanning import rules_of, scan_folder
from localdocs.home.settings import Settings
from localdocs.indexing import sync_folder
from localdocs.reports import Report
from localdocs.types import Skipped


def settings(**values: str) -> Settings:
    environment = {f"LOCALDOCS_{name.upper()}": value for name, value in values.items()}
    return Settings(Path("no such file"), environment)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    for name in ("a.txt", "b.md", "sub/c.txt", ".notes/d.txt", "home/native.log"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"The text of {name.replace('/', ' in ')}.")
    return folder


@pytest.fixture
def sync(store: IndexStore, embedder: FakeEmbedder, folder: Path) -> Iterator[Callable]:
    """Mirrors one folder of a library of several."""
    with ReadingProcess() as reading:

        def run(path: Path = folder, *library: Folder, **values: str) -> Report:
            return sync_folder(
                store,
                scan_folder(path, library, settings(**values), folder / "home"),
                path,
                reading,
                lambda document: split(document, embedder),
                lambda progress: None,
            )

        yield run


def names(folder: Path, *library: Folder, **values: str) -> list[str]:
    items = scan_folder(folder, library, settings(**values), folder / "home")
    return [item.path.relative_to(folder).as_posix() for item in items]


def test_our_own_home_is_left_out_and_links_to_it_are_seen_through(
    folder: Path, tmp_path: Path
) -> None:
    assert names(folder) == ["a.txt", "b.md", "sub/c.txt"]
    (tmp_path / "link").symlink_to(folder)
    items = scan_folder(folder, [], settings(), tmp_path / "link" / "home")
    assert "native.log" not in [item.path.name for item in items]


def test_the_settings_say_which_files_count(folder: Path) -> None:
    (folder / ".gitignore").write_text("/sub/\n")
    assert names(folder, include_suffixes="MD") == ["b.md"]
    assert names(folder, exclude_suffixes=".md, pdf") == ["a.txt", "sub/c.txt"]
    assert names(folder, honour_gitignore="yes") == ["a.txt", "b.md"]
    assert rules_of(settings()).include_suffixes == frozenset()


def test_a_changed_ignore_file_takes_effect_at_the_next_sync(
    sync, folder: Path, store: IndexStore, embedder: FakeEmbedder
) -> None:
    assert sync().added == 3
    (folder / ".localdocsignore").write_text("/sub/\n*.md\n")
    assert (sync().removed, sync().unchanged) == (2, 1)
    assert [hit.path.name for hit in store.search("the text of c in sub", 5)] == ["a.txt"]
    (folder / ".localdocsignore").write_text("*.md\n")
    assert (sync().added, sync().unchanged) == (1, 2)
    (folder / ".localdocsignore").unlink()
    assert sync().added == 1
    assert sync(exclude_suffixes="txt").removed == 2


def test_a_hidden_or_ignored_folder_that_was_added_counts_whoever_looks(sync, folder: Path) -> None:
    (folder / ".localdocsignore").write_text("/sub/\n")
    library = [Folder(folder, "docs"), Folder(folder / ".notes", "n"), Folder(folder / "sub", "s")]
    assert sync(folder, *library).added == 4
    for each in library:
        report = sync(each.path, *library)
        assert (report.added, report.removed, report.embedded) == (0, 0, 0)
    (folder / "a.txt").rename(folder / ".notes" / "a.txt")
    report = sync(folder, *library)
    assert (report.renamed, report.added, report.removed) == (1, 0, 0)


def test_a_single_file_inside_a_folder(sync, folder: Path) -> None:
    (folder / ".secret.txt").write_text("A hidden file.")
    library = [Folder(folder, "docs"), Folder(folder / ".secret.txt", "s"),
               Folder(folder / "a.txt", "a")]  # fmt: skip
    assert sync(folder, *library).added == 4
    assert sync(folder / "a.txt", *library).unchanged == 1
    assert sync(folder, *library).unchanged == 4


def test_a_disk_inside_a_folder_that_is_not_there_keeps_its_text(sync, folder: Path) -> None:
    disk = folder / "sub"
    library = [Folder(folder, "docs"), Folder(disk, "disk")]
    assert sync(folder, *library).added == 3
    (disk / "c.txt").unlink()  # an empty mount point
    unplugged = [Folder(folder, "docs"), Folder(disk, "disk", mounted=True)]
    report = sync(folder, *unplugged)
    assert report.removed == 0
    assert report.skipped == (Skipped(disk, "its disk or share is not there at the moment"),)
    (disk / "c.txt").write_text("The text of sub in c.txt.")
    assert sync(folder, *library).skipped == ()


def test_an_inner_folder_that_was_deleted_is_deleted(sync, folder: Path) -> None:
    library = [Folder(folder, "docs"), Folder(folder / "sub", "s")]
    sync(folder, *library)
    (folder / "sub").rename(folder / "elsewhere")
    report = sync(folder, *library)
    assert (report.renamed, report.removed, report.embedded) == (1, 0, 0)
