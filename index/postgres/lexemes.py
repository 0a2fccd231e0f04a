"""Terms as PostgreSQL writes them: in ``tsvector`` with their places, in ``tsquery`` to be sought.

A column is told by its weight, A to D. Between two columns a place stays free, so that no phrase
goes from one into the next.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_LAST_PLACE = 16_383
"""PostgreSQL counts no further: all that stands behind is there, and in no phrase."""

_LONGEST_TERM = 500
"""Characters. PostgreSQL takes 2,046 bytes."""

_KEPT_OF_A_LONGER = 100

_FOLLOWED = " <-> "


@dataclass(frozen=True, slots=True)
class Phrase:
    """Terms that stand together in their order; of a ``beginning`` the last one may go on."""

    terms: tuple[str, ...]
    beginning: bool = False


def vector(columns: Iterable[tuple[str, Sequence[str]]], first_place: int = 1) -> str:
    """A ``tsvector`` of columns, each a weight and its terms.

    From ``first_place`` 2 on it can be put behind another with ``||``.
    """
    places: dict[str, list[str]] = {}
    place = first_place
    for weight, terms in columns:
        for term in terms:
            counted = place if place < _LAST_PLACE - 2 else _LAST_PLACE
            places.setdefault(term, []).append(f"{counted}{weight}")
            place += 1
        place += bool(terms)
    return " ".join(f"{_quoted(term)}:{','.join(found)}" for term, found in places.items())


def any_of(phrases: Iterable[Phrase], weights: str = "") -> str:
    """A ``tsquery``: one of these, in columns of these weights; "" stands for all."""
    return " | ".join(_sought(phrase, weights) for phrase in phrases)


def all_of(phrases: Iterable[Phrase], weights: str = "") -> str:
    """A ``tsquery``: every one of these."""
    return "(" + " & ".join(_sought(phrase, weights) for phrase in phrases) + ")"


def has_phrase(query: str) -> bool:
    """Whether a ``tsquery`` asks for words that stand together."""
    return _FOLLOWED in query


def lexeme(term: str) -> str:
    """A term as it is stored: one too long for PostgreSQL keeps its beginning, and a hash."""
    if len(term) <= _LONGEST_TERM:
        return term
    mark = hashlib.blake2b(term.encode(), digest_size=16).hexdigest()
    return term[:_KEPT_OF_A_LONGER] + mark


def _sought(phrase: Phrase, weights: str) -> str:
    last = len(phrase.terms) - 1
    words = []
    for place, term in enumerate(phrase.terms):
        marks = ("*" if phrase.beginning and place == last else "") + weights
        words.append(f"{_quoted(term)}:{marks}" if marks else _quoted(term))
    return "(" + _FOLLOWED.join(words) + ")"


def _quoted(term: str) -> str:
    escaped = lexeme(term).replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"
