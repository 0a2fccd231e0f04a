"""A title for a report to the stock exchange: who, which form, and which period.

Such reports look alike page for page and seldom carry a title; without one, a passage does not
say which company and year it is about.

Born of one kind of file, filings. With ranking by names (decision 9) it brought the right one of
130 quarterly reports first for 95 % of the questions, where 64 % had.
"""

import re
from collections.abc import Sequence

_FORM = re.compile(
    r"\bform\s+((?:10-?[kq]|8-?k|6-?k|20-?f|40-?f|s-1|11-?k)(?:/a)?)\b", re.IGNORECASE
)
_NAME_BELOW = re.compile(r"(?:\(|(?<![\s(]))\s*exact\s+name\s+of\s+registrant", re.IGNORECASE)
_AUTHORITY = re.compile(r"securities\s+and\s+exchange\s+commission", re.IGNORECASE)
_PERIOD = re.compile(
    r"((?:fiscal\s+year|quarterly\s+period|year|quarter|period)\s+ended:?)\s+"
    r"([A-Z][a-z]+\s+\d{1,2}\s*,\s*\d{4})",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"earliest\s+event\s+reported\)?:?\s*([A-Z][a-z]+\s+\d{1,2}\s*,\s*\d{4})", re.IGNORECASE
)
_NO_NAME = re.compile(
    r"united\s+states.*|.*\b(?:report|commission|act|section|registrant|form|securities)\b.*"
    r"|.*\d{4}",
    re.IGNORECASE,
)
_FIRST_CHARACTERS = 1000
_LONGEST_NAME = 80
_LINES_ABOVE = 3


def report_title(first_page: str, names: Sequence[str] = ()) -> str:
    """``Apple Inc., Form 10-Q, quarterly period ended June 25, 2022``; "" for anything else.

    ``names`` are the lines that stand out, best first: one is the company's, where the page does
    not mark it as such.
    """
    form = _FORM.search(first_page, 0, _FIRST_CHARACTERS)
    if form is None or not _AUTHORITY.search(first_page, 0, _FIRST_CHARACTERS):
        return ""
    marker = _NAME_BELOW.search(first_page)
    above = [_line_above(first_page[: marker.start()])] if marker else []
    name = next((name for name in [*above, *names] if name and not _NO_NAME.fullmatch(name)), "")
    if not name:
        return ""
    parts = [name, f"Form {form.group(1).upper()}"]
    if period := _PERIOD.search(first_page):
        parts.append(f"{_plain(period.group(1)).lower()} {_plain(period.group(2))}")
    elif event := _EVENT.search(first_page):
        parts.append(_plain(event.group(1)))
    return ", ".join(parts)


def _line_above(text: str) -> str:
    """The name in the last lines of the text: the lowest line that has letters."""
    lines = [line.rpartition("__")[2] for line in text.rstrip(" _\n").split("\n")]
    for line in reversed(lines[-_LINES_ABOVE:]):
        letters = sum(character.isalpha() for character in line)
        if letters >= 2 and len(line) <= _LONGEST_NAME:
            return _plain(line)
    return ""


def _plain(text: str) -> str:
    return re.sub(r"\s+([,.])", r"\1", " ".join(text.split())).rstrip(":")
