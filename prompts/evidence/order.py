"""The passages of a search in the order in which they answer, as search and the reader together
see it: search knows what a passage is about, the reader whether that is what was asked."""

from collections.abc import Sequence

from localdocs.types import Hit
from prompts.evidence.finding import Evidence, log_odds

SEARCH, READER = 1.0, 0.5
"""Fitted by ``benchmarks/choosing.py``."""

UNREAD = -4.0
"""Log-odds of a passage in which the reader points to nothing that could be quoted."""


def best_first(hits: Sequence[Hit], evidence: Sequence[Evidence]) -> list[Hit]:
    """``hits`` anew in order; those that were not read stay last."""
    answers = answering(evidence)
    read = [hit for hit in hits if hit.passage_id in answers]
    worst = min((answers[hit.passage_id] for hit in read), default=UNREAD)

    def worth(hit: Hit) -> float:
        reader = answers.get(hit.passage_id, min(worst, UNREAD))
        return SEARCH * log_odds(hit.score) + READER * reader

    return sorted(hits, key=worth, reverse=True)


def answering(evidence: Sequence[Evidence]) -> dict[int, float]:
    """Passage id to the log-odds, as the reader sees it, that the passage answers."""
    return {item.quote.hit.passage_id: item.features[0] for item in evidence}
