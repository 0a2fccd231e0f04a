"""Where blocks stand: headings, columns, and text that no block claims."""

from pathlib import Path

from ingest.page_builder import PageBuilder
from ingest.sections import blocks_without_gaps, placed_blocks, snip
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
    found = places((BlockKind.TABLE_HEADER, "a", 0), (BlockKind.PARAGRAPH, "p", 0),
                   (BlockKind.TABLE_ROW, "1", 0))  # fmt: skip
    assert found[-1] == ("", "")


def test_gaps_become_paragraphs() -> None:
    page = Page(1, "left CODE right\n", (Block(5, 9, BlockKind.CODE),))
    assert [(block.start, block.end) for block in blocks_without_gaps(page)] == [
        (0, 5), (5, 9), (9, 16)
    ]  # fmt: skip


def test_snip() -> None:
    assert snip("short", 10) == "short"
    assert snip("some longer words", 12) == "some longer…"
    assert len(snip("x" * 50, 12)) == 12
