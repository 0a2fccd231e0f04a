"""Blocks and text agree, whatever is added."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ingest.pages.page_builder import PageBuilder, below_heading
from localdocs.types import BlockKind


def test_blocks_point_at_their_text() -> None:
    builder = PageBuilder()
    builder.add(BlockKind.HEADING, "Title", 1)
    builder.add(BlockKind.PARAGRAPH, "  \n ")
    builder.add(BlockKind.CODE, "\n    indented()\n")
    builder.add(BlockKind.TABLE_HEADER, "a | b")
    builder.add(BlockKind.TABLE_ROW, "1 | 2")
    page = builder.page(3, "iii")
    assert page.text == "Title\n\n    indented()\n\na | b\n1 | 2"
    assert [page.text[block.start : block.end] for block in page.blocks] == [
        "Title", "indented()", "a | b", "1 | 2"
    ]  # fmt: skip
    assert (page.number, page.label, page.blocks[0].level) == (3, "iii", 1)


@given(st.lists(st.tuples(st.sampled_from(BlockKind), st.text(max_size=20)), max_size=10))
def test_text_outside_blocks_is_white_space(pieces: list[tuple[BlockKind, str]]) -> None:
    builder = PageBuilder()
    for kind, text in pieces:
        builder.add(kind, text)
    page = builder.page(1)
    position = 0
    for block in page.blocks:
        assert not page.text[position : block.start].strip()
        assert page.text[block.start : block.end].strip() == page.text[block.start : block.end]
        assert block.start < block.end
        position = block.end
    assert not page.text[position:].strip()


def test_what_stands_below_a_new_heading_keeps_its_rows() -> None:
    builder = PageBuilder()
    builder.add(BlockKind.HEADING, "Members", 1)
    builder.add(BlockKind.TABLE_ROW, "Ann | treasurer")
    page = replace(builder.page(1), rows=((9, 58),))
    moved = below_heading("club.xlsx", page)
    ((start, number),) = moved.rows
    assert moved.text[start:] == "Ann | treasurer" and number == 58
