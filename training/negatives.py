"""Questions that a passage does not answer, made from questions that another one does.

Three kinds: the passage that BM25 finds most alike in another article, the most alike one of the
same article, and a question that was altered so that its own passage no longer answers it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from training.questions import Question

_WORD = re.compile(r"\w+")
_K1, _B = 1.2, 0.75
_CHUNK = 512
ALIKE_IN_GROUP = 4


class Bm25:
    """BM25 (Robertson and Zaragoza 2009, in Lucene's form) over a few thousand passages."""

    def __init__(self, passages: Sequence[str]) -> None:
        self._terms: dict[str, int] = {}
        rows, columns, counts = [], [], []
        lengths = np.zeros(len(passages))
        for row, passage in enumerate(passages):
            words = _words(passage)
            lengths[row] = len(words)
            for word in set(words):
                rows.append(row)
                columns.append(self._terms.setdefault(word, len(self._terms)))
                counts.append(words.count(word))
        frequency = np.bincount(columns, minlength=len(self._terms))
        rarity = np.log(1 + (len(passages) - frequency + 0.5) / (frequency + 0.5))
        count = np.array(counts, float)
        length = lengths[rows] / lengths.mean()
        weight = rarity[columns] * count / (count + _K1 * (1 - _B + _B * length))
        shape = (len(self._terms), len(passages))
        self._weights = csr_matrix((weight, (columns, rows)), shape=shape, dtype=np.float32)

    def best(self, questions: Sequence[str], count: int) -> npt.NDArray[np.int64]:
        """The numbers of the ``count`` best passages of each question, best first."""
        found = []
        for begin in range(0, len(questions), _CHUNK):
            scores = (self._ask(questions[begin : begin + _CHUNK]) @ self._weights).toarray()
            some = np.argpartition(-scores, count - 1, axis=1)[:, :count]
            order = np.argsort(-np.take_along_axis(scores, some, 1), axis=1, kind="stable")
            found.append(np.take_along_axis(some, order, 1))
        return np.concatenate(found)

    def _ask(self, questions: Sequence[str]) -> csr_matrix:
        rows, columns = [], []
        for row, question in enumerate(questions):
            for word in set(_words(question)) & self._terms.keys():
                rows.append(row)
                columns.append(self._terms[word])
        shape = (len(questions), len(self._terms))
        return csr_matrix((np.ones(len(rows), np.float32), (rows, columns)), shape=shape)


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def mismatched(questions: Sequence[Question], *, same_group: bool) -> list[Question]:
    """Each answerable question with the most alike wrong passage, of its own group or of others.

    A passage in which the answer stands word for word is never taken. Questions for which the
    best forty passages hold no wrong one are left out.
    """
    homes = {question.passage: question for question in questions}
    passages = [*homes]
    asked = [question for question in questions if question.is_answerable]
    best = Bm25(passages).best([question.text for question in asked], min(40, len(passages)))
    made = []
    for question, row in zip(asked, best, strict=True):
        for number in row:
            home = homes[passages[number]]
            related = (home.source, home.group) == (question.source, question.group)
            if related != same_group or home.passage == question.passage:
                continue
            if any(answer.lower() in home.passage.lower() for answer in question.answer_texts()):
                continue
            made.append(_unanswered(question, question.text, home))
            break
    return made


def alike_but_wrong(questions: Sequence[Question]) -> list[tuple[Question, list[Question]]]:
    """Each answerable question with the passages that BM25 finds most alike: `ALIKE_IN_GROUP` of
    its own group and as many of others, or fewer; never one in which the answer stands."""
    homes = {question.passage: question for question in questions}
    passages = [*homes]
    asked = [question for question in questions if question.is_answerable]
    best = Bm25(passages).best([question.text for question in asked], min(40, len(passages)))
    made = []
    for question, row in zip(asked, best, strict=True):
        wrong: dict[bool, list[Question]] = {True: [], False: []}
        answers = [answer.lower() for answer in question.answer_texts()]
        for number in row:
            home = homes[passages[number]]
            related = (home.source, home.group) == (question.source, question.group)
            lower = home.passage.lower()
            known = home.passage == question.passage or any(one in lower for one in answers)
            if not known and len(wrong[related]) < ALIKE_IN_GROUP:
                wrong[related].append(_unanswered(question, question.text, home))
        if others := [*wrong[True], *wrong[False]]:
            made.append((question, others))
    return made


_OPPOSITES = dict(
    pair.split("/")
    for pair in (
        "first/last last/first largest/smallest smallest/largest highest/lowest lowest/highest "
        "before/after after/before north/south south/north east/west west/east more/fewer "
        "increase/decrease increased/decreased most/least least/most longest/shortest "
        "early/late best/worst worst/best older/younger never/always minimum/maximum "
        "maximum/minimum oldest/newest won/lost began/ended start/end started/ended "
        "northern/southern southern/northern eastern/western western/eastern biggest/smallest "
        "positive/negative negative/positive above/below male/female allowed/forbidden"
    ).split()
)
_YEAR = re.compile(r"\b(1[0-9]|20)\d\d\b")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w'’-]+(?: (?:of |the |de )?[A-Z][\w'’-]+)*")
_OPPOSITE = re.compile(r"\b(?:" + "|".join(_OPPOSITES) + r")\b")
_VERB = re.compile(r"\b(did|does|do|was|were|is|are|can|has|had)\b")


def altered(questions: Sequence[Question], seed: int) -> list[Question]:
    """Each answerable question in which one thing could be exchanged: a name for another of the
    same article, a year for another, a word for its opposite, or a verb for its denial."""
    dice = random.Random(seed)
    names = _names_by_group(questions)
    made = []
    for question in questions:
        if question.is_answerable:
            known = names[question.source, question.group]
            text = _alter(question, known, dice)
            if text:
                made.append(_unanswered(question, text, question))
    return made


def _names_by_group(questions: Sequence[Question]) -> dict[tuple[str, str], list[str]]:
    names: dict[tuple[str, str], set[str]] = {}
    for question in questions:
        found = names.setdefault((question.source, question.group), set())
        found.update(match.group() for match in _NAME.finditer(question.text))
    return {group: sorted(found) for group, found in names.items()}


def _alter(question: Question, names: Sequence[str], dice: random.Random) -> str:
    text = question.text
    changes = []
    name = _NAME.search(text)
    others = [other for other in names if name and not _shares_a_word(other, text)]
    if name and others:
        here = [other for other in others if other in question.passage]
        taken = dice.choice(here if here and dice.random() < 0.6 else others)
        changes += [text[: name.start()] + taken + text[name.end() :]] * 3
    year = _YEAR.search(text)
    if year:
        other = str(int(year.group()) + dice.choice([-30, -12, -5, -2, -1, 1, 2, 3, 8, 20]))
        changes += [text[: year.start()] + other + text[year.end() :]] * 2
    word = _OPPOSITE.search(text)
    if word:
        changes += [text[: word.start()] + _OPPOSITES[word.group()] + text[word.end() :]] * 2
    verb = _VERB.search(text)
    if verb and dice.random() < 0.15:
        denied = {"can": "can't"}.get(verb.group(), verb.group() + "n't")
        changes.append(text[: verb.start()] + denied + text[verb.end() :])
    return dice.choice(changes) if changes else ""


def _shares_a_word(name: str, text: str) -> bool:
    return bool(set(_words(name)) & set(_words(text)))


def _unanswered(question: Question, text: str, home: Question) -> Question:
    """``text`` asked of the passage of ``home``."""
    return Question(text, home.passage, home.title, (), question.source, question.group)
