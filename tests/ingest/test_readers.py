"""The table of formats."""

from importlib import import_module
from pathlib import Path

import pytest

from ingest.readers import READERS, read, reader_for
from localdocs.errors import ReadError


@pytest.mark.parametrize("module", sorted(set(READERS.values())))
def test_every_module_of_the_table_reads(module: str) -> None:
    assert callable(import_module(module).read)


def test_suffixes_are_lower_case_with_a_dot() -> None:
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in READERS)


def test_upper_case_suffixes(tmp_path: Path) -> None:
    file = tmp_path / "X.TXT"
    file.write_text("hello", "utf-8")
    assert read(file).pages[0].text == "hello"


def test_no_reader() -> None:
    with pytest.raises(ReadError, match=r"no reader for \.xyz yet"):
        reader_for(Path("a.xyz"))
