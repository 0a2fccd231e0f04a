"""The tree of an HTML source, however deep its elements lie in one another."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from lxml import etree

from ingest.formats.html_words import INLINE, SIGNS_OF_HIDDEN, STRUCK, mark_hidden

DEEPEST = 500
"""Elements within one another; libxml2 reads 2,048, and nothing more of the page then."""

_TAG = re.compile(r"<(?P<ends>/?)(?P<name>[a-zA-Z][\w:-]{0,40})[^<>]*>")
_NEVER_DEEP = frozenset(
    "area base br col embed hr img input link meta param source track wbr html body head p li dt "
    "dd tr td th option script style".split()
)
"""Elements without an end, or that end where the next one begins."""

_WITHOUT_MEANING = sorted(INLINE - STRUCK - {"a", "img"})


def tree_of(source: str) -> Any:
    """Parse a source; what it hides is marked. Raises what lxml raises for one that is no HTML."""
    root, messages = _parsed(source)
    if any("depth" in message for message in messages):
        root, _ = _parsed("".join(_flattened(source)))
    if root is None:
        raise etree.ParserError("the document is empty")
    lower = source.lower()
    if any(sign in lower for sign in SIGNS_OF_HIDDEN):
        mark_hidden(root)
    return root


def drop_inline_tags(root: Any) -> None:
    """Leave the text of inline elements without their tags, for there are many and they tell the
    reading nothing. Links and pictures stay, and so does what is struck out."""
    etree.strip_tags(root, *_WITHOUT_MEANING)


def _parsed(source: str) -> tuple[Any, list[str]]:
    """The tree, and what the parser could not read."""
    parser = etree.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
    root = etree.fromstring(source, parser)
    return root, [one.message for one in parser.error_log.filter_from_fatals()]


def _flattened(source: str) -> Iterator[str]:
    """The source without the tags that lie too deep: where a block began or ended, a line does."""
    place, has_ended = 0, False
    for tag, is_too_deep in _tags(source):
        between = source[place : tag.start()]
        yield between
        place = tag.end()
        has_ended = has_ended and not between.strip()
        if not is_too_deep:
            yield tag.group()
        elif tag["name"].lower() not in INLINE and not has_ended:
            yield "<br>"
            has_ended = True
    yield source[place:]


def _tags(source: str) -> Iterator[tuple[re.Match[str], bool]]:
    """The tags, each with whether its element lies too deep."""
    opened: list[str] = []
    counts: Counter[str] = Counter()
    for tag in _TAG.finditer(source):
        name = tag["name"].lower()
        if name in _NEVER_DEEP:
            yield tag, False
        elif not tag["ends"]:
            opened.append(name)
            counts[name] += 1
            yield tag, len(opened) > DEEPEST
        elif counts[name]:
            while opened[-1] != name:
                counts[opened.pop()] -= 1
            yield tag, len(opened) > DEEPEST
            counts[opened.pop()] -= 1
        else:
            yield tag, True  # it ends nothing
