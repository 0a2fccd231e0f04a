"""A glance counts what adding would bring."""

from pathlib import Path

import pytest

from localdocs.errors import PathError
from localdocs.folders.glance import glance
from localdocs.home.settings import Settings


def test_files_are_counted_by_kind(tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    for name in ("a.txt", "b.txt", "c.md", ".d.txt", "plan.numbers"):
        (folder / name).write_text("words")
    settings = Settings(tmp_path / "none", {})
    found = glance(folder, [], settings, tmp_path / "home")
    assert [(kind.suffix, kind.files, kind.size) for kind in found.kinds] == [
        (".txt", 2, 10),
        (".md", 1, 5),
    ]
    assert [files for _, files in found.skipped] == [1] and found.is_whole
    with pytest.raises(PathError):
        glance(tmp_path / "none", [], settings, tmp_path / "home")


@pytest.mark.parametrize("name", ["a.txt", "nothing.o"])
def test_it_ends_in_time_whatever_lies_there(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / name).write_text("words")
    settings = Settings(tmp_path / "none", {})
    assert not glance(folder, [], settings, tmp_path / "home", seconds=-1).is_whole
