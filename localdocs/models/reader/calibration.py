"""From two logits to one likelihood: Platt's logistic regression (1999), fitted in training.

`training/evaluate.py` fits the weights on articles that were not trained on.
"""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Calibration:
    """``sigmoid(head * answerable logit + margin * span score + bias)``.

    ``threshold`` is the likelihood from which on an answer should be given, chosen for the best
    F1 of SQuAD 2.0.
    """

    head: float
    margin: float
    bias: float
    threshold: float

    def likelihood(self, answerable_logit: float, score: float) -> float:
        """0..1, for logits of any size."""
        total = self.head * answerable_logit + self.margin * score + self.bias
        if total < 0:
            return math.exp(total) / (1.0 + math.exp(total))
        return 1.0 / (1.0 + math.exp(-total))
