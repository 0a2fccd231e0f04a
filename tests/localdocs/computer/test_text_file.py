"""A text file that a person names: its text, or what is wrong with it."""

from pathlib import Path

import pytest

from localdocs.computer.text_file import text_of
from localdocs.errors import PathError, UsageError


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
