"""What stands beside a text and may be what a person looks for: hours, addresses, telephones."""

import re

from ingest.formats.html_tables import text_of_cell
from ingest.formats.main_text.measures import Part, Parts
from ingest.formats.main_text.names import COMMENTS

_SHORTEST, _LONGEST = 12, 600
_MOST_LINKED = 0.4
_TELEPHONE = re.compile(r"(?:\+|\b0)\d[\d ()/-]{5,20}\d\b")
_MAIL = re.compile(r"[\w+-]@[\w-]{1,63}\.\w")
_TIME = re.compile(r"\b\d{1,2}:\d\d\b")
_PRICE = re.compile(r"[€$£¥] ?\d|\d ?(?:€|EUR\b|Euro\b|CHF\b|kr\b)")


def boxes_with_facts(parts: Parts, furniture: Part) -> list[Part]:
    """The outermost parts within a part that is no text which are short, seldom linked, and tell
    such facts. Readers' comments do not count."""
    boxes: list[Part] = []
    if not COMMENTS.isdisjoint(furniture.names):
        return boxes
    place = furniture.place
    while place < furniture.end:
        part = parts[place]
        is_short = part.characters <= _LONGEST and part.linked <= part.characters * _MOST_LINKED
        if is_short and part.characters >= _SHORTEST and _tells_facts(part):
            boxes.append(part)
        place = part.end if is_short else place + 1
    return boxes


def _tells_facts(part: Part) -> bool:
    if part.tag == "address" or part.element.find(".//address") is not None:
        return True
    text = text_of_cell(part.element)
    if _TELEPHONE.search(text) or _MAIL.search(text):
        return True
    times = len(_TIME.findall(text))
    return times > 1 or (times == 1 and _PRICE.search(text) is not None)
