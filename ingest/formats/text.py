"""Plain text: paragraphs between blank lines. The decoding here serves the other text formats."""

import codecs
import re
from pathlib import Path

from ingest.formats.utf_16 import utf_16_without_mark
from ingest.pages.cleaning import clean
from ingest.pages.key_facts import with_key_facts
from ingest.pages.page_builder import PageBuilder
from ingest.pages.titles import first_line_title, labelled_title
from localdocs.errors import NoTextError, ReadError
from localdocs.types import BlockKind, Document

_SAMPLE_BYTES = 64 * 1024
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with the one of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WESTERN = "cp1252"
_SUBSETS_OF_WESTERN = frozenset({"ascii", "utf_8", "latin_1", "iso8859_1"})
_CONTROL_BYTES = bytes(set(range(32)) - set(b"\t\n\x0b\f\r\x1b"))
_MOST_CONTROLS = 0.02
"""Of a text: a few stray ones, NULs among them, do not make it binary."""

_LIST_MARK = re.compile(r"[ \t]*(?:[-*+•‣◦·–]|\(?\d{1,3}[.)]|\(?[a-z][.)])[ \t]+\S")
_UNDERLINE = re.compile(r"([=\-~#*])\1{2,}$")


def read(path: Path) -> Document:
    """Read a plain text file as one page."""
    builder = PageBuilder()
    title = add_paragraphs(builder, clean(decode(path.read_bytes())))
    page = builder.page(1)
    if not page.text:
        raise NoTextError("the file is empty")
    title = title or labelled_title(page.text) or first_line_title(page.text)
    return Document(path, (page,), title=with_key_facts(title, page.text))


def decode(data: bytes) -> str:
    """The text in these bytes: by its mark, as UTF-8, else by the likeliest old encoding.

    Raises NoTextError for an empty file and ReadError for one that is not text.
    """
    if not data.strip():
        raise NoTextError("the file is empty")
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding)
    sample = data[:_SAMPLE_BYTES]
    controls = len(sample) - len(sample.translate(None, _CONTROL_BYTES))
    is_binary = controls > max(len(sample) * _MOST_CONTROLS, 1)
    if (is_binary or b"\0" in sample) and (encoding := utf_16_without_mark(sample)):
        return _decoded(data, encoding)
    if is_binary:
        raise ReadError("the file is not text (it holds binary data)")
    data = data.replace(b"\0", b"")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode(_likeliest(data), errors="replace")


def add_paragraphs(builder: PageBuilder, text: str) -> str:
    """Add the paragraphs and list items of cleaned plain text; returns its title, or ""."""
    title = ""
    for number, paragraph in enumerate(text.split("\n\n")):
        lines = [line for line in paragraph.split("\n") if line]
        if len(lines) > 1 and len(lines[0]) < 120 and _UNDERLINE.fullmatch(lines[1].strip()):
            builder.add(BlockKind.HEADING, lines[0], 1 if "=" in lines[1] else 2)
            title = title or (lines[0].strip() if number == 0 else "")
            lines = lines[2:]
        _add_lines(builder, lines)
    return title


def _add_lines(builder: PageBuilder, lines: list[str]) -> None:
    """One paragraph, or several list items each with the lines that go on below it."""
    group: list[str] = []
    kind = BlockKind.PARAGRAPH
    for line in lines:
        if _LIST_MARK.match(line):
            builder.add(kind, "\n".join(group))
            group, kind = [], BlockKind.LIST_ITEM
        group.append(line)
    builder.add(kind, "\n".join(group))


def _decoded(data: bytes, encoding: str) -> str:
    """The text; a character of which the file has only the beginning is left out."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    return decoder.decode(data)


def _likeliest(data: bytes) -> str:
    """The old encoding that fits a sample best; cp1252 where nothing can be told."""
    from charset_normalizer import from_bytes

    matches = from_bytes(_sample_with_accents(data), steps=5, chunk_size=512)
    best = matches.best()
    if best is None or best.encoding in _SUBSETS_OF_WESTERN:
        return _WESTERN
    for match in matches:  # short texts fit many encodings: then the commonest is meant
        as_good = match.chaos <= best.chaos + 0.1 and match.coherence >= best.coherence - 0.01
        if as_good and _WESTERN in match.could_be_from_charset:
            return _WESTERN
    return best.encoding


def _sample_with_accents(data: bytes) -> bytes:
    """Up to 16 KiB around the first byte beyond ASCII: that is where encodings differ."""
    beyond = re.search(rb"[\x80-\xff]", data)
    at = beyond.start() if beyond else 0
    start = data.rfind(b"\n", 0, at) + 1
    return data[max(start, at - 4096) : at + 16 * 1024]
