"""Hits that say the same: a file in two folders, a clause that every version of a contract has."""

import re
from collections.abc import Iterable
from dataclasses import replace

from localdocs.types import Hit

SAME_ENOUGH = 0.9
"""The share of common word triples (Broder 1997) from which two texts are one, if all their
figures agree: "as of May 1" and "as of May 2" are two."""

_WORD = re.compile(r"\w+")
_FIGURE = re.compile(r"\w*\d\w*")
_SHINGLE = 3


def doubles_last(hits: Iterable[Hit]) -> list[Hit]:
    """The hits, those last whose text is, but for a few words, that of a better one."""
    kept: list[Hit] = []
    doubles: list[Hit] = []
    with_figures: dict[frozenset[str], list[str]] = {}
    for hit in hits:
        alike = with_figures.setdefault(frozenset(_FIGURE.findall(hit.text)), [])
        if any(_same(hit.text, other) for other in alike):
            doubles.append(hit)
        else:
            alike.append(hit.text)
            kept.append(hit)
    lowest = min((hit.score for hit in kept), default=0.0)
    return kept + [replace(hit, score=min(hit.score, lowest)) for hit in doubles]


def _same(first: str, second: str) -> bool:
    if first == second:
        return True
    ours, theirs = _shingles(first), _shingles(second)
    return len(ours & theirs) >= SAME_ENOUGH * len(ours | theirs)


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return {tuple(words[at : at + _SHINGLE]) for at in range(max(1, len(words) - _SHINGLE + 1))}
