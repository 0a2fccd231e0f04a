"""The telling words of a text: their stems, its numbers, whether it negates."""

import re
from dataclasses import dataclass

from localdocs.languages.digits import decimal_point, plain_digits
from localdocs.languages.english import CONTRACTED, NEGATIONS, STOP_WORDS
from localdocs.languages.irregular import ALSO_OF, BASES
from localdocs.languages.numbers import ORDER, VALUES
from localdocs.languages.unspaced import RUN, is_unspaced, telling_pairs

LARGEST_IN_WORDS = 12
"""Numbers up to this one are the same in words and in digits."""

_TOKEN = re.compile(r"\d[\d,.]*\d(?!\w)|\d(?!\w)|\w+")
_NEGATION = re.compile(rf"\b(?:{'|'.join(sorted(NEGATIONS))})\b|n['’]t\b", re.IGNORECASE)
_ALSO_EMPTY = frozenset(
    """
    according source sources document documents following based stated states mentioned answer
    provided question per every within much many often mean means tell show called
    """.split()
).union(CONTRACTED)
_NUMBER_WORDS = {
    word: str(value) for word, value in (VALUES | ORDER).items() if value <= LARGEST_IN_WORDS
}
_ORDINAL = re.compile(r"\b(?:FY\s?)?(\d+)(?:st|nd|rd|th)?\b", re.IGNORECASE)  # and FY2018


@dataclass(frozen=True, slots=True)
class Content:
    """What a text says, as sets: stems of its telling words, its numbers, whether it negates."""

    words: frozenset[str]
    numbers: frozenset[str]
    negated: bool


def content_of(text: str) -> Content:
    """The content of a text."""
    stems = telling_stems(text)
    numbers = {stem for stem in stems if stem[0].isdigit()}
    words = stems.keys() - numbers - NEGATIONS
    return Content(frozenset(words), frozenset(numbers), bool(_NEGATION.search(text)))


def telling_stems(text: str) -> dict[str, str]:
    """The stems and plain numbers of a text, function words left out, with a word as written.

    Of a script without spaces the stems are pairs of characters, with the pair itself.
    """
    stems = {}
    for token in _tokens(text):
        word = token.lower()
        if word in _NUMBER_WORDS:
            stems[_NUMBER_WORDS[word]] = token
        elif word[0].isdigit():
            stems[_number(word)] = token
        elif len(word) > 1 and word not in STOP_WORDS and word not in _ALSO_EMPTY:
            stems[stem(word)] = token
        elif is_unspaced(word):
            stems[word] = token
    return stems


def readings(text: str) -> frozenset[str]:
    """The telling stems of a text, with those of words that may be another one as well: "saw" is a
    tool, and "see"; 黒猫 is a 猫."""
    stems = telling_stems(text)
    also = {stem(ALSO_OF[word]) for word in map(str.lower, stems.values()) if word in ALSO_OF}
    characters = {character for pair in filter(is_unspaced, stems) for character in pair}
    return frozenset(stems) | also | characters


def stem(word: str) -> str:
    """A rough stem of a lower-case word: plural and verb endings off, so that "increased" meets
    "increases"; of an irregular form that of its base, so that "wrote" meets "write"."""
    word = BASES.get(word, word)
    if word.endswith(("ies", "ied")) and len(word) > 4:
        return word[:-3] + "y"
    for ending in ("ingly", "edly", "ing", "ed", "es", "s", "e", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def _tokens(text: str) -> list[str]:
    """Words and numbers as written; pairs of a script without spaces."""
    text = _ORDINAL.sub(r"\1", plain_digits(text))
    if text.isascii() or not RUN.search(text):
        return _TOKEN.findall(text)
    spaced = RUN.sub(lambda run: f" {' '.join(telling_pairs(run.group()))} ", text)
    tokens: list[str] = []
    for part in spaced.split():
        tokens += [part] if is_unspaced(part) else _TOKEN.findall(part)
    return tokens


def _number(token: str) -> str:
    plain = decimal_point(token.rstrip(".,")).replace(",", "").rstrip(".")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
