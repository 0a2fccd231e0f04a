"""The heading that a quote stands under: it tells look-alike sections apart."""

import re

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
_ANEW = re.compile(r"[^\W\d_]|\(?\w[.)]\s|[-*•]\s")
_FACT = re.compile(rf"=|: |：|\||{BOX.pattern}")


def heading_over(quote: Quote) -> str:
    """The headings over a quote, outermost first, without the title of its document and those that
    name nothing ("What When Who"); "" where there is none. A short section shares the passage of
    the one before: its heading is a line of the passage that stands alone."""
    hit = quote.hit
    begins = _heading_of(quote.text.split("\n\n")[0]) if "\n" in quote.text else ""
    inside = begins or heading_within(hit.text, quote.start - hit.start)
    parts = [inside] if inside else hit.heading.split(BELOW)
    return BELOW.join(part for part in parts if part != hit.title and telling_stems(part))


def headings_in(hit: Hit) -> list[str]:
    """The title of a hit, the headings over it, and the lines in it that read like one."""
    inside = map(_heading_of, hit.text.split("\n\n"))
    return [hit.title, *hit.heading.split(BELOW), *filter(None, inside)]


def heading_within(text: str, place: int) -> str:
    """The last line above a place of a text that reads like a heading, or "": one that stands
    alone, or begins a paragraph of other lines."""
    *above, own = text[:place].split("\n\n")
    own += text[place:].partition("\n\n")[0] if own.strip() else ""
    headings = map(_heading_of, reversed([*above, own]))
    return next(filter(None, headings), "")


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
