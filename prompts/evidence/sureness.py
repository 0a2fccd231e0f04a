"""How sure it is that the documents hold an answer at all.

Weighed are how likely the best evidence is right, how near the nearest piece is in meaning, and the
most that the reader thinks of any passage. Fitted by logistic regression on 423 questions that
articles, reviews, posts, stories and statements answer or do not (half of the files left out): it
refuses 67 % of those that nothing answers, as the likelihood alone did, and 6 % of the others; of
questions as people type them it refuses 12 %, where the likelihood alone refused 20.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from prompts.evidence.finding import Evidence, log_odds


@dataclass(frozen=True, slots=True)
class Weights:
    """Of the likelihood's log-odds, the nearness, the reader's log-odds and the relevance."""

    likelihood: float
    nearness: float
    reader: float
    relevance: float
    bias: float


UNRANKED = Weights(0.82, 4.73, 0.385, 0.0, -0.386)
RANKED = Weights(0.166, 1.84, 0.404, 0.082, -1.20)
"""Without and with a ranker. The latter by ``benchmarks/sureness.py`` on 480 questions of these
kinds and made-up everyday ones, and 120 that an article only seems to answer; those are hardly
told apart by anything (AUROC 0.63)."""

SURE_ENOUGH, SURE_ENOUGH_OF_MORE = 0.2, 0.12
"""Below this the documents are said not to hold the answer. Who asks for a fact wants that fact;
who asks how something is done, or whether it may be, is served by the section that is about it."""

SURE_OF_TOPIC = 0.4
"""Where a passage has all words of a question that is but a word or a name."""

QUITE_SURE = 0.51
"""Below this the answer counts as partial: of held-out questions a quarter of what is answered, and
four fifths of the others. What is capped (a row, shared words) lies below it."""

SHARED_ENOUGH = 0.6
"""So much of the words of a question that is not English, by rarity, is most of them. Set by hand
on questions in Chinese and Japanese, and kept for other languages: at 0.5 four of 42 more would be
answered that should not be, and one of 96 that should (docs/decisions/0013-other-languages.md)."""

MOST_BY_WORDS = 0.5
"""That words are shared makes an answer partial, never sure."""


def sureness(evidence: Sequence[Evidence], nearest: float, relevance: float | None = None) -> float:
    """0..1; 0 without evidence. ``evidence`` is likeliest first, ``nearest`` a cosine,
    ``relevance`` the most that a ranker gives to a passage."""
    if not evidence:
        return 0.0
    weights = UNRANKED if relevance is None else RANKED
    weighed = (
        weights.likelihood * log_odds(evidence[0].likelihood)
        + weights.nearness * nearest
        + weights.reader * max(item.features[0] for item in evidence)
        + weights.relevance * (relevance or 0.0)
        + weights.bias
    )
    return 1 / (1 + math.exp(-weighed))


def sureness_by_words(evidence: Sequence[Evidence]) -> float:
    """The same for a question in a language that neither the reader nor the cosines know: the share
    of its words that the best evidence has with what stands above it, where that is most of them.
    Never quite sure."""
    share = max((item.likelihood for item in evidence), default=0.0)
    return min(share, MOST_BY_WORDS) if share >= SHARED_ENOUGH else 0.0
