"""What time a document is about, as far as its title and its file's name say."""

import re

from localdocs.languages.months import NAME_OR_SHORT, month_number

_YEAR = r"(?:19|20)\d\d"

_IN_WORDS = re.compile(
    rf"\b({NAME_OR_SHORT})\.? (\d{{1,2}})(?:st|nd|rd|th)?,? ({_YEAR})\b", re.IGNORECASE
)
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})\.? ({NAME_OR_SHORT})\.? ({_YEAR})\b", re.IGNORECASE)
_ISO = re.compile(rf"(?<!\d)({_YEAR})[-_. ]?(0[1-9]|1[0-2])[-_. ]?(0[1-9]|[12]\d|3[01])(?!\d)")
_MONTH_ALONE = re.compile(rf"(?<![a-z])({NAME_OR_SHORT})[-_. ]*({_YEAR})(?!\d)", re.IGNORECASE)
_YEAR_AND_MONTH = re.compile(  # not a form: 2018_10-K
    rf"(?<!\d)({_YEAR})[-_. ](0[1-9]|1[0-2])(?![-_.]?\d|-?[a-z](?![a-z]))", re.IGNORECASE
)
_YEAR_AND_QUARTER = re.compile(rf"(?<!\d)({_YEAR})[-_ ]*Q([1-4])(?!\d)", re.IGNORECASE)
_QUARTER_AND_YEAR = re.compile(rf"(?<![a-z\d])Q([1-4])[-_ ]*({_YEAR})(?!\d)", re.IGNORECASE)
_YEAR_ALONE = re.compile(rf"(?<!\d)({_YEAR})(?!\d)")


def document_date(title: str, name: str, created: str) -> str:
    """``2023-07-01``, or as much of it as is known (``2023-09``, ``2023``); "" for nothing.

    The title is asked first, then the file's name, then the date ``created`` that the file's
    metadata give. Dates of any precision can be compared as text.
    """
    return _date_in(title) or _date_in(name) or created[:10]


def without_dates(text: str) -> str:
    """The text with a space for each date in it; of a quarter, which has a report of its own, for
    the year alone."""
    for pattern in (_IN_WORDS, _DAY_FIRST, _ISO, _MONTH_ALONE, _YEAR_AND_MONTH, _YEAR_ALONE):
        text = pattern.sub(" ", text)
    return text


def _date_in(text: str) -> str:
    """The latest date in a text: "from January 1, 2022 to March 31, 2022" ends in March."""
    text = " ".join(text.split())
    exact = [_iso(y, month_number(m), d) for m, d, y in _IN_WORDS.findall(text)]
    exact += [_iso(y, month_number(m), d) for d, m, y in _DAY_FIRST.findall(text)]
    exact += [_iso(y, m, d) for y, m, d in _ISO.findall(text)]
    if exact:
        return max(exact)
    months = [f"{y}-{month_number(m):02}" for m, y in _MONTH_ALONE.findall(text)]
    months += [f"{y}-{m}" for y, m in _YEAR_AND_MONTH.findall(text)]
    months += [f"{y}-{3 * int(q):02}" for y, q in _YEAR_AND_QUARTER.findall(text)]
    months += [f"{y}-{3 * int(q):02}" for q, y in _QUARTER_AND_YEAR.findall(text)]
    return max(months or _YEAR_ALONE.findall(text) or [""])


def _iso(year: str, month: int | str, day: str) -> str:
    return f"{year}-{int(month):02}-{int(day):02}"
