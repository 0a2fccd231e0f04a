"""From questions to rows of token numbers: the same layout as `localdocs.models.reader` uses.

    [CLS] question [SEP] title [SEP] passage [SEP]

(the title and its [SEP] only where there is one)

Everything is tokenised once; a row is cut out afresh each time it is drawn, so that a passage is
seen through other windows in the next epoch.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from training.questions import Question

CLS, SEP = 101, 102
SOMEWHERE = -1
MOST_QUESTION_TOKENS = 64
MOST_TITLE_TOKENS = 48

Ids = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Tokens:
    """A tokenised text: ``ids`` [n], ``offsets`` [n, 2] in characters."""

    ids: Ids
    offsets: npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Example:
    """``spans`` are token spans (first, last) of the passage that answer; empty: none does, unless
    the passage does ``somewhere``."""

    question: Ids
    title: Ids
    passage: Ids
    spans: tuple[tuple[int, int], ...]
    source: str
    somewhere: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """What the model sees. ``first`` and ``last`` are positions in ``ids``; 0 means no answer, and
    `SOMEWHERE` that there is one in an unknown place.

    ``second`` is where the title or the passage begins: from there the token type is 1. ``body``
    is where the passage begins.
    """

    ids: Ids
    second: int
    body: int
    first: int = 0
    last: int = 0


def open_tokenizer(folder: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def tokenize(tokenizer: Tokenizer, texts: Sequence[str]) -> dict[str, Tokens]:
    """Every distinct text once, without special tokens."""
    distinct = [*dict.fromkeys(texts)]
    encodings = tokenizer.encode_batch(distinct, add_special_tokens=False)
    return {
        text: Tokens(
            np.array(encoding.ids, np.int32),
            np.array(encoding.offsets, np.int32).reshape(-1, 2),
        )
        for text, encoding in zip(distinct, encodings, strict=True)
    }


def make_examples(tokenizer: Tokenizer, questions: Sequence[Question]) -> list[Example]:
    """One for each question whose answers can be written in tokens, in the same order."""
    return [example for example in examples_or_none(tokenizer, questions) if example]


def examples_or_none(tokenizer: Tokenizer, questions: Sequence[Question]) -> list[Example | None]:
    """One for each question; None where its answers cannot be written in tokens."""
    passages = tokenize(tokenizer, [question.passage for question in questions])
    others = tokenize(tokenizer, [text for one in questions for text in (one.text, one.title)])
    examples: list[Example | None] = []
    for question in questions:
        passage = passages[question.passage]
        spans = tuple(
            span
            for answer in question.answers
            if (span := token_span(passage.offsets, answer.start, answer.end))
        )
        if question.answers and not spans:
            examples.append(None)
            continue
        examples.append(
            Example(
                others[question.text].ids[:MOST_QUESTION_TOKENS],
                others[question.title].ids[:MOST_TITLE_TOKENS],
                passage.ids,
                spans,
                question.source,
                question.somewhere,
            )
        )
    return examples


def token_span(offsets: npt.NDArray[np.int32], start: int, end: int) -> tuple[int, int] | None:
    """The first and last token that touch ``[start, end)``; None where no token does."""
    first = int(np.searchsorted(offsets[:, 1], start, side="right"))
    last = int(np.searchsorted(offsets[:, 0], end, side="left")) - 1
    return (first, last) if first <= last else None


def draw_row(example: Example, longest: int, dice: random.Random) -> Row:
    """A row of at most ``longest`` tokens, with one of the answers in it, if there is any.

    The title is shown half of the time; that of a statement always, as it may hold the heads of the
    columns. A passage that is too long is seen through a window that
    lies anywhere, as long as the answer is inside.
    """
    shown = example.source == "statements" or dice.random() < 0.5
    title = example.title if shown else example.title[:0]
    front = [CLS, *example.question, SEP]
    second = len(front)
    if len(title):
        front += [*title, SEP]
    room = max(8, longest - len(front) - 1)
    span = dice.choice(example.spans) if example.spans else None
    begin, end = _window(len(example.passage), room, span, dice)
    ids = np.array([*front, *example.passage[begin:end], SEP], np.int32)
    if span is None:
        place = SOMEWHERE if example.somewhere else 0
        return Row(ids, second, len(front), place, place)
    shift = len(front) - begin
    last = min(span[1], end - 1)
    return Row(ids, second, len(front), span[0] + shift, last + shift)


def _window(
    length: int, room: int, span: tuple[int, int] | None, dice: random.Random
) -> tuple[int, int]:
    if length <= room:
        return 0, length
    if span is None:
        begin = dice.randint(0, length - room)
    else:
        latest = min(span[0], length - room)
        earliest = min(max(0, span[1] + 1 - room), latest)
        begin = dice.randint(earliest, latest)
    return begin, begin + room
