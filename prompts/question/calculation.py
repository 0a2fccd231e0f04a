"""What a question wants computed of the cells of a table."""

import re
from dataclasses import dataclass
from enum import StrEnum

from localdocs.languages.english import CARDINALS, ORDINALS
from prompts.text.support import stem

_TIMES_FIRST, _TIMES_LAST = "earliest oldest first", "latest newest last youngest"
_PRICES_LEAST, _PRICES_MOST = "cheapest", "dearest expensive"
_LEAST = f"least lowest smallest fewest shortest lightest minimum {_PRICES_LEAST} {_TIMES_FIRST}"
_MOST = (
    "most highest largest biggest greatest longest heaviest maximum tallest "
    f"{_PRICES_MOST} {_TIMES_LAST}"
)
_RANK = "fastest slowest best worst"
_MORE = (
    "more less fewer higher lower cheaper dearer longer shorter older younger larger smaller "
    "heavier lighter"
)
_CHANGED = (
    "grow grew grown rise rose risen fall fell fallen drop dropped increase increased decrease "
    "decreased decline declined lose lost gain gained change changed climb climbed"
)
_BARE = "most least fewest"
_MEAN = "average mean"
_SUM = "total sum combined altogether together overall"


class Kind(StrEnum):
    """What is computed."""

    DIFFERENCE = "difference"
    GROWTH = "growth"
    RATIO = "ratio"
    SHARE = "share"
    SUM = "sum"
    MEAN = "mean"
    MOST = "most"
    LEAST = "least"
    RANK = "rank"
    """The fastest, the best: whether the largest or the smallest is meant is not told."""


def _any(words: str) -> str:
    return rf"(?:{'|'.join(words.split())})"


_PERCENT = r"(?:per ?cent|percentage|%)"
_GROWTH = r"(?:change|increase|decrease|growth|drop|rise)"
_PATTERNS = {
    kind: re.compile(pattern, re.IGNORECASE)
    for kind, pattern in {
        Kind.GROWTH: rf"\bgrowth\b|{_PERCENT}(?: \w+){{0,2}} {_GROWTH}\b"
        rf"|\b{_GROWTH} in {_PERCENT}|\b(?:what|how many) {_PERCENT}.*\b{_any(_CHANGED)}\b",
        Kind.SHARE: rf"\b(?:what|which|how many) (?:{_PERCENT}|share|fraction|proportion) of\b"
        rf"|\bas an? {_PERCENT} of\b",
        Kind.RATIO: r"\bratio\b|\bhow many times\b|\btimes (?:as|more|larger|bigger)\b",
        Kind.DIFFERENCE: rf"\bhow (?:much|many)\b.*\b{_any(_MORE)}\b|\bdifference\b"
        rf"|\bhow (?:much|many)\b.*\b(?:did|has|have|was|were)\b.*\b{_any(_CHANGED)}\b"
        r"|\bchange (?:in|of|from|between)\b",
        Kind.MEAN: r"\baverage\b|\bmean (?!by\b|with\b)\w+",
        Kind.SUM: rf"\b(?!sum up\b){_any(_SUM)}\b|\bin all\b",
        Kind.LEAST: rf"\b{_any(_LEAST)}\b",
        Kind.MOST: rf"\b{_any(_MOST)}\b",
        Kind.RANK: rf"\b{_any(_RANK)}\b",
    }.items()
}
_NOT = re.compile(r"\b(?:not|no|without|except|other than|excluding)\b|n['’]t\b", re.IGNORECASE)
_STANDS_OUT = _any(f"{_LEAST} {_MOST}")
_SO_MANY = rf"(?:\d{{1,2}}|{'|'.join(CARDINALS[2:])})"
_NTH = re.compile(
    rf"\b(?:{'|'.join(ORDINALS[2:])}|\d+(?:st|nd|rd|th)|{_SO_MANY})[ -](?:(?!the\b)\w+ )?"
    rf"{_STANDS_OUT}\b|\b(?:top|bottom) {_SO_MANY}\b",
    re.IGNORECASE,
)
"""The second largest, the three oldest: not the one that stands out."""
_IMPLIED_SUM = re.compile(r"\bhow (?:much|many)\b.*\b(?:did|have|has|had)\b", re.IGNORECASE)
_EACH = re.compile(r"\b(?:per|each|every|by) (?:the )?(\w+)", re.IGNORECASE)
_WORDS = frozenset(
    " ".join(
        (
            _MORE,
            _CHANGED,
            _LEAST,
            _MOST,
            _RANK,
            _MEAN,
            _SUM,
            "difference between growth percent percentage number",
        )
    ).split()
) | frozenset("share fraction proportion ratio times how much many all have has had".split())


@dataclass(frozen=True, slots=True)
class Calculation:
    """What is computed. ``words`` are those of the question, in small letters, that say so: they
    name no row and no column."""

    kind: Kind
    words: frozenset[str]
    each: frozenset[str] = frozenset()
    """Stems of the things for each of which it is wanted: "per city"."""

    @property
    def is_of_times(self) -> bool:
        """Whether days or years are compared: "the oldest"."""
        return not self.words.isdisjoint(f"{_TIMES_FIRST} {_TIMES_LAST}".split())

    @property
    def may_mean_totals(self) -> bool:
        """Whether the largest total may be meant: "who paid most", beside "the most expensive"."""
        return self.words <= frozenset(_BARE.split())

    @property
    def is_of_prices(self) -> bool:
        """Whether prices are: "the cheapest"."""
        return not self.words.isdisjoint(f"{_PRICES_LEAST} {_PRICES_MOST}".split())


def implied_sum(asked: str) -> Calculation | None:
    """A sum that is asked for without a word for it: "how much did we spend on flour?" """
    if not _IMPLIED_SUM.search(asked) or _NOT.search(asked):
        return None
    return Calculation(Kind.SUM, frozenset())


def calculation_of(asked: str) -> Calculation | None:
    """What is to be computed; None: nothing, or of rows that are *not* something, which no words of
    a row tell. The youngest is the latest."""
    kind = next((kind for kind, pattern in _PATTERNS.items() if pattern.search(asked)), None)
    if kind is None or _NOT.search(asked) or _NTH.search(asked):
        return None
    each = frozenset(stem(found.lower()) for found in _EACH.findall(asked))
    return Calculation(kind, _WORDS & frozenset(re.findall(r"\w+", asked.lower())), each)
