"""Where blocks stand: headings, columns, and text that no block claims."""

from pathlib import Path

import pytest

from ingest.pages.page_builder import PageBuilder
from ingest.passages.sections import blocks_without_gaps, placed_blocks, snip
from localdocs.types import Block, BlockKind, Document, Page


def places(*blocks: tuple[BlockKind, str, int]) -> list[tuple[str, str]]:
    builder = PageBuilder()
    for kind, text, level in blocks:
        builder.add(kind, text, level)
    document = Document(Path("x"), (builder.page(1),))
    return [(one.heading, one.columns) for _, found in placed_blocks(document) for one in found]


def test_a_heading_closes_those_of_its_level_and_below() -> None:
    levels = [("A", 1), ("B", 2), ("C", 3), ("D", 2), ("E", 1)]
    found = places(*[(BlockKind.HEADING, text, level) for text, level in levels])
    assert [heading for heading, _ in found] == ["A", "A > B", "A > B > C", "A > D", "E"]


def test_long_paths_lose_their_outer_headings() -> None:
    found = places(
        (BlockKind.HEADING, "a" * 60, 1), (BlockKind.HEADING, "b" * 60, 2),
        (BlockKind.HEADING, "word " * 40, 3),
    )  # fmt: skip
    assert found[1][0] == "b" * 60
    assert len(found[2][0]) <= 100 and found[2][0].endswith("word…")


def test_marks_of_markdown_are_left_out() -> None:
    assert places((BlockKind.HEADING, "## Goals ##", 2)) == [("Goals", "")]


def test_headers_of_several_blocks_and_a_second_table() -> None:
    header, row = BlockKind.TABLE_HEADER, BlockKind.TABLE_ROW
    blocks = [(header, "a"), (header, "b"), (row, "1"), (row, "2"), (header, "c"), (row, "3")]
    found = places(*[(kind, text, 0) for kind, text in blocks])
    assert [columns for _, columns in found] == ["", "", "a | b", "a | b", "", "c"]


def test_rows_without_a_header() -> None:
    found = places((BlockKind.TABLE_HEADER, "a", 0), (BlockKind.PARAGRAPH, "Prose.", 0),
                   (BlockKind.TABLE_ROW, "1", 0))  # fmt: skip
    assert found[-1] == ("", "")


def columns(*pages: list[tuple[BlockKind, str]]) -> list[list[tuple[str, int]]]:
    """For each page the columns of its rows, and where they begin."""
    built = []
    for number, blocks in enumerate(pages, 1):
        builder = PageBuilder()
        for kind, text in blocks:
            builder.add(kind, text, 2)
        built.append(builder.page(number))
    document = Document(Path("x"), tuple(built))
    return [
        [(one.columns, one.columns_start) for one in found if one.block.kind is ROW]
        for _, found in placed_blocks(document)
    ]


HEADER, ROW = BlockKind.TABLE_HEADER, BlockKind.TABLE_ROW
PARAGRAPH, HEADING = BlockKind.PARAGRAPH, BlockKind.HEADING


@pytest.mark.parametrize(("above", "caption"), [
    ("Net sales by region (in millions)", "Net sales by region (in millions) | "),
    ("We sell lamps. Sales are as follows:", "Sales are as follows | "),
    ("Table 3. Sales of lamps.", "Table 3. Sales of lamps. | "),
    ("We sell lamps.", ""),
])  # fmt: skip
def test_what_leads_to_a_table_belongs_to_it(above: str, caption: str) -> None:
    found = columns([(PARAGRAPH, above), (HEADER, "2022 2021"), (ROW, "Lamps 3 4")])
    assert found == [[(f"{caption}2022 2021", 0 if caption else len(above) + 2)]]


def test_a_table_goes_on_over_the_page() -> None:
    running = (BlockKind.FURNITURE, "Acme report")
    first = [(HEADER, "2022 2021"), (ROW, "Lamps 3 4"), running]
    assert columns(first, [running, (ROW, "Wax 5 6")])[1] == [("2022 2021", -1)]
    again = [(HEADING, "Sales (continued)"), (ROW, "Wax 5 6")]
    assert columns(first, again)[1] == [("2022 2021", -1)]
    assert columns(first, [(PARAGRAPH, "Prose."), (ROW, "Wax 5 6")])[1] == [("", -1)]
    assert columns(first, [(HEADER, "2020"), (ROW, "Wax 5 6")])[1] == [("2020", 0)]


def test_contents_have_a_heading_of_their_own() -> None:
    found = places((HEADING, "Preface", 1), (BlockKind.CONTENTS, "Lamps 3\nWax 9", 0),
                   (PARAGRAPH, "Prose.", 0))  # fmt: skip
    assert [heading for heading, _ in found] == ["Preface", "Contents", "Preface"]


def test_gaps_become_paragraphs() -> None:
    page = Page(1, "left CODE right\n", (Block(5, 9, BlockKind.CODE),))
    assert [(block.start, block.end) for block in blocks_without_gaps(page)] == [
        (0, 5), (5, 9), (9, 16)
    ]  # fmt: skip


def test_snip() -> None:
    assert snip("short", 10) == "short"
    assert snip("some longer words", 12) == "some longer…"
    assert len(snip("x" * 50, 12)) == 12
