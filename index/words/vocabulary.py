"""The vocabulary of the index, and what may stand in it for a word that no passage has.

Full text knows the inflections of English only, and takes every word as it is spelled. Where that
finds nothing, the words that are there are looked through: other inflections, the parts of a
compound, compounds with the word in them, and slips of one letter.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from index.connection import Connection

SHORTEST_WORD = 5
"""Letters. Shorter words resemble too many others."""

LONGEST_WORD = 60

MOST_ALTERNATIVES = 8

SHORTEST_BEGINNING, MOST_RESEMBLING = 3, 5_000
"""Letters, and terms that begin with them."""

MOST_TERMS = 300_000
"""What is looked through at most, in the order of the alphabet."""

_SHORTEST_PART = 4
_LONGEST_ENDING = 4
_SAME_BEGINNING = 0.8
_ENDINGS = ("", "e", "s", "es", "n", "en", "ed", "ing")
"""What English stemming takes off, and what German puts between the parts of a compound."""

_SHORTEST_WITH_A_SLIP = 6

_MOST_LETTERS = 64
"""Slips are tried with the commonest letters of the vocabulary: enough for two alphabets."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The vocabulary, ready to be asked: ``ordered`` as text sorts, ``lines`` one term a line."""

    known: frozenset[str]
    ordered: tuple[str, ...]
    lines: str
    letters: frozenset[str]


class Vocabulary:
    """The words of one index, kept in memory for as long as they stay the same."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._stamp = b""
        self._terms = Terms(frozenset(), (), "", frozenset())

    def alternatives(self, word: str) -> list[str]:
        """Terms of ``words`` to look for in place of a lower-case word that does not occur.

        At most MOST_ALTERNATIVES, likeliest first: inflections and parts, else slips of one letter,
        and last compounds, the shortest first.
        """
        if not SHORTEST_WORD <= len(word) <= LONGEST_WORD or not word.isalpha():
            return []
        terms = self._current()
        found = [*_inflections(word, terms), *_parts(word, terms.known)]
        if not found:
            found = _slips(word, terms)
        compounds = re.findall(f".*{re.escape(word)}.*", terms.lines)
        found += sorted(compounds, key=lambda term: (len(term), term))
        return [term for term in dict.fromkeys(found) if term != word][:MOST_ALTERNATIVES]

    def inflections(self, word: str) -> list[str]:
        """Terms that may be other forms of a lower-case word, the likeliest first."""
        if not SHORTEST_WORD <= len(word) <= LONGEST_WORD or not word.isalpha():
            return []
        found = _inflections(word, self._current())
        return [term for term in found if term != word][:MOST_ALTERNATIVES]

    def resembling(self, word: str) -> list[str]:
        """Terms of ``words`` that begin like a lower-case word: among them are its forms."""
        if len(word) > LONGEST_WORD or not word.isalpha():
            return []
        ordered = self._current().ordered
        beginning = word[:SHORTEST_BEGINNING]
        first = bisect_left(ordered, beginning)
        alike = takewhile(lambda term: term.startswith(beginning), islice(ordered, first, None))
        return list(islice(alike, MOST_RESEMBLING))

    def _current(self) -> Terms:
        """The terms, read again when ``words`` has changed."""
        full_text = self.connection.full_text
        stamp = full_text.vocabulary_stamp()
        if self._stamp != stamp:
            self._stamp, self._terms = stamp, _terms(full_text.vocabulary(MOST_TERMS))
        return self._terms


def _inflections(word: str, terms: Terms) -> list[str]:
    """Terms with the same beginning and another ending, the likeliest endings first."""
    beginning = word[:SHORTEST_WORD]
    first = bisect_left(terms.ordered, beginning)
    alike = takewhile(lambda term: term.startswith(beginning), islice(terms.ordered, first, None))
    shared = {term: _shared(word, term) for term in alike}
    near = [
        (len(word) + len(term) - 2 * same, term)
        for term, same in shared.items()
        if same >= _SAME_BEGINNING * min(len(word), len(term))
        and max(len(word), len(term)) - same <= _LONGEST_ENDING
    ]
    return [term for _, term in sorted(near)]


def _parts(word: str, terms: frozenset[str]) -> list[str]:
    """The words that a compound is made of, if all of it is; the longest one first."""
    for end in range(len(word) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
        first = _known(word[:end], terms)
        if first is None:
            continue
        if last := _known(word[end:], terms):
            return [first, last]
        if rest := _parts(word[end:], terms):
            return [first, *rest]
    return []


def _known(part: str, terms: frozenset[str]) -> str | None:
    """The term that a part is an inflection of, if any."""
    forms = (part.removesuffix(ending) for ending in _ENDINGS if part.endswith(ending))
    return next((form for form in forms if form in terms), None)


def _slips(word: str, terms: Terms) -> list[str]:
    """Terms that one letter too many, too few, wrong, or two changed over, set apart from it."""
    if len(word) < _SHORTEST_WITH_A_SLIP:
        return []
    stems = {word.removesuffix(ending) for ending in _ENDINGS}
    long_enough = [stem for stem in stems if len(stem) >= SHORTEST_WORD]
    slips = {slip for stem in long_enough for slip in _one_slip_from(stem, terms.letters)}
    return sorted(slips & terms.known)


def _one_slip_from(word: str, letters: frozenset[str]) -> Iterator[str]:
    """Everything at a Damerau-Levenshtein distance of 1, some hundred words."""
    for place in range(len(word) + 1):
        before, after = word[:place], word[place:]
        yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in letters:
            yield before + letter + after[1:]
            yield before + letter + after


def _shared(one: str, other: str) -> int:
    """How many letters two words have in common at their beginning."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _terms(ordered: Sequence[str]) -> Terms:
    lines = "\n".join(ordered)
    letters = frozenset(letter for letter, _ in Counter(lines).most_common(_MOST_LETTERS))
    return Terms(frozenset(ordered), tuple(ordered), lines, letters - {"\n"})
