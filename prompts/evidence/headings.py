"""The heading that a quote stands under: it tells look-alike sections apart."""

import re
from collections.abc import Sequence

from localdocs.types import Hit
from prompts.evidence.citations import Quote
from prompts.text.list_items import BOX
from prompts.text.support import telling_stems

BELOW = " > "
"""Parts the headings of a path."""

LONGEST_HEADING = 8
"""Words of a line that stands alone and is taken for a heading."""

LONGEST_LEAD = 6
"""Words of one that stands right above its text."""

_HEADING = re.compile(r"[^\W\d_].*[^.!?:;,|]")
_NUMBER = re.compile(r"(?:§ ?\d{1,3}|\d{1,2}\.(?:\d{1,2}\.?){0,3}) +")
_DIGITS = re.compile(r"\d+")
_ANEW = re.compile(r"[^\W\d_]|\(?\w[.)]\s|[-*•]\s")
_FACT = re.compile(rf"=|: |：|\||{BOX.pattern}|(?<![\d.,])\d[\d.,]{{0,20}}[.,]\d\d$")


def heading_over(quote: Quote) -> str:
    """The headings over a quote, outermost first, without the title of its document and those that
    name nothing ("What When Who"); "" where there is none. A short section shares the passage of
    the one before: its heading is a line of the passage that stands alone, numbered ("§ 4 Notice")
    or not."""
    hit, own = quote.hit, quote.text.split("\n\n")
    begins = _heading_of(own[0]) if "\n" in quote.text else ""
    begins = begins or _numbered_heading(own[0], "".join(own[1:2]))
    inside = begins or _last_heading(_paragraphs_to(hit.text, quote.start - hit.start), own[0])
    parts = [inside] if inside else hit.heading.split(BELOW)
    return BELOW.join(part for part in parts if part != hit.title and telling_stems(part))


def headings_in(hit: Hit) -> list[str]:
    """The title of a hit, the headings over it, and the lines in it that read like one."""
    inside = map(_heading_of, hit.text.split("\n\n"))
    return [hit.title, *hit.heading.split(BELOW), *filter(None, inside)]


def heading_within(text: str, place: int) -> str:
    """The last line above a place of a text that reads like a heading, or "": one that stands
    alone, or begins a paragraph of other lines."""
    headings = map(_heading_of, reversed(_paragraphs_to(text, place)))
    return next(filter(None, headings), "")


def _paragraphs_to(text: str, place: int) -> list[str]:
    """The paragraphs of a text up to the one that has this place, which is whole."""
    *above, own = text[:place].split("\n\n")
    own += text[place:].partition("\n\n")[0] if own.strip() else ""
    return [*above, own]


def _last_heading(paragraphs: Sequence[str], following: str) -> str:
    """The last of the paragraphs that reads like a heading, numbered or not; or ""."""
    for paragraph in reversed(list(filter(str.strip, paragraphs))):
        if heading := _heading_of(paragraph) or _numbered_heading(paragraph, following):
            return heading
        following = paragraph
    return ""


def _numbered_heading(paragraph: str, following: str) -> str:
    """A paragraph that is a line like "§ 4 Notice" or "4. Notice"; or "". No day is, nor an item of
    a list: what follows has a number of its kind."""
    number, next_number = _NUMBER.match(paragraph), _NUMBER.match(following)
    if number is None or not following:
        return ""
    line, named = paragraph.strip(), paragraph[number.end() :].strip()
    is_item = next_number is not None and _kind(next_number) == _kind(number)
    is_name = named[:1].isupper() and not any(map(str.isdigit, named)) and is_like_heading(named)
    return line if is_name and not is_item else ""


def _kind(number: re.Match[str]) -> str:
    return _DIGITS.sub("1", number.group().strip())


def _heading_of(paragraph: str) -> str:
    """The heading that a paragraph is, or begins with; or ""."""
    first, *others = paragraph.strip().split("\n")
    if not is_like_heading(first.strip()):
        return ""
    leads = len(first.split()) <= LONGEST_LEAD and all(map(_ANEW.match, others[:1]))
    begins_anew = leads and not (others and others[0][0].islower())
    return first.strip() if not others or begins_anew else ""


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a stretch of a text is a line between blank lines that reads like a heading."""
    alone = (not start or text.endswith("\n\n", 0, start)) and text.startswith("\n\n", end)
    return alone and is_like_heading(text[start:end])


def is_like_heading(line: str) -> bool:
    """Whether a line that stands alone reads like a heading: a few words without an end, no formula
    and no label with its value."""
    if len(line.split()) > LONGEST_HEADING or _FACT.search(line):
        return False
    return bool(_HEADING.fullmatch(line) and telling_stems(line))
