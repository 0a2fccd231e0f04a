"""From logits to the place of an answer: pure arithmetic over numpy arrays.

The network gives each token a logit for being the first and one for being the last of an answer;
[CLS] stands for "no answer here" (Devlin et al. 2019, section 4.3).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

MOST_ANSWER_TOKENS = 30
BEST_KEPT = 8
"""Places that are kept of each window before the windows of a text are put together."""

Logits = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Place:
    """Tokens ``first`` to ``last``, both included, of a text. ``score``: nats above "none"."""

    first: int
    last: int
    score: float


def best_places(logits: Logits, body: int, length: int, begin: int) -> list[Place]:
    """The best places of one window, best first.

    ``logits`` is float32 [tokens, 2], of the whole row. The text's tokens are those from position
    ``body`` on, ``length`` of them; the first is number ``begin`` of the text.
    """
    first = logits[body : body + length, 0]
    last = np.full(length + MOST_ANSWER_TOKENS - 1, -np.inf, np.float32)
    last[:length] = logits[body : body + length, 1]
    ends = np.lib.stride_tricks.sliding_window_view(last, MOST_ANSWER_TOKENS)
    scores = (first[:, None] + ends - logits[0].sum()).ravel()
    count = min(BEST_KEPT, length)
    chosen = np.argpartition(-scores, count - 1)[:count]
    chosen = chosen[np.argsort(-scores[chosen], kind="stable")]
    return [
        Place(begin + start, begin + start + more, float(scores[number]))
        for number in chosen
        for start, more in (divmod(int(number), MOST_ANSWER_TOKENS),)
    ]


def merge(windows: Iterable[Sequence[Place]]) -> list[Place]:
    """The places of all windows of a text, best first; one that several saw counts once."""
    merged: dict[tuple[int, int], Place] = {}
    for place in (place for places in windows for place in places):
        known = merged.get((place.first, place.last))
        if known is None or place.score > known.score:
            merged[place.first, place.last] = place
    return sorted(merged.values(), key=lambda place: (-place.score, place.first, place.last))
