"""Records with their header."""

from pathlib import Path

import pytest

from ingest.formats.csv_file import read
from localdocs.errors import NoTextError
from localdocs.types import BlockKind


def blocks(path: Path, content: str) -> list[tuple[BlockKind, str]]:
    path.write_text(content, "utf-8")
    page = read(path).pages[0]
    return [(block.kind, page.text[block.start : block.end]) for block in page.blocks]


@pytest.mark.parametrize("delimiter", [",", ";", "|", "\t"])
def test_delimiters(tmp_path: Path, delimiter: str) -> None:
    content = "Name,Sum\nAnn,3\nBob,4\n".replace(",", delimiter)
    assert blocks(tmp_path / "x.csv", content) == [
        (BlockKind.TABLE_HEADER, "Name | Sum"),
        (BlockKind.TABLE_ROW, "Ann | 3"),
        (BlockKind.TABLE_ROW, "Bob | 4"),
    ]


def test_quotes_and_line_ends_inside(tmp_path: Path) -> None:
    content = 'Name,Note\n"Smith, Ann","two\nlines"\n'
    assert blocks(tmp_path / "x.csv", content)[1] == (BlockKind.TABLE_ROW, "Smith, Ann | two lines")


def test_numbers_head_no_columns(tmp_path: Path) -> None:
    kinds = {kind for kind, _ in blocks(tmp_path / "x.csv", "1,2\n3,4\n")}
    assert kinds == {BlockKind.TABLE_ROW}


def test_tsv_is_parted_by_tabs_only(tmp_path: Path) -> None:
    assert blocks(tmp_path / "x.tsv", "a,b\tc\n1,5\t2\n")[1] == (BlockKind.TABLE_ROW, "1,5 | 2")


def test_an_empty_table(tmp_path: Path) -> None:
    with pytest.raises(NoTextError):
        blocks(tmp_path / "x.csv", ",,\n,,\n")


def test_an_open_quote_loses_nothing(tmp_path: Path) -> None:
    text = " ".join(text for _, text in blocks(tmp_path / "x.csv", 'a,b\n"open,1\nlast,2\n'))
    assert "last" in text


def test_lines_above_the_records_are_text(tmp_path: Path) -> None:
    content = "Report of the harbour\nMade on;3 May\n\nShip;Day;Tons\nOda;Monday;3\nIva;Friday;4\n"
    assert blocks(tmp_path / "x.csv", content) == [
        (BlockKind.PARAGRAPH, "Report of the harbour"),
        (BlockKind.PARAGRAPH, "Made on 3 May"),
        (BlockKind.TABLE_HEADER, "Ship | Day | Tons"),
        (BlockKind.TABLE_ROW, "Oda | Monday | 3"),
        (BlockKind.TABLE_ROW, "Iva | Friday | 4"),
    ]


def test_a_short_first_record_is_no_preamble(tmp_path: Path) -> None:
    kinds = [kind for kind, _ in blocks(tmp_path / "x.csv", "a,,,\nb,c,,\n1,2,3,4\n")]
    assert BlockKind.PARAGRAPH not in kinds


@pytest.mark.parametrize("sign", ["^", "~", "§"])
def test_rare_signs(tmp_path: Path, sign: str) -> None:
    content = "Name,Sum\nAnn,3\nBob,4\n".replace(",", sign)
    assert blocks(tmp_path / "x.csv", content)[1] == (BlockKind.TABLE_ROW, "Ann | 3")


def test_a_first_line_may_tell_the_sign(tmp_path: Path) -> None:
    content = "sep=|\r\nName|Sum\r\nAnn, Bo|3\r\n"
    assert blocks(tmp_path / "x.csv", content)[1] == (BlockKind.TABLE_ROW, "Ann, Bo | 3")
