"""The heading that a quote stands under: it tells look-alike sections apart."""

import re

from prompts.evidence.citations import Quote

BELOW = " > "
"""Parts the headings of a path."""

LONGEST_HEADING = 8
"""Words of a line that is taken for a heading."""

_HEADING = re.compile(r"[^\W\d_].*[^.!?:;,|]")


def heading_over(quote: Quote) -> str:
    """The headings over a quote, outermost first, without the title of its document; "" where there
    is none. A short section shares the passage of the one before: its heading is a line of the
    passage that stands alone."""
    hit = quote.hit
    inside = heading_within(hit.text, quote.start - hit.start)
    parts = [inside] if inside else hit.heading.split(BELOW)
    return BELOW.join(part for part in parts if part != hit.title)


def heading_within(text: str, place: int) -> str:
    """The last line above a place of a text that stands alone and reads like a heading, or ""."""
    above = map(str.strip, reversed(text[:place].split("\n\n")[:-1]))
    return next((line for line in above if is_like_heading(line)), "")


def is_like_heading(line: str) -> bool:
    """Whether a line that stands alone reads like a heading: a few words without an end."""
    return bool(_HEADING.fullmatch(line)) and len(line.split()) <= LONGEST_HEADING
