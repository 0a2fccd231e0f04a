"""Everyday questions as training sees them: what `choose.py` wrote, split by file."""

from __future__ import annotations

import json
import random
from pathlib import Path

from prompts.text.support import telling_stems
from training.everyday.choose import HEADING, Row
from training.everyday.stretches import stretches_of
from training.questions import EVERYDAY, Question
from training.split import Split

SPLIT_SEED = 20266
CALIBRATION, TEST = 0.06, 0.12
"""Shares of the files of each kind (manuals, policies, …)."""


def everyday_questions(path: Path, *, whole: bool = False) -> Split:
    """Every row; no file is in two parts. Always the same for the same rows. ``whole``: with whole
    passages, not the stretches of them that are trained on."""
    rows = [Row(**json.loads(line)) for line in path.read_text("utf-8").splitlines()]
    files = {row.file for row in rows}
    part = {file: part_of(file) for file in files}
    split = Split([], [], [])
    for row in rows:
        text = row.passage if whole else stretch_of(row)
        question = Question(
            row.question, text, row.above, (), EVERYDAY, row.file, somewhere=row.answers
        )
        (split.train, split.calibration, split.test)[part[row.file]].append(question)
    return split


def stretch_of(row: Row) -> str:
    """What of its passage is trained on, as it is read apart: the stretch with the sentence that
    was asked about, without the heading that was asked; of a wrong passage the one that shares
    most words with the question."""
    stretches = stretches_of(row.passage)
    if row.answers:
        start, end = row.sentence
        first, last = next((one for one in stretches if one[0] <= start < one[1]), (start, end))
        return row.passage[start if row.way == HEADING else first : last]
    asked = telling_stems(row.question).keys()
    texts = [row.passage[start:end] for start, end in stretches] or [row.passage]
    return max(texts, key=lambda text: len(asked & telling_stems(text).keys()))


def part_of(file: str) -> int:
    """0: trained on; 1: calibrated on; 2: tested on."""
    value = random.Random(f"{SPLIT_SEED} {file}").random()
    return 2 if value < TEST else 1 if value < TEST + CALIBRATION else 0
