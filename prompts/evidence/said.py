"""What a text says, with places: words, amounts, dates, names, and what is denied.

Places are counted in words; what stands between two clauses counts as several. So it can be told
which noun a number belongs to.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from localdocs.languages.digits import decimal_point, plain_digits
from localdocs.languages.english import NEGATIONS, STOP_WORDS
from localdocs.languages.known_language import negations_of
from localdocs.languages.months import NAME_OR_SHORT, month_number
from localdocs.languages.numbers import ORDER, VALUES
from prompts.text.figures import is_row
from prompts.text.support import stem
from prompts.text.units import SCALES, UNITS, limit_of

BREAK = 4
"""What the end of a clause adds to the distance of two words."""

DENIED = 8
"""A "not" reaches so far ahead, in places."""

AROUND = 24
"""Characters on either side of a number in which its limit is looked for."""

_MONTH = rf"(?P<month>{NAME_OR_SHORT})\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[0-9]|20)\d\d)"
_COUNTED = "|".join(sorted(map(re.escape, (*UNITS, *SCALES)), key=len, reverse=True))
_DATES = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?P<year>(?:19|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)\b",
        r"\b(?P<month>0?[1-9]|1[0-2])/(?P<day>[0-3]?\d)/(?P<year>(?:19|20)?\d\d)\b",
        r"\b(?P<day>[0-3]?\d)[./](?P<month>0?[1-9]|1[0-2])[./](?P<year>(?:19|20)\d\d)\b",
        rf"\b{_MONTH}\s+{_DAY}(?:\s*,\s*|\s+){_YEAR}\b",
        rf"\b{_DAY}(?:\s+of)?\s+{_MONTH},?\s+{_YEAR}\b",
        rf"\b{_MONTH},?\s+{_YEAR}\b",
        rf"\b{_MONTH}\s+{_DAY}\b(?![.,]?\d)",
        rf"\b{_DAY}(?:\s+of)?\s+{_MONTH}\b",
        rf"(?-i:\b(?P<month>{'|'.join(m.capitalize() for m in NAME_OR_SHORT.split('|'))})\b)",
        rf"(?<![\d.,$€£-])(?:FY\s?)?{_YEAR}\b(?![,.]?\d|\s?(?:{_COUNTED})(?!\w))",
    )
]
_WITH_DECIMAL_COMMA = (
    r"(?<![\d.,])(?:\d{1,3}(?:\.\d{3})++|\d++),(?:\d\d(?![\d,]|\.\d)"
    rf"|\d(?=\s?(?i:{_COUNTED})(?!\w)))"
)
"""Two digits behind a comma; one only before a unit: "3,4" may be two numbers."""
_TOKEN = re.compile(
    r"(?P<currency>[$€£¥])|(?P<number>"
    rf"{_WITH_DECIMAL_COMMA}|(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?)"
    r"(?P<glued>(?:st|nd|rd|th|%|°?[FC]|[kK]|[a-z]{1,3})?)(?![^\W_])"
    r"|(?P<word>[^\W_]+(?:['’.@&_/+-]?[^\W_]+)*(?:n['’]t)?)|(?P<break>[.,;:!?()|\n—–]|\s-\s)"
    r"|(?P<percent>%)|(?P<degree>°\s?[FC]?)"
)
_CLAUSES = frozenset("and but while whereas or".split())
_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_DENIALS = NEGATIONS | frozenset("nothing nobody nowhere unable rather instead".split())
_DENIES = re.compile(r"n['’]t$")
_NOT_ALONE = re.compile(
    r"\bnot only\b|\bno later\b|\bno more than\b|\bno less\b|\bno longer than\b"
)
_WRAPPED = re.compile(r"(?<=[^\n.:;|!?])\n\s{0,50}(?=[a-z(\d])")
"""Where a line of prose goes on in the next one."""
_BETWEEN = frozenset("full calendar business working degrees degree us -".split())
"""What may stand between a number and its unit."""
_VAGUE = frozenset("one zero first zeroth second".split())
_EMPTY = frozenset(
    "according source sources document documents following stated states mentioned answer "
    "provided also per every within much many yes called".split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word that tells something, at a place."""

    stem: str
    place: int
    name: bool


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit ("" where none is beside it) and its limit (see `limit_of`)."""

    value: float
    scale: float
    unit: str
    limit: str
    place: int
    vague: bool = False
    """Written as a word that need not count anything: "one"."""


@dataclass(frozen=True, slots=True)
class Day:
    """A date, or the part of one that was named; 0 stands for what was not."""

    year: int
    month: int
    day: int
    place: int

    def is_within(self, other: "Day") -> bool:
        """Whether another date does not say otherwise, and names what this one names."""
        return all(
            mine in (0, its)
            for mine, its in (
                (self.year, other.year),
                (self.month, other.month),
                (self.day, other.day),
            )
        )


@dataclass(frozen=True, slots=True)
class Said:
    """What a text says, in its order."""

    words: tuple[Word, ...]
    amounts: tuple[Amount, ...]
    days: tuple[Day, ...]
    denials: tuple[tuple[str, ...], ...]
    """For each "not" the stems and numbers that it reaches, the next one first."""
    is_row: bool
    """Whether it looks like a row of a table: its units stand in the heads."""
    plain: frozenset[str]
    """The stems and numbers that stand somewhere where no "not" reaches them."""
    tokens: frozenset[str]
    """All words in small letters, function words too."""
    stems: frozenset[str] = field(default=frozenset())
    names: frozenset[str] = field(default=frozenset())
    """The stems of the words that are names."""

    @property
    def keys(self) -> frozenset[str]:
        """All that a "not" could reach."""
        return self.stems | {key_of(amount) for amount in self.amounts}


def key_of(amount: Amount) -> str:
    """A number as one of the things that a "not" reaches."""
    return f"{amount.value * amount.scale:g}"


@lru_cache(maxsize=4096)
def said_in(text: str) -> Said:
    """Read a text."""
    text = _WRAPPED.sub(" ", plain_digits(text))
    days, rest = _days(text)
    places = _places(rest)
    tokens: list[str] = []
    words: list[Word] = []
    amounts: list[Amount] = []
    matches = list(_TOKEN.finditer(rest))
    begins = True
    for number, match in enumerate(matches):
        if match["break"]:
            begins = begins or match.group() in ".!?\n:|"
            continue
        place = places[match.start()]
        tokens.append(match.group().lower())
        if amount := _amount(rest, matches, number, place):
            amounts.append(amount)
        elif match["word"] and not _is_unit_of(amounts, tokens[-1], place):
            is_name = _looks_like_name(match["word"], begins)
            words += [Word(one, place, is_name) for one in _stems_of(match["word"])]
        begins = False
    keys = [(word.place, word.stem) for word in words]
    keys += [(amount.place, key_of(amount)) for amount in amounts]
    reaches = list(_reaches(rest, matches, places))
    return Said(
        tuple(words),
        tuple(amounts),
        tuple(days),
        tuple(
            tuple(key for place, key in sorted(keys) if start <= place <= end)
            for start, end in reaches
        ),
        is_row(text) or "|" in text,
        frozenset(
            key for place, key in keys if not any(start <= place <= end for start, end in reaches)
        ),
        frozenset(tokens),
        frozenset(word.stem for word in words),
        frozenset(word.stem for word in words if word.name),
    )


def _is_unit_of(amounts: list[Amount], token: str, place: int) -> bool:
    """Whether a word belongs to the number before it, and is no word of its own."""
    if token not in SCALES and token not in UNITS:
        return False
    return bool(amounts) and place - amounts[-1].place <= 3


def _reaches(
    text: str, matches: list[re.Match[str]], places: list[int]
) -> Iterator[tuple[int, int]]:
    """From which place to which each "not" of a text reaches."""
    ends = [places[one.start()] for one in matches if one.group() in ".!?;\n|"]
    denials = _DENIALS | negations_of(text)
    for match in matches:
        token = match.group().lower()
        denies = token in denials or _DENIES.search(token)
        if denies and not _NOT_ALONE.match(text.lower(), match.start()):
            start = places[match.start()]
            yield start, min([start + DENIED, *(one for one in ends if one > start)])


def _days(text: str) -> tuple[list[Day], str]:
    """The dates of a text, and the text with spaces in their place."""
    found: list[tuple[int, dict[str, str | None]]] = []
    rest = text
    for pattern in _DATES:
        for match in pattern.finditer(rest):
            parts = match.groupdict()
            if not _is_verb(parts):
                found.append((match.start(), parts))
                blank = " " * len(match.group())
                rest = rest[: match.start()] + blank + rest[match.end() :]
    places = _places(rest)
    days = [
        Day(_year(parts.get("year")), _month(parts.get("month")), int(parts.get("day") or 0), place)
        for start, parts in sorted(found, key=lambda one: one[0])
        for place in [places[start]]
    ]
    return days, rest


def _is_verb(parts: Mapping[str, str | None]) -> bool:
    """Whether what looks like a month alone may be a verb."""
    return len(parts) == 1 and (parts.get("month") or "").lower() in {"may", "march"}


def _year(digits: str | None) -> int:
    year = int(digits or 0)
    return year + 2000 if 0 < year < 100 else year


def _month(name: str | None) -> int:
    if not name:
        return 0
    return int(name) if name.isdigit() else month_number(name)


def _places(text: str) -> list[int]:
    """For each character the place of the word that it belongs to."""
    places, now, last = [0] * (len(text) + 1), 0, 0
    for match in _TOKEN.finditer(text):
        for index in range(last, match.start()):
            places[index] = now
        last = match.start()
        now += BREAK if _parts(match) else 1
    for index in range(last, len(text) + 1):
        places[index] = now
    return places


def _parts(match: re.Match[str]) -> bool:
    return match["break"] is not None or match.group().lower() in _CLAUSES


def _looks_like_name(word: str, begins: bool) -> bool:
    """Whether a word is written like a name, or is a code such as RG6 or an address."""
    if re.search(r"\d", word) or "@" in word or re.search(r"\w\.\w{2}", word):
        return True
    if sum(letter.isupper() for letter in word) > 1:
        return True
    return word[0].isupper() and not begins


def _stems_of(word: str) -> Iterator[str]:
    """The stems of a word; pairs of characters where a script has no spaces."""
    plain = re.sub(r"['’]s?$", "", _without_accents(word.lower()))
    if _DENIES.search(plain):
        return
    if re.search(r"\d", plain):
        plain = plain.replace("-", "")  # RG-6 is RG6
    if _IDEOGRAPHS.search(plain):
        yield from (plain[i : i + 2] for i in range(max(len(plain) - 1, 1)))
        return
    parts = [plain] if "@" in plain or re.search(r"\d", plain) else re.split(r"[-/&+_]", plain)
    for part in parts:
        for piece in [part] if "@" in part else part.split("."):
            if len(piece) > 1 and piece not in STOP_WORDS | _EMPTY and piece not in _DENIALS:
                yield stem(piece)


def _without_accents(word: str) -> str:
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFD", word)
    return unicodedata.normalize(
        "NFC", "".join(c for c in parts if unicodedata.category(c) != "Mn")
    )


def _number_in_words(word: str) -> float | None:
    """What a number word counts: "three", "third", "twenty-three"."""
    tens, _, ones = word.partition("-")
    if ones and tens in VALUES and VALUES[tens] >= 20:
        one = VALUES.get(ones, ORDER.get(ones, 0))
        return float(VALUES[tens] + one) if 0 < one < 10 else None
    known = VALUES.get(tens, ORDER.get(tens)) if not ones or ones in UNITS else None
    return None if known is None else float(known)


def _amount(text: str, matches: list[re.Match[str]], number: int, place: int) -> Amount | None:
    """The amount that begins with a token, if it is a number."""
    match = matches[number]
    token = match.group().lower()
    if match["number"]:
        value = float(decimal_point(match["number"]).replace(",", ""))
    else:
        counted = 2.0 if token == "twice" else _number_in_words(token)
        if counted is None:
            return None
        value = counted
    glued = (match["glued"] or token.partition("-")[2]).lower()
    scale, unit = SCALES.get(glued, 1.0), "" if glued in SCALES else UNITS.get(glued, "")
    more_scale, behind = _behind(text, matches[number : number + 4])
    if number and matches[number - 1]["currency"]:
        unit = UNITS[matches[number - 1].group()]
    unit, scale = unit or behind, more_scale if scale == 1.0 else scale
    before = text[max(match.start() - AROUND, 0) : match.start()].rstrip("$€£¥ ") + " "
    limit = limit_of(before, text[match.end() : match.end() + AROUND])
    return Amount(value, scale, unit, limit, place, vague=token in _VAGUE and not unit)


def _behind(text: str, matches: list[re.Match[str]]) -> tuple[float, str]:
    """The scale and the unit behind the first token, which is a number: "million", "dollar"."""
    scale = 1.0
    for match in matches[1:]:
        word = match.group().lower()
        if match["break"] or (match["currency"] and text[match.end() :].lstrip()[:1].isdigit()):
            break  # a sign before a digit is that of the next number
        if word in SCALES and scale == 1.0:
            scale = SCALES[word]
        elif unit := _unit_of(match):
            return scale, unit
        elif word not in _BETWEEN:
            break
    return scale, ""


def _unit_of(match: re.Match[str]) -> str:
    word = match.group().lower().replace(" ", "")
    first = re.split(r"[-/]", word)[0]
    return UNITS.get(word, "") or (UNITS.get(first, "") if len(first) > 2 else "")
