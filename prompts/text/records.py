"""Records of a form: lines of labels and values that belong to one person or thing each.

Name: Anna Berg            Anna
Email: anna@example.org    Email: anna@example.org

Name: Ben Oak              Ben
Phone: 030 555 7788        Phone: 030 555 7788
                           Email: ben@example.org
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from prompts.text.pairs import PAIR_LINE

LONGEST_NAME = 6
"""Words. A first value that is longer names nobody: it is a question, or a note."""

LONGEST_HEAD = 60
"""Characters of a line that says whose the values below it are."""

_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Record:
    """``text[start:end]``; ``name`` is what it is of: the line above it and its first value."""

    start: int
    end: int
    name: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Pair:
    start: int
    label: str
    value: str
    head: str
    """The line right above it that is none of its kind."""
    head_start: int
    begins: bool
    """Whether no other label and value stands on the line before."""


def records_of(text: str) -> list[Record]:
    """The records of a text that has several of one kind, in order; none for other texts.

    Each begins with the same label, or with a line of its own above labels that others have too:
    "Contact" above the phone number, once, is a part of the same person's form.
    """
    pairs = _pairs(text)
    first = _first_ones(pairs)
    if len(first) < 2 or any(len(pair.value.split()) > LONGEST_NAME for pair in first):
        return []
    headed = all(pair.head for pair in first)  # else it stands above all of them
    starts = [pair.head_start if headed else pair.start for pair in first]
    places, labels = [pair.start for pair in pairs], [pair.label for pair in pairs]
    return [
        Record(
            start,
            end,
            f"{pair.head}\n{pair.value}" if headed else pair.value,
            tuple(labels[bisect_left(places, start) : bisect_left(places, end)]),
        )
        for pair, start, end in zip(first, starts, [*starts[1:], len(text)], strict=True)
    ]


def _first_ones(pairs: Sequence[_Pair]) -> list[_Pair]:
    """The pairs that begin a record."""
    counts = Counter(pair.label for pair in pairs)
    within = set()
    leading: dict[str, None] = {}
    label = ""
    for pair in pairs:
        label = pair.label if pair.begins else label
        leading |= {label: None}
        within |= {pair.label} - {label}
    for one in leading:
        if counts[one] > 1 and one not in within:
            return [pair for pair in pairs if pair.label == one]
    headed = [pair for pair in pairs if pair.head]
    return headed if max(counts.values(), default=0) > 1 else []


def _pairs(text: str) -> list[_Pair]:
    pairs: list[_Pair] = []
    above, last_end = None, -2
    for line in _LINE.finditer(text):
        match = PAIR_LINE.fullmatch(line.group())
        if match is None:
            above = line
            continue
        begins = line.start() != last_end + 1
        has_head = (
            above is not None and above.start() > last_end and len(above.group()) <= LONGEST_HEAD
        )
        head = above.group() if above and has_head else ""
        start = above.start() if above and has_head else line.start()
        pairs.append(
            _Pair(line.start(), match["label"].strip().lower(), match["value"], head, start, begins)
        )
        last_end = line.end()
        above = None
    return pairs
