"""How often a passage mentions what is sought, counted as FTS5 marks it."""

from collections.abc import Iterator, Mapping, Sequence

from index.postgres.lexemes import Phrase, lexeme

Places = Mapping[str, Sequence[int]]
"""Lexemes of a text, each with where it stands."""


def times(sought: Sequence[Sequence[Phrase]], places: Places) -> int:
    """How many spans of a text are phrases of those alternatives that it meets; what overlaps is
    one span. 0 where it meets none."""
    spans = []
    for phrases in sought:
        found = [list(_spans(phrase, places)) for phrase in phrases]
        if all(found):
            spans += [span for one in found for span in one]
    count, reached = 0, -1
    for first, last in sorted(spans):
        count += first > reached
        reached = max(reached, last)
    return count


def _spans(phrase: Phrase, places: Places) -> Iterator[tuple[int, int]]:
    """Where a phrase stands, from its first place to its last."""
    each = [set(places.get(lexeme(term), ())) for term in phrase.terms]
    if phrase.beginning:
        last = phrase.terms[-1]
        each[-1] = {place for term in places if term.startswith(last) for place in places[term]}
    length = len(each)
    for first in each[0]:
        if all(first + further in each[further] for further in range(1, length)):
            yield first, first + length - 1
