"""Recognises tables in the lines of a page by their words alone: rows of numbers, and headers."""

import re
from collections.abc import Sequence

from localdocs.languages.months import WHOLE_NAME

_CELL = re.compile(
    r"[$€£¥]?[-–—+(]{0,2}[$€£¥]?\d[\d.,/:]*(?:[)%xX†‡*]{0,3}|bps|pts)(?:\(\w\))?"
    r"|[$€£¥%)]|[—–-]+%?|n/?[am]\.?|\*{1,3}",
    re.IGNORECASE,
)
_SIGN = re.compile(r"[$€£¥%)(]+|\*+")
_HEADER_WORD = re.compile(
    r"(?:19|20)\d\d[,*]?|q[1-4]|fy\d{2,4}"
    r"|jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?"
    r"|aug(?:ust|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?"
    r"|three|six|nine|twelve|thirteen|thirty-nine|twenty-six|first|second|third|fourth|full"
    r"|months?|weeks?|quarters?|years?|fiscal|ended|ending|december|as|at|of|the|and|to|for|in"
    r"|vs\.?|versus|change|changes?|%|\$|€|£|total|\(?unaudited\)?|\(?audited\)?|[—–|-]"
    r"|amount|amounts|percent|percentage|growth|increase|decrease|\(?decrease\)|or|/"
    r"|\(?(?:in|u\.?s\.?|dollars?|euros?|usd|eur|gbp|millions?|thousands?|billions?|except|per|share"
    r"|shares|data|amounts?|where|otherwise|noted|stated|restated|notes?|\$(?:000s?|m|bn)),?\)?",
    re.IGNORECASE,
)
_MONTH = re.compile(
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?", re.IGNORECASE
)
_DAY = re.compile(r"\d{1,2},?")
_YEAR = re.compile(r"(?:19|20)\d\d[,*]?")
_TELLING_WORD = re.compile(
    rf"\b(?:{WHOLE_NAME}) \d|\b(?:19|20)\d\d\b|ended|\b(?:millions|thousands|billions)\b|months"
    r"|quarter|fiscal|change|unaudited|%",
    re.IGNORECASE,
)
_UNITS = re.compile(
    r"\(?(?:(?:all |dollar |u\.?s\.? )?(?:amounts?|figures|dollars|numbers?|\$|€|£)\s*)?"
    r"(?:are |expressed |stated )?(?:in )?(?:millions|thousands|billions)\b",
    re.IGNORECASE,
)
_MOST_HEADER_LINES = 12
_MOST_LABELS = 3
_FEW_CELLS = 3
_LONGEST_LABEL_WORDS = 14
_LONGEST_WRAPPED_LABEL_WORDS = 20
_MOST_HEADER_WORDS = 24


def table_rows(lines: Sequence[str]) -> list[bool]:
    """For each line whether it is a row of a table: a label and several numbers.

    A line with one number counts between rows; so do short lines between rows ("Net sales:").
    """
    cells = [_cells_at_end(line) for line in lines]
    rows = [
        count >= 2 and not is_header_line(line) for line, count in zip(lines, cells, strict=True)
    ]
    for place, count in enumerate(cells):
        beside_row = rows[max(place - 1, 0)] or any(rows[place + 1 : place + 2])
        if count == 1 and beside_row and len(lines[place].split()) <= _LONGEST_LABEL_WORDS:
            rows[place] = not is_header_line(lines[place])
    _fill_labels(lines, rows)
    for place, count in enumerate(cells):
        alone = not any(rows[max(place - 1, 0) : place]) and not any(rows[place + 1 : place + 2])
        if rows[place] and alone and count < _FEW_CELLS:
            rows[place] = place > 0 and is_header_line(lines[place - 1])
    return rows


def table_top(lines: Sequence[str], first_row: int, stop: int) -> tuple[int, int]:
    """Where the header above a table's first row starts, and where the rows start.

    Both are ``first_row`` if there is no header. Short lines between the header and the first
    number ("Net sales:") belong to the rows. Lines before ``stop`` are not looked at.
    """
    rows_start = first_row
    while rows_start > max(stop, first_row - _MOST_LABELS) and _can_label(lines[rows_start - 1]):
        rows_start -= 1
    start = rows_start
    while start > max(stop, first_row - _MOST_HEADER_LINES) and is_header_line(lines[start - 1]):
        start -= 1
    if start < rows_start:
        return start, rows_start
    if first_row > stop and _names_columns(lines[first_row - 1], lines[first_row]):
        return first_row - 1, first_row
    return first_row, first_row


def is_header_line(line: str) -> bool:
    """Whether a line holds nothing but words of column heads: periods, years, units.

    A line that opens with the unit, "($ in millions) Location 2022", is a head whatever follows.
    """
    words = line.split()
    if line.startswith("(") and _UNITS.match(line) and not _cells_at_end(line) > len(words) / 2:
        return len(words) <= _MOST_HEADER_WORDS
    if len(words) > _MOST_HEADER_WORDS or not _TELLING_WORD.search(line):
        return False
    years = 0
    for place, word in enumerate(words):
        years += _YEAR.fullmatch(word) is not None
        is_day = place > 0 and _DAY.fullmatch(word) and _MONTH.fullmatch(words[place - 1])
        if not is_day and not _HEADER_WORD.fullmatch(word):
            break
    else:
        return True
    return years >= 2 and _is_named_years(words)


def _is_named_years(words: Sequence[str]) -> bool:
    """Whether the words are years and capitalised names: "2022 2021 Operations Currency"."""
    return all(_YEAR.fullmatch(word) or word[0].isupper() or word in "%$" for word in words)


def _cells_at_end(line: str) -> int:
    """How many numbers (or dashes for none) stand at the end of the line, dates not counted."""
    words = line.split()
    count = 0
    while words and _CELL.fullmatch(words[-1]):
        count += not _SIGN.fullmatch(words.pop())
    if words and count <= 2 and _MONTH.fullmatch(words[-1]):
        return 0
    longest = _LONGEST_LABEL_WORDS if count < 2 else _LONGEST_WRAPPED_LABEL_WORDS
    return count if len(words) <= longest or count > 2 else 0


def _fill_labels(lines: Sequence[str], rows: list[bool]) -> None:
    """Mark up to two short lines between two rows as rows."""
    for place in range(1, len(rows) - 1):
        if rows[place] or not rows[place - 1]:
            continue
        gap = 1 if rows[place + 1] else 2
        inside = lines[place : place + gap]
        closed = place + gap < len(rows) and rows[place + gap]
        if closed and all(_can_label(line) for line in inside):
            rows[place : place + gap] = [True] * gap


def _can_label(line: str) -> bool:
    """Whether a line can stand between rows, to name a group of them or begin a long label."""
    return (
        len(line.split()) <= _LONGEST_WRAPPED_LABEL_WORDS
        and not line.endswith(".")
        and not is_header_line(line)
    )


def _names_columns(line: str, row: str) -> bool:
    """Whether a line looks like the heads of the columns of this row: short capitalised words."""
    words = line.split()
    cells = _cells_at_end(row)
    capitals = sum(word[0].isupper() or not word[0].isalpha() for word in words)
    return (
        cells >= 2
        and cells <= len(words) <= 16
        and capitals >= len(words) * 0.7
        and not line.endswith((".", ":", ";", ","))
    )
