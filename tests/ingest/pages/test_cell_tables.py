"""Rows of cells as lines."""

from ingest.pages.cell_tables import add_table, looks_like_header, row_text, without_empty_columns
from ingest.pages.page_builder import PageBuilder
from localdocs.types import BlockKind


def test_rows_are_lines() -> None:
    assert row_text(["a\nb", " ", "c"]) == "a b |  | c"
    assert row_text(["", " "]) == ""


def test_headers() -> None:
    assert looks_like_header([["Name", "Sum"], ["Ann", "3"]])
    assert not looks_like_header([["Ann", "3"], ["Bob", "4"]])
    assert not looks_like_header([["Name", "Name"], ["Ann", "3"]])
    assert not looks_like_header([["Name", ""], ["Ann", "3"]])
    assert not looks_like_header([["Name", "Sum"]])


def test_columns_that_only_make_room_go() -> None:
    assert without_empty_columns([["a", "", "b"], ["1", " ", "2"]]) == [["a", "b"], ["1", "2"]]
    assert without_empty_columns([["a", ""], ["1"]]) == [["a", ""], ["1"]]
    assert without_empty_columns([]) == []


def test_signs_stand_with_their_numbers() -> None:
    assert row_text(["Sales", "$", "12"]) == "Sales | $12"


def test_a_caption_above_the_header_belongs_to_it() -> None:
    builder = PageBuilder()
    add_table(builder, [["Cups", ""], ["Team", "Won"], ["Blues", "1"]])
    header, row = BlockKind.TABLE_HEADER, BlockKind.TABLE_ROW
    assert [block.kind for block in builder.page(1).blocks] == [header, header, row]
