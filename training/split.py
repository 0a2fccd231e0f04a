"""Three parts of the questions: what is trained on, calibrated on, tested on."""

from __future__ import annotations

from dataclasses import dataclass

from training.questions import Question


@dataclass(frozen=True, slots=True)
class Split:
    """Three lists without a group in common. Thresholds are fixed on ``calibration``."""

    train: list[Question]
    calibration: list[Question]
    test: list[Question]
