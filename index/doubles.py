"""Hits that say the same: a file in two folders, a clause that every version of a contract has."""

import re
from collections.abc import Iterable
from dataclasses import replace

from localdocs.types import Hit

SAME_ENOUGH = 0.9
"""The share of common word triples (Broder 1997) from which two texts are one, if all their
figures agree: "as of May 1" and "as of May 2" are two."""

_WORD = re.compile(r"\w+")
_SHINGLE = 3


def doubles_last(hits: Iterable[Hit]) -> list[Hit]:
    """The hits, those last whose text is, but for a few words, that of a better one."""
    kept: list[Hit] = []
    doubles: list[Hit] = []
    seen: list[tuple[frozenset[str], frozenset[tuple[str, ...]]]] = []
    for hit in hits:
        words = _WORD.findall(hit.text.lower())
        figures = frozenset(word for word in words if any(map(str.isdigit, word)))
        places = range(max(1, len(words) - _SHINGLE + 1))
        shingles = frozenset(tuple(words[place : place + _SHINGLE]) for place in places)
        if any(figures == others and _same(shingles, known) for others, known in seen):
            doubles.append(hit)
        else:
            seen.append((figures, shingles))
            kept.append(hit)
    lowest = min((hit.score for hit in kept), default=0.0)
    return kept + [replace(hit, score=min(hit.score, lowest)) for hit in doubles]


def _same(first: frozenset[tuple[str, ...]], second: frozenset[tuple[str, ...]]) -> bool:
    return len(first & second) >= SAME_ENOUGH * len(first | second)
