"""The heading that a quote stands under: it tells look-alike sections apart."""

import re

from localdocs.types import Hit
from prompts.evidence.citations import Quote
from prompts.text.list_items import BOX
from prompts.text.support import telling_stems

BELOW = " > "
"""Parts the headings of a path."""

LONGEST_HEADING = 8
"""Words of a line that is taken for a heading."""

_HEADING = re.compile(r"[^\W\d_].*[^.!?:;,|]")
_FACT = re.compile(rf"=|: |\||{BOX.pattern}")


def heading_over(quote: Quote) -> str:
    """The headings over a quote, outermost first, without the title of its document and those that
    name nothing ("What When Who"); "" where there is none. A short section shares the passage of
    the one before: its heading is a line of the passage that stands alone."""
    hit = quote.hit
    first, _, rest = quote.text.partition("\n\n")
    begins = first if rest and is_like_heading(first) else ""
    inside = begins or heading_within(hit.text, quote.start - hit.start)
    parts = [inside] if inside else hit.heading.split(BELOW)
    return BELOW.join(part for part in parts if part != hit.title and telling_stems(part))


def headings_in(hit: Hit) -> list[str]:
    """The title of a hit, the headings over it, and the lines in it that read like one."""
    paragraphs = map(str.strip, hit.text.split("\n\n"))
    return [hit.title, *hit.heading.split(BELOW), *filter(is_like_heading, paragraphs)]


def heading_within(text: str, place: int) -> str:
    """The last line above a place of a text that stands alone and reads like a heading, or ""."""
    above = map(str.strip, reversed(text[:place].split("\n\n")[:-1]))
    return next((line for line in above if is_like_heading(line)), "")


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a stretch of a text is a line between blank lines that reads like a heading."""
    before, after = text[:start], text[end:]
    alone = (not before or before.endswith("\n\n")) and after.startswith("\n\n")
    return alone and is_like_heading(text[start:end])


def is_like_heading(line: str) -> bool:
    """Whether a line that stands alone reads like a heading: a few words without an end, no formula
    and no label with its value."""
    if len(line.split()) > LONGEST_HEADING or _FACT.search(line):
        return False
    return bool(_HEADING.fullmatch(line) and telling_stems(line))
