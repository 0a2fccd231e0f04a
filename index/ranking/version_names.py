"""The name of a document without what tells its versions apart: "Lease v2 (final)", "lease 2024".

The dates of a series tell documents apart, not versions: minutes, invoices, letters.
"""

import math
import re
from dataclasses import dataclass

from index.ranking.document_dates import without_dates

_SERIES = re.compile(
    r"\b(?:agenda|bill|booking|bulletin|calendar|delivery|diary|e ?mail|invoice|journal|letter|log|"
    r"mail|meeting|memo|minute|newsletter|note|offer|order|payslip|protocol|quote|receipt|report|"
    r"reservation|statement|ticket|timesheet)s?\b"
)
_SEPARATORS = re.compile(r"[\s_,;–—-]+|(?<!\d)\.|\.(?!\d)")
_NUMBERED = re.compile(
    r"\b(?:v|ver|version|rev|revision) ?(?:(?P<number>\d+(?:\.\d+)*)|(?<= )(?P<letter>[a-z]))\b"
)
_UNFINISHED = re.compile(r"\b(?:draft|old)\b")
_FINISHED = re.compile(r"\b(?:final|revised|updated|signed)\b")
_COPIED = re.compile(r"\bcopy of\b|\bcopy(?=(?: \(\d+\))?$)|\(\d+\)(?=$| copy$)")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class VersionName:
    """A name as it is without its marks, and without dates too (``undated``).

    ``rank`` orders the marks: draft, none, v1, v2, final. ``is_marked`` is not said of a copy: a
    program that saves another file under the same name calls it "(1)".
    """

    unmarked: str
    undated: str
    rank: tuple[tuple[float, ...], int]
    is_marked: bool


def version_name(name: str) -> VersionName:
    """What a title, or a file's name without its suffix, says of the version."""
    copied = " ".join(_SEPARATORS.sub(" ", name.lower()).split())
    marked = unmarked = _COPIED.sub(" ", copied)
    for marks in (_NUMBERED, _UNFINISHED, _FINISHED):
        unmarked = marks.sub(" ", unmarked)
    undated = unmarked if _SERIES.search(unmarked) else without_dates(unmarked)
    return VersionName(_words(unmarked), _words(undated), _rank(marked), unmarked != marked)


def _rank(name: str) -> tuple[tuple[float, ...], int]:
    finished = bool(_FINISHED.search(name)) - bool(_UNFINISHED.search(name))
    numbered = _NUMBERED.search(name)
    if numbered is None:
        return (math.inf if finished > 0 else 0.0,), finished
    if numbered["letter"]:
        return (float(ord(numbered["letter"]) - ord("a") + 1),), finished
    return tuple(map(float, numbered["number"].split("."))), finished


def _words(text: str) -> str:
    return " ".join(_WORD.findall(text))
