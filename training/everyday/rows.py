"""Everyday questions as training sees them: what `choose.py` wrote, split by file."""

from __future__ import annotations

import json
import random
from pathlib import Path

from training.everyday.choose import Row
from training.questions import EVERYDAY, Question
from training.split import Split

SPLIT_SEED = 20266
CALIBRATION, TEST = 0.06, 0.12
"""Shares of the files of each kind (manuals, policies, …)."""


def everyday_questions(path: Path) -> Split:
    """Every row; no file is in two parts. Always the same for the same rows."""
    rows = [Row(**json.loads(line)) for line in path.read_text("utf-8").splitlines()]
    files = {row.file for row in rows}
    part = {file: _part(file) for file in files}
    split = Split([], [], [])
    for row in rows:
        question = Question(
            row.question, row.passage, row.above, (), EVERYDAY, row.file, somewhere=row.answers
        )
        (split.train, split.calibration, split.test)[part[row.file]].append(question)
    return split


def _part(file: str) -> int:
    """0: trained on; 1: calibrated on; 2: tested on."""
    value = random.Random(f"{SPLIT_SEED} {file}").random()
    return 2 if value < TEST else 1 if value < TEST + CALIBRATION else 0
