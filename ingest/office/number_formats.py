"""Numbers as a spreadsheet shows them: "25 %", "€1,200.00", "00042", "(35)"; dates and times.

A cell holds 0.25 and a format such as ``0%``. What a person reads, and asks for, is the number in
its format. Where a format does more than is known here, the plain number is shown.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"$"#,##0',
    6: '"$"#,##0',
    7: '"$"#,##0.00',
    8: '"$"#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    14: "yyyy-mm-dd",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm",
    19: "h:mm:ss",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy-mm-dd h:mm",
    37: "#,##0;(#,##0)",
    38: "#,##0;(#,##0)",
    39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;(#,##0.00)",
    41: '#,##0;(#,##0);"-"',
    42: '"$"#,##0;("$"#,##0);"$-"',
    43: '#,##0.00;(#,##0.00);"-"',
    44: '"$"#,##0.00;("$"#,##0.00);"$-"',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss",
    48: "0.0E+0",
    49: "@",
}
"""The formats that a file names by number alone."""

_LITERAL = re.compile(
    r'"([^"]*)"|\\(.)|\[\$([^\]-]{0,20})(?:-[^\]]{0,20})?\]|\[[^\]]{0,40}\]|_.|\*.'
)
_DATE_SIGNS = re.compile(r"[ymdhs]", re.IGNORECASE)
_DATE_PART = re.compile(r"am/pm|a/p|y+|m+|d+|h+|s+(?:\.0+)?", re.IGNORECASE)
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_DIGITS = re.compile(r"\.?[0#?][0#?,.]*")
_OPEN, _CLOSE = "\ue000", "\ue001"  # around literals while a format is taken apart
_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_LONGEST_FORMAT = 255
_LARGEST = 1e15


def plain_number(value: float) -> str:
    """A number without a format: whole ones without a point, so that an id stays one."""
    if value == int(value) and abs(value) < _LARGEST:
        return str(int(value))
    return f"{value:.15g}"


def shown_number(value: float, code: str) -> str:
    """A number that is no date, in its format."""
    if value != value or value in (float("inf"), float("-inf")):
        return str(value)
    if not code or len(code) > _LONGEST_FORMAT or code.lower() == "general" or code == "@":
        return plain_number(value)
    pattern = _pattern(code, value)
    if pattern is None:
        return plain_number(value)
    return pattern.shown(value)


@lru_cache(maxsize=512)
def is_date_format(code: str) -> bool:
    """Whether numbers in this format are days or times."""
    if len(code) > _LONGEST_FORMAT or code.lower() == "general":
        return False
    section = code.split(";")[0]
    return bool(_ELAPSED.search(section) or _DATE_SIGNS.search(_LITERAL.sub("", section)))


def shown_date(value: float, code: str, *, from_1904: bool) -> str:
    """A day or time in its format.

    Days of which all is given in digits are "2024-03-05", since "03/05/24" is two days; what names
    the month or leaves the day out is as the format has it.
    """
    if _ELAPSED.search(code):
        return _elapsed(value, code)
    moment = moment_of(value, from_1904=from_1904)
    return plain_number(value) if moment is None else shown_moment(moment, code)


def moment_of(value: float, *, from_1904: bool) -> datetime | None:
    """The day that a number stands for; None where there is none."""
    if value < 0:
        return None
    if not from_1904 and value < 60:
        value += 1  # the 29th of February 1900, which was none, is counted
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)
    try:
        return start + timedelta(seconds=round(value * 86_400, 3))
    except (OverflowError, ValueError):
        return None


def shown_moment(moment: datetime, code: str) -> str:
    """A moment in a format of dates."""
    parts = {part.lower() for part in _DATE_PART.findall(_LITERAL.sub(" ", code))}
    has_day = any(part[0] == "d" for part in parts)
    has_year = any(part[0] == "y" for part in parts)
    has_time = any(part[0] in "hs" for part in parts)
    is_named = any(part.startswith("mmm") for part in parts)
    clock = f"{moment:%H:%M}" + (f":{moment:%S}" if any(p[0] == "s" for p in parts) else "")
    if not has_year and not has_day and has_time:
        return clock
    if has_day and has_year and not is_named:
        return f"{moment:%Y-%m-%d}" + (f" {clock}" if has_time else "")
    shown = _in_words(moment, code)
    return f"{shown} {clock}" if has_time else shown


def shown_value(value: object) -> str:
    """A value of Python's own that has no format."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return plain_number(float(value)) if abs(value) < _LARGEST else str(value)
    if isinstance(value, datetime):
        has_time = (value.hour, value.minute, value.second) != (0, 0, 0)
        return f"{value:%Y-%m-%d %H:%M}" if has_time else f"{value:%Y-%m-%d}"
    if isinstance(value, timedelta):
        return _elapsed(value.total_seconds() / 86_400, "[h]:mm")
    if isinstance(value, time):
        return f"{value:%H:%M}" if not value.second else f"{value:%H:%M:%S}"
    return value.isoformat() if isinstance(value, date) else str(value)


def _elapsed(value: float, code: str) -> str:
    seconds = round(abs(value) * 86_400)
    sign = "-" if value < 0 else ""
    lower = code.lower()
    if "[s" in lower:
        return f"{sign}{seconds}"
    if "[m" in lower:
        return f"{sign}{seconds // 60}:{seconds % 60:02}"
    end = f":{seconds % 60:02}" if "s" in lower else ""
    minutes = f":{seconds // 60 % 60:02}" if "m" in lower else ""
    return f"{sign}{seconds // 3600}{minutes}{end}"


def _in_words(moment: datetime, code: str) -> str:
    """The day as the format has it, without the time: "5 March 2024", "Mar 24"."""

    def part(match: re.Match[str]) -> str:
        sign = match.group().lower()
        if sign[0] == "y":
            return f"{moment:%Y}" if len(sign) > 2 else f"{moment:%y}"
        if sign[0] == "d":
            named = _DAYS[moment.weekday()]
            names = [str(moment.day), f"{moment:%d}", named[:3], named]
            return names[min(len(sign), 4) - 1]
        if sign[0] == "m":
            named = _MONTHS[moment.month - 1]
            names = [str(moment.month), f"{moment:%m}", named[:3], named, named[:1]]
            return names[min(len(sign), 5) - 1]
        return ""

    before = re.split(r"\[?[hs]", code.split(";")[0], maxsplit=1, flags=re.IGNORECASE)[0]
    plain = _LITERAL.sub(_literal, before)
    pieces = re.split(f"({_OPEN}[^{_CLOSE}]*{_CLOSE})", plain)
    words = [
        piece[1:-1] if piece.startswith(_OPEN) else _DATE_PART.sub(part, piece) for piece in pieces
    ]
    return "".join(words).strip(" ,;@")


@dataclass(frozen=True, slots=True)
class _Pattern:
    """One section of a format. ``drops_sign``: what it has around the digits says that it is less
    than zero."""

    before: str
    after: str
    decimals: int
    most_decimals: int
    least_digits: int
    groups: bool
    scale: int
    percent: bool
    exponent: bool
    drops_sign: bool

    def shown(self, value: float) -> str:
        scaled = Decimal(repr(value)) / (1000**self.scale) * (100 if self.percent else 1)
        if self.exponent:
            return f"{self.before}{value:.{self.most_decimals}E}{self.after}".strip()
        if abs(scaled) >= Decimal(10) ** 20:
            return plain_number(value)
        rounded = abs(scaled).quantize(Decimal(1).scaleb(-self.most_decimals), ROUND_HALF_UP)
        digits = f"{rounded:,f}" if self.groups else f"{rounded:f}"
        whole, point, decimals = digits.partition(".")
        decimals = decimals[: self.decimals] + decimals[self.decimals :].rstrip("0")
        point = point if decimals else ""
        sign = "-" if value < 0 and rounded and not self.drops_sign else ""
        whole = whole.rjust(self.least_digits, "0") if self.least_digits or whole != "0" else ""
        return f"{sign}{self.before}{whole}{point}{decimals}{self.after}".strip()


def _pattern(code: str, value: float) -> _Pattern | None:
    sections = _sections(code)
    index = 0
    if value < 0 and len(sections) > 1:
        index = 1
    elif value == 0 and len(sections) > 2:
        index = 2
    if "[<" in code or "[>" in code or "[=" in code:
        return None  # sections by conditions of their own
    return _read_section(sections[index], index == 1)


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[str, ...]:
    marked = _LITERAL.sub(_literal, code)
    return tuple(marked.split(";"))


@lru_cache(maxsize=512)
def _read_section(section: str, drops_sign: bool) -> _Pattern | None:
    """What a section says; None where it shows numbers in a way that is not known here."""
    pieces = re.split(f"({_OPEN}[^{_CLOSE}]*{_CLOSE})", section)
    plain = "".join(" " * len(piece) if piece.startswith(_OPEN) else piece for piece in pieces)
    digits = _DIGITS.search(plain)
    if digits is None or "/" in plain or "general" in plain.lower():
        text = section.replace(_OPEN, "").replace(_CLOSE, "").strip()
        is_text = digits is None and text and "@" not in text and "general" not in text.lower()
        return _Pattern(text, "", 0, 0, 0, False, 6, False, False, True) if is_text else None
    end = digits.end()
    number = plain[digits.start() : end]
    exponent = re.match(r"E[+-]?[0#]+", plain[end:], re.IGNORECASE)
    after_at = end + (exponent.end() if exponent else 0)
    core = number.rstrip(",")
    whole, _, decimals = core.partition(".")
    before = _without_marks(section[: digits.start()])
    after = _without_marks(section[after_at:])
    return _Pattern(
        before=before,
        after=after,
        decimals=decimals.count("0"),
        most_decimals=min(sum(decimals.count(sign) for sign in "0#?"), 15),
        least_digits=whole.count("0"),
        groups="," in whole,
        scale=len(number) - len(core),
        percent="%" in plain,
        exponent=exponent is not None,
        drops_sign=drops_sign,
    )


def _literal(match: re.Match[str]) -> str:
    """Words of a format between marks; colours, widths and fillings are nothing."""
    quoted, escaped, currency = match.groups()
    text = quoted or escaped or currency or ""
    if match.group()[0] in "_*" or not text:
        return ""
    text = text.replace(";", " ")
    return f"{_OPEN}{text}{_CLOSE}"


def _without_marks(text: str) -> str:
    return text.replace(_OPEN, "").replace(_CLOSE, "").replace("?", "")
