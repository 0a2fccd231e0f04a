"""Files: written whole or not at all, for their owner alone; what is wrong with a text."""

import os
import stat
import sys
from pathlib import Path

import pytest

from localdocs.computer.files import (
    make_private,
    open_private,
    replacing,
    text_of,
    write_atomically,
)
from localdocs.errors import PathError, UsageError


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such bits")
def test_every_folder_that_is_made_is_private(tmp_path: Path) -> None:
    make_private(tmp_path / "made" / "models" / "new")
    write_atomically(tmp_path / "written" / "models" / "new" / "a.txt", "x")
    for home in (tmp_path / "made", tmp_path / "written"):
        for folder in (home, home / "models", home / "models" / "new"):
            assert folder.stat().st_mode & 0o777 == 0o700


def test_a_file_in_the_place_of_a_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises(OSError):
        make_private(tmp_path / "home")


def test_the_text_is_given_without_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "q.csv"
    path.write_bytes("\ufeffWarum höher?".encode())
    assert text_of(path) == "Warum höher?"


@pytest.mark.parametrize("name", ["no.csv", "folder.csv"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(PathError) as caught:
        text_of(tmp_path / name)
    assert name in caught.value.message and caught.value.remedy


def test_what_is_not_text_in_utf_8_is_said(tmp_path: Path) -> None:
    path = tmp_path / "q.csv"
    path.write_bytes(b"Warum h\xf6her?")
    with pytest.raises(UsageError, match="not text in UTF-8"):
        text_of(path)


def test_a_file_is_replaced_whole_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "new" / "note.json"
    write_atomically(path, "old\n")
    with replacing(path) as temporary:
        temporary.write_text("new")
        assert path.read_bytes() == b"old\n"
    assert path.read_text() == "new"
    assert [*path.parent.iterdir()] == [path]


def test_after_an_error_the_old_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "note.json"
    write_atomically(path, "old")
    with pytest.raises(ValueError), replacing(path) as temporary:
        temporary.write_text("half")
        raise ValueError
    assert path.read_text() == "old"
    assert [*tmp_path.iterdir()] == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="needs modes")
def test_what_is_made_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "home" / "note.json"
    write_atomically(path, "words")
    log = tmp_path / "home" / "log"
    open_private(log).close()
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE(log.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
