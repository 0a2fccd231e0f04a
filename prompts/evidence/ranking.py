"""In which order passages are looked at: by how well each answers the question.

Search finds them by words and by meaning, each apart from the question; a ranker sees question and
passage together. Its Protocol has one adapter, `localdocs.models.ranker.openvino_ranker`.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from localdocs.types import Hit
from prompts.evidence.finding import log_odds, orders_blanked, text_above
from prompts.question.question import Question

SEARCH = 0.25
"""The weight of the search's log-odds beside the relevance: which of many reports that look alike
is meant, and which is the latest, is what search knows. Of 110 made-up questions 0.80 have the
right passage first, 0.81 with it (0.61 by search alone); at 1.0 it is 0.74."""

STEEPNESS, BIAS = 0.25, -3.7
"""From that sum to the likelihood that a passage answers: Platt's logistic regression (1999) on
the best twelve passages of 187 made-up questions about files kept aside."""


class Ranker(Protocol):
    """Compares short texts with a question. Safe to use from several threads."""

    def relevance(
        self, question: str, texts: Sequence[str], headings: Sequence[str]
    ) -> list[float]:
        """How well each text answers, in nats, about -12 to 10; ``headings`` are what stands above
        each. Texts do not influence one another. Raises ModelDamagedError."""
        ...


def ranked(question: Question, hits: Sequence[Hit], ranker: Ranker | None) -> list[Hit]:
    """The hits, best first; the ``score`` of each is the likelihood that it answers, 0..1. Without
    a ranker they stay as they are."""
    if ranker is None or not hits:
        return list(hits)
    texts = [orders_blanked(hit.text) for hit in hits]
    relevance = ranker.relevance(question.asked, texts, [text_above(hit) for hit in hits])
    judged = [
        replace(hit, score=_likelihood(value + SEARCH * log_odds(hit.score)), relevance=value)
        for hit, value in zip(hits, relevance, strict=True)
    ]
    return sorted(judged, key=lambda hit: -hit.score)


def _likelihood(value: float) -> float:
    return 1 / (1 + math.exp(-STEEPNESS * value - BIAS))
