"""The text of a message in HTML, with what is quoted in it below headings."""

from typing import Any

from lxml import etree

from ingest.formats.html import HtmlWalk
from ingest.formats.html_tables import text_of_cell
from ingest.formats.html_tree import tree_of
from ingest.formats.mail.history import QUOTED, SIGNATURE, is_message_header
from ingest.pages.page_builder import PageBuilder

_QUOTES = ("gmail_quote", "yahoo_quoted", "moz-forward-container", "protonmail_quote")
_LEADS = ("gmail_attr", "moz-cite-prefix", "yahoo-quoted-begin")
_SIGNATURES = ("gmail_signature", "moz-signature", "protonmail_signature_block")
_MOST_LOOKED_AT = 5_000
_BLOCKS = frozenset({"p", "div", "table", "blockquote", "ul", "ol", "pre"})
_MOST_IN_HEADER = 60
_MOST_HEADER_LINES = 12


def add_rich_body(builder: PageBuilder, source: str) -> None:
    """Add a message's HTML one level below its subject."""
    try:
        root = tree_of(source.replace("\0", ""))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return
    _mark_voices(root)
    HtmlWalk(builder, levels_down=1).through(root)


def _mark_voices(root: Any) -> None:
    """Make headings of what leads to the quoted message at the end, and to the signature."""
    looked_at = 0
    for element in list(root.iter("div", "blockquote", "p", "pre", "span")):
        looked_at += 1
        if looked_at > _MOST_LOOKED_AT:
            return
        classes = (element.get("class") or "").split()
        if element.tag in ("p", "div") and (line := _header_line(element)):
            _put_heading(element, line)
            continue
        if any(name in _LEADS for name in classes) and not _has_text_behind_quote(element):
            element.tag = "h1"
            return
        is_quote = element.tag == "blockquote" or any(name in _QUOTES for name in classes)
        if is_quote and not _text_after(element) and _text_in(element):
            if not _has_lead(element):
                _put_heading(element, QUOTED)
                return
        elif (
            any(name in _SIGNATURES for name in classes)
            and _text_in(element)
            and not _text_after(element, but_quotes=True)
        ):
            _put_heading(element, SIGNATURE)


def _put_heading(element: Any, text: str) -> None:
    heading = etree.Element("h1")
    heading.text = text
    element.addprevious(heading)


def _header_line(element: Any) -> str:
    """``From: Ann Smith <ann@example.org>`` where a quoted message's header stands in it, as
    Outlook writes it; "" else."""
    is_large = len(element) > _MOST_IN_HEADER
    if is_large or any(inner.tag in _BLOCKS for inner in element.iterdescendants()):
        return ""
    lines = text_of_cell(element).split("\n")
    return lines[0] if is_message_header(lines, 0) and len(lines) <= _MOST_HEADER_LINES else ""


def _has_lead(element: Any) -> bool:
    return any(
        name in _LEADS
        for inner in element.iter("div")
        for name in (inner.get("class") or "").split()
    )


def _has_text_behind_quote(lead: Any) -> bool:
    """Whether something new stands below the quote that this line leads to."""
    quote = lead.getnext()
    return quote is None or bool(_text_after(quote))


def _text_in(element: Any) -> bool:
    return any(text.strip() for text in element.itertext())


def _text_after(element: Any, *, but_quotes: bool = False) -> bool:
    """Whether text stands after this element, outside it."""
    while element is not None and element.tag not in ("body", "html"):
        if (element.tail or "").strip():
            return True
        for sibling in element.itersiblings():
            is_quote = sibling.tag == "blockquote" or "quote" in (sibling.get("class") or "")
            if not (but_quotes and is_quote) and (
                _text_in(sibling) or (sibling.tail or "").strip()
            ):
                return True
        element = element.getparent()
    return False
