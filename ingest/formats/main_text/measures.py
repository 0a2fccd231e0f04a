"""How much each element of a page says, links, and tells in paragraphs."""

import re
from dataclasses import dataclass
from typing import Any

from ingest.formats.html_words import INLINE, is_left_out

LONG_PARAGRAPH = 80
"""Characters; with fewer, only what is marked as a paragraph is one."""

_PARAGRAPH = 25
_MOST_LINKED = 0.5
_OTHER_COMMAS = re.compile("[，、،；]")


@dataclass(slots=True, eq=False)
class Part:
    """An element that is shown, and what it holds: characters of all text, of links, of paragraphs
    that say more than they link, and of cells of tables; ``own`` is its own text, with that of its
    links. ``score`` and ``run`` grow with the paragraphs right below it."""

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
    is_left_out: bool = False

    def take(self, text: str, *, is_linked: bool = False) -> None:
        """Count a piece of its own text."""
        if text.isspace():
            return
        length = len(" ".join(text.split()))
        self.own += length
        self.characters += length
        if is_linked:
            self.own_linked += length
            self.linked += length
        self.commas += text.count(",") + text.count(";")
        if not text.isascii():
            self.commas += len(_OTHER_COMMAS.findall(text))

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
        if part.tag == "a":
            part.linked, part.own_linked = part.characters, part.own
        elif part.own >= _PARAGRAPH and part.tag not in INLINE:
            _count_paragraph(part)
        if part.above is not None and part.characters:
            _add_to_the_one_above(part, part.above)
    return parts


def _shown_parts(body: Any) -> Parts:
    parts = Parts()
    by_element: dict[Any, Part] = {}
    for element in body.iter():
        above = by_element.get(element.getparent())
        if above is not None and element.tail:
            above.take(element.tail)
        if parts and (above is None or is_left_out(element)):
            continue
        tag = element.tag
        if above is not None and tag in ("a", "br") and not len(element):
            above.take(element.text or "", is_linked=tag == "a")
            continue
        part = Part(element, tag, above, len(parts), len(parts) + 1)
        by_element[element] = part
        parts.append(part)
        if element.text:
            part.take(element.text)
    return parts


def _count_paragraph(part: Part) -> None:
    if part.own_linked > part.own * _MOST_LINKED:
        return
    if part.is_paragraph:
        part.prose += part.own
    if part.tag in ("td", "th"):
        part.tabled += part.own
    part.score = 1 + part.commas + min((part.own - part.own_linked) / 100, 3)


def _add_to_the_one_above(part: Part, above: Part) -> None:
    above.end = max(above.end, part.end)
    above.characters += part.characters
    above.prose += part.prose
    above.linked += part.linked
    above.tabled += part.tabled
    if part.tag in INLINE:
        above.own += part.own
        above.own_linked += part.own_linked
        above.commas += part.commas
