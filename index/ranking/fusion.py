"""Putting together what is known of each candidate. Pure: numbers in, an order out."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WORDS_WEIGHT = 0.5
"""What a standard deviation of BM25 counts; the cosine counts the rest of 1."""

LEAST_SPREAD = 0.05
"""Cosines that lie closer together than this, among a handful of passages, say little."""

NAMING_WEIGHT = 0.3
"""What a nat of naming counts beside a standard deviation: docs/decisions/0009-ranking.md."""

SPOKEN_OF = 0.6
"""Standard deviations that the passages of a document gain that was just spoken of, for a question
that leans on what was said: two nats of naming."""

SHORT_DOCUMENT = 8
"""A document of so many passages is no more than its passages, which carry its names themselves;
the more passages it has, the more it counts that the question names it."""

SAME_PLACE = 1.0
"""What a passage loses, in standard deviations, for each better one from the same place."""

PLACE_CHARACTERS = 4_000
"""A place is a page, or so much of one: a text file is one page, however long."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is known of a passage that may be an answer.

    ``words`` is BM25, 0 where no word of the question occurs; ``meaning`` the cosine, None where
    the passage is not embedded yet; ``naming`` how far the question names its document, in nats.
    ``by_words`` and ``by_meaning``: found by that search through everything, not only in a document
    that was named.
    """

    passage_id: int
    file_id: int
    place: tuple[int, int, int]
    words: float
    meaning: float | None
    naming: float
    document_passages: int
    by_words: bool
    by_meaning: bool
    spoken_of: bool = False


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage with its score in 0..1, which has no unit, and what found it."""

    passage_id: int
    score: float
    found_by: str


def rank(candidates: Sequence[Candidate], limit: int) -> list[Ranked]:
    """The ``limit`` best candidates, best first.

    BM25 and cosine are put on one scale by their mean and standard deviation over the candidates
    (z-scores; Renda and Straccia, SAC 2003), and added; what names the document is added to that.
    Ties are broken by id, so that the order never depends on chance.
    """
    found = [item for item in candidates if item.by_words or item.by_meaning] or candidates
    words = _scale(item.words for item in found)
    meaning = _scale((c.meaning for c in found if c.meaning is not None), LEAST_SPREAD)
    scored = [
        (
            WORDS_WEIGHT * words.z(item.words)
            + (1 - WORDS_WEIGHT) * (0.0 if item.meaning is None else meaning.z(item.meaning))
            + NAMING_WEIGHT * item.naming * _length(item)
            + SPOKEN_OF * item.spoken_of,
            item,
        )
        for item in candidates
    ]
    best_first = sorted(scored, key=lambda pair: (-pair[0], pair[1].passage_id))
    spread = _spread(best_first, limit)
    return [Ranked(item.passage_id, _squashed(score), _found_by(item)) for item, score in spread]


@dataclass(frozen=True, slots=True)
class _Scale:
    mean: float
    deviation: float

    def z(self, value: float) -> float:
        return (value - self.mean) / self.deviation


def _scale(values: Iterable[float], least: float = 0.0) -> _Scale:
    known = list(values)
    if len(known) < 2:
        return _Scale(known[0] if known else 0.0, 1.0)
    mean = math.fsum(known) / len(known)
    variance = math.fsum((value - mean) ** 2 for value in known) / len(known)
    return _Scale(mean, max(math.sqrt(variance), least) or 1.0)


def _length(candidate: Candidate) -> float:
    """0 for a document that is no longer than its passages, towards 1 for a long one."""
    return max(0.0, 1.0 - SHORT_DOCUMENT / max(1, candidate.document_passages))


def _spread(
    best_first: Sequence[tuple[float, Candidate]], limit: int
) -> list[tuple[Candidate, float]]:
    """The best ``limit``, each worth less for those before it that come from the same place.

    A maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998) whose similarity is the
    place: five passages of one page show less than the best of five pages.
    """
    taken: dict[tuple[int, int, int], int] = {}
    waiting = list(best_first)
    chosen: list[tuple[Candidate, float]] = []
    while waiting and len(chosen) < limit:
        best, most = 0, -math.inf
        for number, (score, item) in enumerate(waiting):
            if score <= most:
                break  # the others can only be worth less
            worth = score - SAME_PLACE * taken.get(item.place, 0)
            if worth > most:
                best, most = number, worth
        _, item = waiting.pop(best)
        taken[item.place] = taken.get(item.place, 0) + 1
        chosen.append((item, most))
    return chosen


def _squashed(score: float) -> float:
    return 1.0 / (1.0 + math.exp(-score))


def _found_by(candidate: Candidate) -> str:
    if candidate.by_words and candidate.by_meaning:
        return "both"
    return "words" if candidate.by_words or candidate.words > 0 else "meaning"
