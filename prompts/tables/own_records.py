"""Of forms with a record for each of several people, only the record of the one who is asked about.

Beside the name of one, the number of another would look like an answer.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from localdocs.types import Hit
from prompts.question.question import Question
from prompts.text.records import Record, records_of
from prompts.text.support import telling_stems

FULL_NAME = 2
"""Words of a name that no record of another document has by chance."""

LONGEST_PAGE = 100_000
"""Characters of a page in which records are looked for, with every question."""


@dataclass(frozen=True, slots=True)
class OwnRecords:
    """``hits`` without the records of others; whether one of those has what is asked for, and the
    record of the one who is meant has not (``lacks_it``)."""

    hits: list[Hit]
    lacks_it: bool


@dataclass(frozen=True, slots=True)
class _Named:
    """A record, the words of the question that its name has, and how many its best label has."""

    record: Record
    words: frozenset[str]
    by_label: int
    is_full: bool
    """Whether it has all of the name that is asked about."""


def own_records(
    question: Question, hits: Sequence[Hit], page_text: Callable[[Path, int], str | None]
) -> OwnRecords:
    """What is left of the hits where the question names one of several records.

    Who asks for several, or for something to be computed, may mean all of them.
    """
    if question.wants.several or question.calculation:
        return OwnRecords(list(hits), lacks_it=False)
    pages = dict.fromkeys((hit.path, hit.page_number) for hit in hits)
    named = {page: _named(question, page_text(*page) or "") for page in pages}
    everywhere = {one.words for records in named.values() for one in records if one.is_full}
    kept: dict[Hit, list[Hit]] = {}
    own: list[int] = []
    of_others: list[int] = []
    for page, records in named.items():
        meant = everywhere.union(one.words for one in records)
        others: list[Record] = []
        for one in records:
            if any(one.words < words for words in meant):
                others.append(one.record)
                of_others.append(one.by_label)
            elif one.words:
                own.append(one.by_label)
        for hit in hits:
            if (hit.path, hit.page_number) == page:
                kept[hit] = list(_without(hit, others))
    lacks_it = bool(own) and max(of_others, default=0) > max(own)
    return OwnRecords([part for hit in hits for part in kept[hit]], lacks_it)


def _named(question: Question, text: str) -> list[_Named]:
    """The records of a page beside the question."""
    asked = question.stems.keys()
    name = telling_stems(" ".join(question.names.words)).keys()
    records = records_of(text) if len(text) <= LONGEST_PAGE else []
    names = [frozenset(telling_stems(record.name)) for record in records]
    of_all = frozenset.intersection(*names) if names else frozenset()
    labels_used = {label for record in records for label in record.labels}
    shared = {label: len(asked & telling_stems(label).keys()) for label in labels_used}
    found = []
    for record, stems in zip(records, (stems - of_all for stems in names), strict=True):
        words = asked & stems
        labels = (shared[label] for label in record.labels)
        is_full = len(words) >= FULL_NAME or (bool(name) and name <= stems)
        found.append(_Named(record, frozenset(words), max(labels, default=0), is_full))
    return found


def _without(hit: Hit, others: Sequence[Record]) -> Iterator[Hit]:
    """The parts of a hit that lie in no record of others."""
    start = hit.start
    for record in others:
        if record.start < hit.end and hit.start < record.end:
            yield from _part(hit, start, record.start)
            start = max(start, record.end)
    yield from _part(hit, start, hit.end)


def _part(hit: Hit, start: int, end: int) -> Iterator[Hit]:
    text = hit.text[start - hit.start : max(end - hit.start, 0)]
    inner = text.strip()
    if inner:
        begin = start + text.index(inner)
        yield replace(hit, start=begin, end=begin + len(inner), text=inner)
