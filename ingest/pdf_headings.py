"""Tells headings from other lines of a PDF: by the outline, by size and weight, by numbering."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.pdf_lines import Line

_LONGEST = 120
_MOST_WORDS = 16
_BIGGER = 1.12
_BOLD_LEVEL = 4
_NAMED = re.compile(
    r"(part|chapter|item|section|note|appendix|annex|schedule|exhibit|article)\s+"
    r"(?:[\dIVXLivxl]+[A-Za-z]?|[A-Z])\b(?![,;)])",
    re.IGNORECASE,
)
_NAMED_LEVELS = {"part": 1, "chapter": 1, "appendix": 1, "annex": 1, "note": 3}
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+[A-Z]")
_SECTION_LETTERED = re.compile(r"(?:[IVX]{1,5}|[A-Z])\.\s+[A-Z]")
_TRAILING_PAGE = re.compile(r"(?:\.{3,}|\s)\s*\d{1,4}$")
_WORD_CHARACTERS = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Typography:
    """How the body of a document is set, in points, and which sizes stand out from it."""

    body_height: float
    body_is_bold: bool
    heading_heights: tuple[float, ...]

    def level_of_height(self, height: float) -> int:
        """1 for the largest size in use, at most 3; 0 for body size and below."""
        if height < self.body_height * _BIGGER or not self.body_height:
            return 0
        larger = sum(other > height * 1.05 for other in self.heading_heights)
        return min(larger + 1, 3)


def typography(pages: Iterable[Sequence[Line]]) -> Typography:
    """Measures the body by the number of characters in each height and weight."""
    heights: Counter[float] = Counter()
    bold: Counter[bool] = Counter()
    for lines in pages:
        for line in lines:
            heights[line.height] += len(line.text)
            bold[line.bold] += len(line.text)
    body = max(heights, key=heights.__getitem__, default=0.0)
    bigger = sorted({height for height in heights if height >= body * _BIGGER}, reverse=True)
    distinct = [height for place, height in enumerate(bigger)
                if place == 0 or height < bigger[place - 1] * 0.95]  # fmt: skip
    return Typography(body, bold[True] > bold[False], tuple(distinct[:4]))


def outline_key(text: str) -> str:
    """What a title in the outline and its line on the page have in common."""
    return _WORD_CHARACTERS.sub("", text).casefold()


def outline_headings(lines: Sequence[Line], titles: dict[str, int]) -> dict[int, int]:
    """Positions of the lines that are titles of the outline, and their levels.

    ``titles`` maps outline keys to levels. A title may run over up to three lines.
    """
    found: dict[int, int] = {}
    if not titles:
        return found
    keys = [outline_key(line.text) for line in lines]
    for place in range(len(lines)):
        for length in (1, 2, 3):
            level = titles.get("".join(keys[place : place + length]), 0)
            if level and place + length <= len(lines) and place not in found:
                found.update(dict.fromkeys(range(place, place + length), level))
    return found


def heading_level(line: Line, above: Line | None, below: Line | None, type_: Typography) -> int:
    """The level 1..6 of a line that looks like a heading, else 0."""
    text = line.text
    if not _could_be_heading(text):
        return 0
    by_height = type_.level_of_height(line.height)
    stands_out = by_height > 0 or (line.bold and not type_.body_is_bold)
    capitals = text.isupper() and sum(character.isalpha() for character in text) > 5
    named = _NAMED.match(text)
    numbered = _NUMBERED.match(text)
    listed = _TRAILING_PAGE.search(text) is not None
    alone = _stands_alone(line, above, below)
    if named and (stands_out or (capitals and not listed) or (alone and not listed)):
        return _NAMED_LEVELS.get(named.group(1).lower(), 2)
    if numbered and (stands_out or (alone and "." in numbered.group(1) and not listed)):
        return min(numbered.group(1).count(".") + 2, 6)
    if by_height:
        return by_height
    if stands_out:
        return _BOLD_LEVEL - 1 if capitals else _BOLD_LEVEL
    lettered = _SECTION_LETTERED.match(text) is not None
    if capitals and alone and not listed and (lettered or len(text.split()) > 1):
        return _BOLD_LEVEL - 1
    return 0


def _could_be_heading(text: str) -> bool:
    if not 3 <= len(text) <= _LONGEST or len(text.split()) > _MOST_WORDS:
        return False
    first = text[0]
    if text[-1] in ".,;-" or not (first.isupper() or first.isdigit() or not first.isascii()):
        return False
    letters = sum(character.isalpha() for character in text)
    return letters >= 3 and letters >= len(text) * 0.4


def _stands_alone(line: Line, above: Line | None, below: Line | None) -> bool:
    """Whether there is more room above the line than below it, or it is the first of its page."""
    if above is None or not line.height:
        return True
    room_above = above.top - line.top
    if room_above <= 0:
        return True
    return room_above > line.height * above.rows * 1.6 and below is not None
