"""Source code and configuration: blocks that begin at top-level definitions."""

import re
from pathlib import Path

from ingest.formats.text import decode
from ingest.pages.cleaning import clean, clean_line
from ingest.pages.page_builder import PageBuilder
from localdocs.errors import NoTextError
from localdocs.types import BlockKind, Document

_DEFINITION = re.compile(
    r"\s*(?:@|#\[|/\*\*|///|(?:export|pub|public|private|protected|static|async|final|abstract"
    r"|def|class|func|fn|function|sub|interface|struct|enum|trait|impl|module|type|override)\b)"
)
_FIRST_COMMENT = re.compile(
    r"\s*(?:\"\"\"|'''|/\*+|<!--|\(\*|--\[\[|(?:#|//+|--|;+|%+|\")[ \t]?)[ \t]*\n?[ \t*]*([^\n]*)"
)
_NO_TITLE = re.compile(
    r"!|copyright|license|spdx|-\*-|eslint|pragma|include\b|define\b|coding[:=]|type:|noqa|\W*$",
    re.IGNORECASE,
)
_COMMENT_ENDS = ("*/", '"""', "'''", "-->", "*)", "]]")
_LONGEST_TITLE = 120
_FEWEST_LINES = 3


def read(path: Path) -> Document:
    """Read source code as one page. The title is the first line of a comment at its top."""
    text = clean(decode(path.read_bytes()))
    builder = PageBuilder()
    for block in code_blocks(text):
        builder.add(BlockKind.CODE, block)
    page = builder.page(1)
    if not page.text:
        raise NoTextError("the file is empty")
    return Document(path, (page,), title=_title(text))


def code_blocks(text: str) -> list[str]:
    """The text cut at blank lines before definitions and before lines that are not indented."""
    blocks: list[list[str]] = []
    for paragraph in text.split("\n\n"):
        lines = paragraph.split("\n")
        goes_on = lines[0][:1].isspace() and not _DEFINITION.match(lines[0])
        short = blocks and len(blocks[-1]) < _FEWEST_LINES
        if blocks and (goes_on or short):
            blocks[-1] += ["", *lines]
        else:
            blocks.append(lines)
    return ["\n".join(lines) for lines in blocks]


def _title(text: str) -> str:
    """The first line of the first comment, if the file begins with one that says something."""
    start = text.find("\n") + 1 if text.startswith("#!") else 0
    match = _FIRST_COMMENT.match(text, start)
    if match is None or _NO_TITLE.match(match.group(1)):
        return ""
    title = clean_line(match.group(1))
    for end in _COMMENT_ENDS:
        title = title.removesuffix(end).rstrip()
    return title if 3 <= len(title) <= _LONGEST_TITLE else ""
