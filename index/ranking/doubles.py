"""Hits that say the same: a file in two folders, a clause that every version of a contract has."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from localdocs.types import Hit

SAME_ENOUGH = 0.9
"""The share of common word triples (Broder 1997) from which two texts are one, if all their
figures agree: "as of May 1" and "as of May 2" are two."""

LOOKED_AT = 30
"""So many of the best hits are compared; who reads on will see doubles."""

_WORD = re.compile(r"\w+")
_FIGURE = re.compile(r"(?<!\w)[^\W\d]*+\d\w*")
_SHINGLE = 3


def doubles_last(hits: Sequence[Hit]) -> list[Hit]:
    """The best LOOKED_AT hits, those last whose text is but for a few words that of a better one,
    and then the others."""
    kept: list[Hit] = []
    doubles: list[Hit] = []
    with_figures: dict[frozenset[str], list[_Text]] = {}
    for hit in hits[:LOOKED_AT]:
        text = _Text(hit.text)
        alike = with_figures.setdefault(frozenset(_FIGURE.findall(hit.text)), [])
        if any(text.is_nearly(other) for other in alike):
            doubles.append(hit)
        else:
            alike.append(text)
            kept.append(hit)
    lowest = min((hit.score for hit in kept), default=0.0)
    return [
        *kept,
        *(replace(hit, score=min(hit.score, lowest)) for hit in doubles),
        *hits[LOOKED_AT:],
    ]


def shingles_of(text: str) -> set[tuple[str, ...]]:
    """The word triples of a text."""
    words = _WORD.findall(text.lower())
    places = range(max(1, len(words) - _SHINGLE + 1))
    return {tuple(words[place : place + _SHINGLE]) for place in places}


class _Text:
    """A text to compare others with; its word triples are counted when they are first needed."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def shingles(self) -> set[tuple[str, ...]]:
        return shingles_of(self.text)

    def is_nearly(self, other: "_Text") -> bool:
        if self.text == other.text:
            return True
        shorter, longer = sorted((len(self.text), len(other.text)))
        if shorter < SAME_ENOUGH * SAME_ENOUGH * longer:
            return False
        common = len(self.shingles & other.shingles)
        return common >= SAME_ENOUGH * len(self.shingles | other.shingles)
