"""The words of languages other than English: a file a language in ``tables/``, read when needed.

English has a module of its own (`localdocs.languages.english`): every question needs it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from localdocs.languages.spelling import folded

TABLES = Path(__file__).parent / "tables"

LATIN = ("german", "french", "spanish", "italian", "portuguese", "dutch", "polish", "turkish")
"""Those that only their words tell apart."""

WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f\u0640\u064b-\u065f\u0670\u0900-\u0963\u0966-\u0dff])+")
"""Letters and digits, with the marks that stand on them: vowels of Hindi and Arabic."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language. All words are ``folded``."""

    name: str
    """As English calls it, in small letters."""
    is_spaced: bool
    """Whether spaces set off its words."""
    letters: str
    """Those that English has not, nor everyone who writes it."""
    has_capitals: bool
    large_nouns: bool
    """Whether more than names is written large."""
    digraphs: tuple[tuple[str, str], ...]
    """What is also written as two letters, and the one: "ue" is "ü"."""
    weak_letters: str
    """What comes and goes within a word: the long vowels of Arabic."""
    compounds: bool
    """Whether words are written as one."""
    beginnings: tuple[str, ...]
    """What a form may have before the word: "ge" of "geleert"."""
    function: frozenset[str]
    """Function words and words that ask."""
    everyday: frozenset[str]
    """Words that a question may have and its answer need not."""
    negations: frozenset[str]
    """Also as they are written: "não"."""
    amounts: frozenset[str]
    """Numbers in words, "half" and "first" too."""
    money: frozenset[str]
    """Words for currencies, and for "free of charge"."""
    units_of_time: frozenset[str]
    """Such as "hour" and "o'clock"."""
    times: frozenset[str]
    """These, months and weekdays."""
    asks: Mapping[str, tuple[str, ...]]
    """What asks for what, the longest phrases first: "number" of "wie viele"."""


@cache
def language(name: str) -> Language:
    """The words of a language that has a table."""
    import tomllib  # English questions need none of it

    table = tomllib.loads((TABLES / f"{name}.toml").read_text(encoding="utf-8"))
    asks = {kind: _phrases(phrases) for kind, phrases in table["asks"].items()}
    asking = {word for phrases in asks.values() for phrase in phrases for word in phrase.split()}
    numbers = f"{table['numbers']} {table['also_numbers']}"
    months = f"{table['months']} {table.get('months_in_use', '')}"
    return Language(
        name=name,
        is_spaced=table.get("spaced", True),
        letters=table.get("letters", ""),
        has_capitals=table.get("capitals", True),
        large_nouns=table.get("large_nouns", False),
        digraphs=tuple(table.get("digraphs", {}).items()),
        weak_letters=folded(table.get("weak_letters", "")),
        compounds=table.get("compounds", False),
        beginnings=tuple(folded(table.get("beginnings", "")).split()),
        function=_words(table.get("function", "")) | asking,
        everyday=_words(table.get("everyday", "")),
        negations=_words(table["negations"]) | frozenset(table["negations"].split()),
        amounts=_words(numbers),
        money=_words(table["money"]),
        units_of_time=_words(table["times"]),
        times=_words(f"{months} {table['weekdays']} {table['times']}"),
        asks=asks,
    )


def in_words(text: str) -> list[str]:
    """The words of a text, ``folded``."""
    return WORD.findall(folded(text))


def _words(text: str) -> frozenset[str]:
    return frozenset(word for line in text.split() for word in (folded(line), *in_words(line)))


def _phrases(text: str) -> tuple[str, ...]:
    phrases = (" ".join(in_words(phrase)) for phrase in text.split(","))
    return tuple(sorted(phrases, key=len, reverse=True))
