"""Which examples are drawn when, and how rows become batches.

Every pool is gone through in a shuffled order, again and again; which pool comes next is drawn by
`WEIGHTS`. They are such that no pool is seen more than about six times in 150,000 rows.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from training.examples import Example, Row, draw_row, make_examples
from training.negatives import altered, mismatched
from training.questions import EVERYDAY, Question

WEIGHTS = {
    "squad": 20, "squad2": 6, "amazon": 11, "reddit": 11, "qamr": 16, "policy": 4, "fairytale": 5,
    "tables": 3, "statements": 12, "squad2 unanswerable": 9, "tables unanswerable": 1,
    "statements unanswerable": 4,
    "altered": 6, "other article": 7, "same article": 6,
}  # fmt: skip

_BATCHES_SORTED_TOGETHER = 32
_SHARED = ("squad", "squad2", "amazon", "reddit", "policy", "fairytale")


def make_pools(
    tokenizer: Tokenizer, questions: Sequence[Question], seed: int
) -> dict[str, list[Example]]:
    """The pools that `WEIGHTS` names."""
    pools: dict[str, list[Question]] = {name: [] for name in WEIGHTS}
    for question in questions:
        if question.source == EVERYDAY:
            continue  # they are in groups: `training.rankings`
        if question.is_answerable:
            pools[question.source].append(question)
        elif f"{question.source} unanswerable" in pools:
            pools[f"{question.source} unanswerable"].append(question)
        else:
            pools["squad2 unanswerable"].append(question)
    shared = [question for question in questions if question.source in _SHARED]
    articles = [question for question in shared if question.source in ("squad", "squad2")]
    pools["altered"] = altered(articles, seed)
    pools["other article"] = mismatched(shared, same_group=False)
    pools["same article"] = mismatched(articles, same_group=True)
    return {name: make_examples(tokenizer, pool) for name, pool in pools.items()}


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows padded on the right: all [n, tokens]. ``body`` marks what a span may consist of."""

    ids: Tensor
    types: Tensor
    mask: Tensor
    body: Tensor
    first: Tensor
    last: Tensor
    group_size: int = 1


class Mixture:
    """An endless stream of batches."""

    def __init__(self, pools: Mapping[str, Sequence[Example]], seed: int) -> None:
        self._pools = {name: pool for name, pool in pools.items() if pool}
        self._dice = random.Random(seed)
        self._queues: dict[str, list[Example]] = {name: [] for name in self._pools}

    def batches(self, size: int, longest: int) -> Iterator[Batch]:
        """A few batches of ``size`` rows; rows of like length share a batch."""
        rows = [
            draw_row(self._draw(), longest, self._dice)
            for _ in range(size * _BATCHES_SORTED_TOGETHER)
        ]
        rows.sort(key=lambda row: len(row.ids))
        starts = [*range(0, len(rows), size)]
        self._dice.shuffle(starts)
        for start in starts:
            yield make_batch(rows[start : start + size])

    def _draw(self) -> Example:
        names = [*self._pools]
        name = self._dice.choices(names, [WEIGHTS[name] for name in names])[0]
        if not self._queues[name]:
            self._queues[name] = self._dice.sample(self._pools[name], len(self._pools[name]))
        return self._queues[name].pop()


def make_batch(rows: Sequence[Row], group_size: int = 1) -> Batch:
    """Rows of one batch as tensors; so many in a row are a group."""
    width = max(len(row.ids) for row in rows)
    ids = np.zeros((len(rows), width), np.int64)
    types = np.zeros((len(rows), width), np.int64)
    mask = np.zeros((len(rows), width), bool)
    body = np.zeros((len(rows), width), bool)
    for number, row in enumerate(rows):
        length = len(row.ids)
        ids[number, :length] = row.ids
        types[number, row.second : length] = 1
        mask[number, :length] = True
        body[number, row.body : length - 1] = True
    return Batch(
        torch.from_numpy(ids),
        torch.from_numpy(types),
        torch.from_numpy(mask),
        torch.from_numpy(body),
        torch.tensor([row.first for row in rows]),
        torch.tensor([row.last for row in rows]),
        group_size,
    )
