"""How much each element of a page says, links, and tells in paragraphs."""

import re
from dataclasses import dataclass
from typing import Any

from ingest.formats.html_words import INLINE, LEFT_OUT
from ingest.formats.main_text.names import names_of

LONG_PARAGRAPH = 80
"""Characters; with fewer, only what is marked as a paragraph is one."""

LONG_BLOCK = 400
"""Characters of its own, with which an element is a text by itself: lines parted by ``br``, and no
cell of a table of data."""

_PARAGRAPH = 25
_MOST_LINKED = 0.5
_OTHER_COMMAS = re.compile("[，、،；]")
_WORD_SIGN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_LETTERS_OF_SIGN = 3  # of Chinese, Japanese and Korean: what one says takes others as many
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_LEVELS_TO_LINK = 2
_WHOLE = 0.9


@dataclass(slots=True, eq=False)
class Part:
    """An element that is shown, and what it holds: characters of all text, of links, of paragraphs
    that say more than they link, and of cells of tables; ``own`` is its own text, with that of its
    links. ``score`` and ``run`` grow with the paragraphs right below it. ``heads`` are the headings
    in it, ``linked_heads`` those that lead to other pages."""

    element: Any
    tag: str
    above: "Part | None"
    place: int
    end: int  # the place of the first part behind it that is not within it
    characters: int = 0
    linked: int = 0
    prose: int = 0
    tabled: int = 0
    own: int = 0
    own_linked: int = 0
    commas: int = 0
    score: float = 0.0
    run: int = 0
    heads: int = 0
    linked_heads: int = 0
    is_left_out: bool = False
    _names: frozenset[str] | None = None

    @property
    def names(self) -> frozenset[str]:
        """The words of its class and id."""
        if self._names is None:
            self._names = names_of(self.element)
        return self._names

    def take(self, text: str, *, is_linked: bool = False) -> None:
        """Count a piece of its own text."""
        length = len(" ".join(text.split()))
        if not text.isascii():
            length += (_LETTERS_OF_SIGN - 1) * len(_WORD_SIGN.findall(text))
            self.commas += len(_OTHER_COMMAS.findall(text))
        self.own += length
        self.characters += length
        if is_linked:
            self.own_linked += length
            self.linked += length
        self.commas += text.count(",") + text.count(";")

    @property
    def is_paragraph(self) -> bool:
        """Whether its own text is one by its length or its tag."""
        return self.own >= LONG_PARAGRAPH or self.tag in ("p", "pre")


class Parts(list[Part]):
    """The parts of a page as they follow one another, each before those within it."""

    def within(self, part: Part) -> list[Part]:
        """The part and those within it, but for what was left out."""
        return [one for one in self[part.place : part.end] if not one.is_left_out]

    def leave_out(self, part: Part) -> None:
        """Take a part out of the measures of those around it."""
        above = part.above
        while above is not None:
            above.characters -= part.characters
            above.linked -= part.linked
            above.prose -= part.prose
            above.tabled -= part.tabled
            above = above.above
        for inner in self[part.place : part.end]:
            inner.is_left_out = True


def measured(body: Any) -> Parts:
    """Every element that is shown, with its measures; ``body`` comes first.

    Links and line ends with nothing but text in them are measured with what they stand in.
    """
    parts = _shown_parts(body)
    for part in reversed(parts):
        if part.tag == "a" and _is_link(part.element):
            part.linked, part.own_linked = part.characters, part.own
        elif part.own >= _PARAGRAPH and part.tag not in INLINE:
            _count_paragraph(part)
        if part.tag in _HEADINGS:
            part.heads, part.linked_heads = 1, int(_leads_elsewhere(part))
        if part.above is not None:
            _add_to_the_one_above(part, part.above)
    return parts


def _shown_parts(body: Any) -> Parts:
    parts = Parts()
    by_element: dict[Any, Part] = {}
    for element in body.iter():
        above = by_element.get(element.getparent())
        if above is not None and (tail := element.tail) and not tail.isspace():
            above.take(tail)
        tag = element.tag
        if parts and (above is None or tag in LEFT_OUT):
            continue
        if above is not None and tag in ("a", "br", "img") and not len(element):
            if text := element.text:
                above.take(text, is_linked=_is_link(element))
            continue
        part = Part(element, tag, above, len(parts), len(parts) + 1)
        by_element[element] = part
        parts.append(part)
        if (text := element.text) and not text.isspace():
            part.take(text)
    return parts


def _is_link(element: Any) -> bool:
    """Whether it leads to another place. A telephone or an address of mail is a text."""
    href = element.get("href") or ""
    return element.tag == "a" and not href.startswith(("tel:", "mailto:"))


def _leads_elsewhere(heading: Part) -> bool:
    """Whether the heading is a link to another page, or stands in one."""
    link = heading.element if heading.characters else None
    for _ in range(_LEVELS_TO_LINK):
        link = link.getparent() if link is not None and link.tag != "a" else link
    if link is None or link.tag != "a":
        is_linked = heading.linked > heading.characters * _WHOLE
        link = heading.element.find(".//a") if is_linked else None
    return link is not None and not (link.get("href") or "#").startswith("#")


def _count_paragraph(part: Part) -> None:
    if part.own_linked > part.own * _MOST_LINKED:
        return
    if part.is_paragraph:
        part.prose += part.own
    if part.tag in ("td", "th") and part.own < LONG_BLOCK:
        part.tabled += part.own
    part.score = 1 + part.commas + min((part.own - part.own_linked) / 100, 3)


def _add_to_the_one_above(part: Part, above: Part) -> None:
    if above.end < part.end:
        above.end = part.end
    above.characters += part.characters
    if part.linked:
        above.linked += part.linked
    if part.prose:
        above.prose += part.prose
    if part.tabled:
        above.tabled += part.tabled
    if part.heads:
        above.heads += part.heads
        above.linked_heads += part.linked_heads
    if part.tag in INLINE:
        above.own += part.own
        above.own_linked += part.own_linked
        above.commas += part.commas
