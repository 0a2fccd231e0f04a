"""Cosines of different models on one scale.

What ranks and what judges nearness was fitted to cosines that are about 0 for texts that have
nothing to do with each other. Models that were trained at a low temperature, as the e5 family was,
put all texts into a narrow cone: there it is 0.8, and the best hit is 0.87.
"""

from collections.abc import Mapping

_FLOORS: Mapping[str, float] = {"multilingual-e5-small": 0.77}
"""By the name of a model, the cosine that counts as 0. Measured over ADI and MEDLINE beside
all-MiniLM-L6-v2, of the same questions and texts: unrelated ones at 0.81 (0.18), relevant ones at
0.84 to 0.86 (0.26 to 0.51), a standard deviation 0.022 (0.11)."""


def floor_of(identity: str) -> float:
    """The cosine of unrelated texts, by a model's identity; 0 where no other is known."""
    return next((floor for name, floor in _FLOORS.items() if identity.startswith(name)), 0.0)


def comparable(cosine: float, floor: float) -> float:
    """A model's cosine on the scale of which 0 is unrelated and 1 the same, -1..1."""
    return max(-1.0, (cosine - floor) / (1.0 - floor))
