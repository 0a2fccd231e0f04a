"""Putting two ranked lists together. Pure: ids and numbers in, ids and numbers out."""

from collections.abc import Sequence
from dataclasses import dataclass

RANK_CONSTANT = 60
"""Cormack, Clarke and Buettcher (SIGIR 2009): reciprocal rank fusion, k = 60."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage with its fused score, and which of the lists had it."""

    passage_id: int
    score: float
    found_by: str


def fuse(
    by_words: Sequence[int], by_meaning: Sequence[int], *, words_weight: float = 0.5
) -> list[Ranked]:
    """Reciprocal rank fusion of two lists of passage ids, each best first.

    Each list gives ``weight / (60 + rank)``, ranks from 1, scaled so that a passage that is first
    in both has score 1. Ties are broken by id, so that the order never depends on chance.
    """
    scores: dict[int, float] = {}
    for ids, weight in ((by_words, words_weight), (by_meaning, 1.0 - words_weight)):
        for rank, passage_id in enumerate(ids, start=1):
            gain = weight * (RANK_CONSTANT + 1) / (RANK_CONSTANT + rank)
            scores[passage_id] = scores.get(passage_id, 0.0) + gain
    words, meaning = set(by_words), set(by_meaning)
    ranked = [
        Ranked(passage_id, score, _found_by(passage_id in words, passage_id in meaning))
        for passage_id, score in scores.items()
    ]
    return sorted(ranked, key=lambda item: (-item.score, item.passage_id))


def _found_by(words: bool, meaning: bool) -> str:
    return "both" if words and meaning else "words" if words else "meaning"
