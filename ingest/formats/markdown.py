"""Markdown: the blocks of the source, quoted as they are written."""

import re
from collections.abc import Sequence
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.formats.text import decode
from ingest.pages.cell_tables import add_table
from ingest.pages.cleaning import clean, clean_line
from ingest.pages.page_builder import PageBuilder
from ingest.pages.titles import first_line_title
from localdocs.errors import NoTextError
from localdocs.types import BlockKind, Document

_FRONT_MATTER = re.compile(r"---\n(.*?)\n(?:---|\.\.\.)(?:\n|\Z)", re.DOTALL)
_FRONT_MATTER_LINE = re.compile(r"(\w+):[ \t]*(.+)")
_RULE = re.compile(r"\s*:?-+:?\s*")
_LEAVES = {
    "paragraph_open": BlockKind.PARAGRAPH,
    "fence": BlockKind.CODE,
    "code_block": BlockKind.CODE,
    "html_block": BlockKind.PARAGRAPH,
}


def read(path: Path) -> Document:
    """Read a Markdown file as one page. Its title is the front matter's, or the first heading."""
    text = clean(decode(path.read_bytes()))
    about, body = _front_matter(text)
    builder = PageBuilder()
    first_heading = _add_blocks(builder, body)
    page = builder.page(1)
    if not page.text:
        raise NoTextError("the file is empty")
    return Document(
        path,
        (page,),
        title=about.get("title", "") or first_heading or first_line_title(page.text),
        author=about.get("author", ""),
        created=about.get("date", "")[:10],
    )


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """The plain ``name: value`` lines between two rules at the top, and the text below them."""
    match = _FRONT_MATTER.match(text)
    if match is None:
        return {}, text
    pairs = _FRONT_MATTER_LINE.findall(match.group(1))
    about = {name.lower(): value.strip().strip("\"'") for name, value in pairs}
    return about, text[match.end() :]


def _add_blocks(builder: PageBuilder, text: str) -> str:
    """Add the blocks of the Markdown source; returns the text of the first heading, or ""."""
    lines = text.split("\n")
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    first_heading = ""
    shown = 0  # lines above this one are already in a block
    items: list[int] = []
    for position, token in enumerate(tokens):
        if token.type == "list_item_open" and token.map:
            items.append(token.map[0])
        elif token.type == "list_item_close" and items:
            items.pop()
        elif token.type == "heading_open" and token.map:
            heading = clean_line(tokens[position + 1].content)
            first_heading = first_heading or heading
            builder.add(BlockKind.HEADING, _source(lines, token, shown), int(token.tag[1]))
            shown = token.map[1]
        elif token.type == "table_open" and token.map:
            _add_table(builder, lines[max(shown, token.map[0]) : token.map[1]])
            shown = token.map[1]
        elif token.type in _LEAVES and token.map and token.map[1] > shown:
            kind = _LEAVES[token.type]
            if items and kind is BlockKind.PARAGRAPH:
                kind = BlockKind.LIST_ITEM
            builder.add(kind, _source(lines, token, shown), 0)
            shown = token.map[1]
    _add_rest(builder, lines[shown:])
    return first_heading


def _source(lines: Sequence[str], token: Token, shown: int) -> str:
    assert token.map is not None
    return "\n".join(lines[max(shown, token.map[0]) : token.map[1]])


def _add_table(builder: PageBuilder, lines: Sequence[str]) -> None:
    rows = [line.strip().removeprefix("|").removesuffix("|").split("|") for line in lines]
    add_table(builder, [row for row in rows if not _is_rule(row)], header_rows=1)


def _is_rule(row: Sequence[str]) -> bool:
    return all(_RULE.fullmatch(cell) for cell in row)


def _add_rest(builder: PageBuilder, lines: Sequence[str]) -> None:
    """What no block claimed, such as link definitions at the end."""
    builder.add(BlockKind.PARAGRAPH, "\n".join(lines))
