"""The tree of XHTML, which is XML: an empty ``<title/>`` ends where it stands."""

import html
import re
from typing import Any

from lxml import etree

from ingest.formats.data.xml_tree import xml_root
from ingest.formats.html_tree import tree_of
from ingest.formats.html_words import mark_hidden
from ingest.formats.mail.charsets import text_in

_ENCODING = re.compile(rb"<\?xml[^>]{0,200}encoding\s{0,9}=\s{0,9}[\"']([\w.:-]{2,40})")
_OPENING = re.compile(r"^\s*<\?xml[^>]{0,500}\?>|<!DOCTYPE[^>\[]{0,1000}>", re.IGNORECASE)
_ENTITY = re.compile(r"&([a-zA-Z][a-zA-Z0-9]{1,30});")
_OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})


def tree_of_xhtml(data: bytes) -> Any | None:
    """The root element, its tags without a namespace; None where it is neither XML nor HTML."""
    source = _text(data)
    root = xml_root(_OPENING.sub("", _ENTITY.sub(_character, source)))
    if root is not None:
        mark_hidden(root)
        return root
    try:
        return tree_of(_OPENING.sub("", source).replace("\0", ""))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _text(data: bytes) -> str:
    stated = _ENCODING.match(data.lstrip()[:300])
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    return text_in(data.removeprefix(b"\xef\xbb\xbf"), stated[1].decode() if stated else "utf-8")


def _character(entity: re.Match[str]) -> str:
    """The character that HTML has this name for; XML knows five of them."""
    return entity[0] if entity[1] in _OF_XML else html.unescape(entity[0])
