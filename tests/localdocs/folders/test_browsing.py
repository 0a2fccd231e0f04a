"""The picker names folders that could be indexed, and nothing else."""

import os
import sys
from pathlib import Path

import pytest

from localdocs.errors import PathError
from localdocs.folders import browsing
from localdocs.folders.browsing import place, starts

SUFFIXES = frozenset((".txt", ".pdf"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "root"
    for name in ("Notes", "archive", ".hidden", "node_modules", "home"):
        (root / name).mkdir(parents=True)
    (root / "secret.txt").write_text("words")
    for name in ("a.txt", "B.PDF", "c.exe", ".d.txt", "~$e.txt"):
        (root / "Notes" / name).write_text("words")
    return root


def test_folders_come_by_name_with_how_much_is_in_them(root: Path) -> None:
    found = place(root, SUFFIXES, root / "home")
    assert [(one.name, one.files) for one in found.inside] == [("archive", 0), ("Notes", 2)]
    assert found.path == root and found.left_out == 0


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_no_link_is_followed(root: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (root / "link").symlink_to(tmp_path / "elsewhere")
    names = [one.name for one in place(root, SUFFIXES, root / "home").inside]
    assert "link" not in names


def test_what_is_no_folder_is_said(root: Path) -> None:
    with pytest.raises(PathError, match="is a file"):
        place(root / "secret.txt", SUFFIXES, root / "home")
    with pytest.raises(PathError, match="does not exist"):
        place(root / "none", SUFFIXES, root / "home")


@pytest.mark.skipif(sys.platform == "win32" or os.getuid() == 0, reason="nothing is barred here")
def test_what_may_not_be_read_is_said(root: Path) -> None:
    (root / "archive").chmod(0)
    try:
        with pytest.raises(PathError, match="cannot be read"):
            place(root / "archive", SUFFIXES, root / "home")
        found = place(root, SUFFIXES, root / "home")
        assert next(one for one in found.inside if one.name == "archive").files is None
    finally:
        (root / "archive").chmod(0o700)


def test_too_many_are_counted(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browsing, "MOST_FOLDERS", 1)
    monkeypatch.setattr(browsing, "COUNTING_SECONDS", -1)
    found = place(root, SUFFIXES, root / "home")
    assert (len(found.inside), found.left_out, found.inside[0].files) == (1, 1, None)


def test_one_begins_at_home() -> None:
    assert starts()[0] == Path.home()
