"""Tells headings from other lines of a PDF: by the outline, by size and weight, by numbering."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.pdf.lines import Line
from ingest.pdf.structure.table_lines import is_header_line

_LONGEST = 120
_MOST_WORDS = 16
_MOST_LINES = 3
_OPENING = "“\"‘'(§¿¡«„"
_BIGGER = 1.12
_BOLD_LEVEL = 4
_NAMED = re.compile(
    r"(part|chapter|item|section|note|appendix|annex|schedule|exhibit|article)\s+"
    r"(?:[\dIVXLivxl]+[A-Za-z]?|[A-Z])\b(?![,;)])",
    re.IGNORECASE,
)
_NAMED_LEVELS = {"part": 1, "chapter": 1, "appendix": 1, "annex": 1, "note": 3}
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+[A-Z]")
_TRAILING_PAGE = re.compile(r"(?:(?<!\.)\.{3,}|(?<!\s)\s)\s*\d{1,4}$")
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


def find_headings(lines: Sequence[Line], free: Sequence[bool], type_: Typography) -> dict[int, int]:
    """Positions of the lines that look like headings, and their levels 1..6.

    ``free`` says which lines may be headings. Lines that stand out alike and follow closely are
    taken together: up to three are one heading, more are a paragraph that is set that way.
    """
    found: dict[int, int] = {}
    place = 0
    while place < len(lines):
        end = place + 1
        if free[place] and _stands_out(lines[place], type_):
            while end < len(lines) and free[end] and goes_on(lines[end - 1], lines[end]):
                end += 1
        if free[place]:
            above = lines[place - 1] if place else None
            level = _level(lines[place:end], above, type_)
            if level:
                found.update(dict.fromkeys(range(place, end), level))
        place = end
    return found


def _level(run: Sequence[Line], above: Line | None, type_: Typography) -> int:
    """The level of one or more lines taken as a heading; 0 if they are none."""
    first = run[0]
    text = " ".join(line.text for line in run)
    stands_out = _stands_out(first, type_)
    if first.bold and text.endswith(".") and type_.level_of_height(first.height):
        text = text[:-1]  # titles of studies end like this
    if len(run) > _MOST_LINES or not _could_be_heading(text, stands_out):
        return 0
    named = _NAMED.match(text)
    numbered = _NUMBERED.match(text)
    capitals = text.isupper() and sum(character.isalpha() for character in text) > 5
    alone = _has_room_above(first, above) and _TRAILING_PAGE.search(text) is None
    if named and (stands_out or alone):
        return _NAMED_LEVELS.get(named.group(1).lower(), 2)
    if numbered and (stands_out or (alone and "." in numbered.group(1))):
        return min(numbered.group(1).count(".") + 2, 6)
    if stands_out:
        return type_.level_of_height(first.height) or (_BOLD_LEVEL - 1 if capitals else _BOLD_LEVEL)
    return _BOLD_LEVEL - 1 if capitals and alone and " " in text else 0


def _stands_out(line: Line, type_: Typography) -> bool:
    bold = line.bold and not type_.body_is_bold
    return bold or type_.level_of_height(line.height) > 0


def goes_on(above: Line, line: Line) -> bool:
    """Whether a line looks like the one above, follows it closely, and opens nothing by name."""
    same_look = above.bold == line.bold and abs(above.height - line.height) < 1
    close = 0 < above.top - line.top < line.height * above.rows * 1.5
    return same_look and close and not _NAMED.match(line.text)


def _could_be_heading(text: str, stands_out: bool) -> bool:
    longest = _LONGEST * 2 if stands_out else _LONGEST
    if not 3 <= len(text) <= longest or len(text.split()) > _MOST_WORDS * (1 + stands_out):
        return False
    first = text[0]
    if first.islower() or not (first.isalnum() or first in _OPENING):
        return False
    ends_named = text[-1] == "." and stands_out and _NAMED.match(text) is not None
    ends_label = text[-1] == ":" and stands_out and text.count(":") == 1
    if text[-1] in ".,;:-" and not ends_named and not ends_label:
        return False
    letters = sum(character.isalpha() for character in text)
    return letters >= 3 and letters >= len(text) * 0.4 and not is_header_line(text)


def _has_room_above(line: Line, above: Line | None) -> bool:
    """Whether there is more room above than between lines, or the line is first on its page."""
    if above is None or not line.height:
        return True
    room = above.top - line.top
    return room <= 0 or room > line.height * above.rows * 1.6
