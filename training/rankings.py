"""A question with the passage that answers it and passages that only look as if they did.

The reader learns from these to put the right passage first: the score of whether a passage answers
is to be higher for it than for all others (softmax over the group, as for MS MARCO's passages:
Nogueira and Cho 2019; several hard negatives a question: Gao et al. 2021, "Rethink training of BERT
rerankers"). Wrong ones are those that BM25 finds most alike, in the same article and elsewhere; an
everyday question has those of `training.everyday.choose`.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tokenizers import Tokenizer

from training.examples import Example, draw_row, examples_or_none
from training.mixture import Batch, make_batch
from training.negatives import alike_but_wrong
from training.questions import EVERYDAY, Question

WEIGHTS = {EVERYDAY: 60, "squad": 12, "squad2": 8, "amazon": 14, "reddit": 14, "fairytale": 12}
"""How often a question of each set is drawn. Those about policies are not: any policy answers."""

WRONG = 3
"""Wrong passages beside the right one in a group."""


_WORD = re.compile(r"[^\W\d_][\w'’-]+")


@dataclass(frozen=True, slots=True)
class Ranking:
    right: Example
    wrong: tuple[Example, ...]


def make_rankings(tokenizer: Tokenizer, questions: Sequence[Question]) -> dict[str, list[Ranking]]:
    """By source: every question for which there is at least one wrong passage."""
    pairs = [*_everyday(questions)]
    pairs += alike_but_wrong(
        [one for one in questions if one.source in WEIGHTS.keys() - {EVERYDAY}]
    )
    flat = [one for right, wrong in pairs for one in (right, *wrong)]
    examples = dict(zip(flat, examples_or_none(tokenizer, flat), strict=True))
    rankings: dict[str, list[Ranking]] = {source: [] for source in WEIGHTS}
    for right, wrong in pairs:
        right_example = examples[right]
        others = [example for one in wrong if (example := examples[one])]
        if right_example and others:
            rankings[right.source].append(Ranking(right_example, tuple(others)))
    return rankings


def _everyday(questions: Sequence[Question]) -> Iterator[tuple[Question, list[Question]]]:
    by_text: dict[tuple[str, str], list[Question]] = {}
    for one in questions:
        if one.source == EVERYDAY:
            by_text.setdefault((one.text, one.group), []).append(one)
    for group in by_text.values():
        right = [one for one in group if one.is_answerable]
        wrong = [one for one in group if not one.is_answerable]
        if right and wrong:
            yield right[0], wrong
        inside = [one for one in wrong if one.title.startswith(right[0].title.split(" - ")[0])]
        if right and inside and (text := naming_the_document(right[0])):
            yield replace(right[0], text=text), [replace(one, text=text) for one in inside]


def naming_the_document(question: Question) -> str:
    """The question as people ask who say in which document they look ("camera club rules: …"): that
    tells nothing about which of its passages answers. "" where the document has no title."""
    dice = random.Random(question.text)
    title = _WORD.findall(question.title.split(" - ")[0].lower())
    if not title:
        return ""
    name = " ".join(title[: dice.randint(1, 4)])
    way = dice.choice(("{name}: {text}", "{text} in the {name}", "{name} {text}", "{text} {name}"))
    return way.format(name=name, text=question.text.rstrip("?"))


class Rankings:
    """An endless stream of batches of groups, `WRONG` + 1 rows each, the right one first."""

    def __init__(self, rankings: dict[str, list[Ranking]], seed: int) -> None:
        self._rankings = {source: some for source, some in rankings.items() if some}
        self._dice = random.Random(seed)
        self._queues: dict[str, list[Ranking]] = {source: [] for source in self._rankings}

    def batches(self, groups: int, longest: int) -> Iterator[Batch]:
        """Batches of ``groups`` groups; groups of like length share one."""
        drawn = [self._draw() for _ in range(16 * groups)]
        rows = [
            [draw_row(example, longest, self._dice) for example in (ranking.right, *wrong)]
            for ranking in drawn
            for wrong in [self._some(ranking.wrong)]
        ]
        rows.sort(key=lambda group: max(len(row.ids) for row in group))
        starts = [*range(0, len(rows), groups)]
        self._dice.shuffle(starts)
        for start in starts:
            together = [row for group in rows[start : start + groups] for row in group]
            yield make_batch(together, WRONG + 1)

    def _some(self, wrong: Sequence[Example]) -> list[Example]:
        if len(wrong) >= WRONG:
            return self._dice.sample(wrong, WRONG)
        return [*wrong, *self._dice.choices(wrong, k=WRONG - len(wrong))]

    def _draw(self) -> Ranking:
        sources = [*self._rankings]
        source = self._dice.choices(sources, [WEIGHTS[one] for one in sources])[0]
        if not self._queues[source]:
            some = self._rankings[source]
            self._queues[source] = self._dice.sample(some, len(some))
        return self._queues[source].pop()
