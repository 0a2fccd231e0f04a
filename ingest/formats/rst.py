"""reStructuredText, lightly: section titles, literal blocks, lists and paragraphs."""

import re
from pathlib import Path

from ingest.formats.text import add_paragraphs, decode
from ingest.pages.cleaning import clean
from ingest.pages.page_builder import PageBuilder
from localdocs.errors import NoTextError
from localdocs.types import BlockKind, Document

_MARKED = re.compile(
    r"``(?P<code>[^`\n]+)``"
    r"|(?<![\w`])(?::[\w:+.-]{1,80}:)?`(?P<words>[^`<\n]*[^`<\s])(?:\s*<[^`>\n]*>)?`_{0,2}(?!\w)"
    r"|(?<![\w*])\*\*(?P<strong>[^\s*](?:[^*\n]*[^\s*])?)\*\*(?![\w*])"
    r"|(?<![\w*])\*(?P<weak>[^\s*](?:[^*\n]*[^\s*])?)\*(?![\w*])"
)
_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1{2,}")


def read(path: Path) -> Document:
    """Read a reStructuredText file as one page. Its title is the first section title."""
    builder = PageBuilder()
    title = _add_sections(builder, clean(decode(path.read_bytes())).split("\n"))
    page = builder.page(1)
    if not page.text:
        raise NoTextError("the file is empty")
    return Document(path, (page,), title=title)


def _add_sections(builder: PageBuilder, lines: list[str]) -> str:
    """Add everything; a title's level is the rank in which its adornment first appeared."""
    ranks: list[str] = []
    first_title = ""
    body: list[str] = []
    place = 0
    while place < len(lines):
        taken = _title_lines(lines, place)
        if not taken:
            body.append(lines[place])
            place += 1
            continue
        _add_body(builder, body)
        body = []
        title = _words(lines[place + taken - 2].strip())
        style = lines[place + taken - 1][0] * (taken - 1)
        if style not in ranks:
            ranks.append(style)
        builder.add(BlockKind.HEADING, title, min(ranks.index(style) + 1, 6))
        first_title = first_title or title
        place += taken
    _add_body(builder, body)
    return first_title


def _title_lines(lines: list[str], place: int) -> int:
    """3 if an overlined title begins here, 2 if an underlined one does, else 0."""
    here, below, second = (*lines[place : place + 3], "", "", "")[:3]
    if _ADORNMENT.fullmatch(here) and below.strip() and second == here:
        return 3
    underlined = _ADORNMENT.fullmatch(below) and len(below) >= len(here.rstrip()) > 0
    return 2 if underlined and not here[0].isspace() and not _ADORNMENT.fullmatch(here) else 0


def _add_body(builder: PageBuilder, lines: list[str]) -> None:
    """Paragraphs, and what is indented below ``::`` as code."""
    text: list[str] = []
    code: list[str] = []
    literal = False
    for line in [*lines, "end"]:
        if literal and (not line or line[0].isspace()):
            code.append(line)
            continue
        if code:
            builder.add(BlockKind.CODE, "\n".join(code))
            code = []
        literal = line.endswith("::")
        text.append(line)
        if literal:
            add_paragraphs(builder, _words("\n".join(text)))
            text = []
    add_paragraphs(builder, _words("\n".join(text[:-1])))


def _words(text: str) -> str:
    """The text without the signs around literals, emphasis, links and roles."""
    return _MARKED.sub(lambda match: match[match.lastgroup or 0], text)
