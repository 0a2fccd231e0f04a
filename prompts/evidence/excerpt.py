"""The excerpt: what a careful person would copy out of the passages to answer a question.

Each piece of the best passages is weighed by how well search found its passage, how near it is in
meaning (with the heading it stands under), how much of the question's words it has, and whether the
reader points to it; and a piece is worth more among good neighbours. The best are taken while there
is room, lists and steps whole.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from localdocs.types import Hit
from prompts.evidence.citations import Quote
from prompts.evidence.finding import Evidence, asks, covered, log_odds
from prompts.evidence.headings import BELOW, heading_within
from prompts.evidence.pieces import Piece, label_of, pieces_of, runs
from prompts.evidence.stretches.whole_lists import LONGEST_LIST
from prompts.question.question import Question, codes_in
from prompts.text.bars import BAR
from prompts.text.support import content_of

Similarity = Callable[[Sequence[str]], Sequence[float]]
"""The cosine of the question with each text, in -1..1."""

PASSAGES = 5
"""Of so many of the best passages pieces are taken."""

MOST_WORDS = 92
"""Of an excerpt, lists apart."""

ENOUGH = 0.9
"""Nothing more is added to an excerpt that has this share of its words."""

FEWEST_WORDS = FEWEST_CODES = 2

SURE_FACT = 0.38
"""A fact that is so likely right is one sentence, or row."""

LIST_MARGIN, SHORTEST_LIST = 1.0, 2
"""A list of so many items that is worth at most so much less than the best piece is what was asked
for."""

MARGIN = 1.5
"""A piece that is worth so much less than the best one is left out."""

RELATED = 0.2
"""The cosine from which a piece that shares no word with the question may be about it."""

WEIGHTS = {"search": 0.3, "rank": 1.5, "meaning": 4.0, "words": 0.5, "pointed to": 1.0}
"""Of a piece's passage (as search or as a ranker has it) and of itself. Of 74 made-up questions the
excerpt has the sentence that was asked about in 0.70 with "rank" from 1.5 on and in 0.69 with 0.3,
and of its words 0.77 are of the right passage, not 0.62."""

ROW_AMONG_STEPS = 0.5
"""What a row of a table is worth less where steps are wanted, unless the reader points to it:
sentences tell how, rows when and who. Set by hand on one question of the demo, where rows had taken
the room of a warning; no answer of ``benchmarks/people.py`` changes with it."""

NEIGHBOURS = 0.4
"""What of a piece's worth is that of its neighbours."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Stretches of pages, best first; ``nearest`` is the cosine of the piece nearest in meaning, 1
    where a sure fact needed no comparing."""

    stretches: tuple[Quote, ...]
    nearest: float


def excerpt(
    question: Question,
    hits: Sequence[Hit],
    evidence: Sequence[Evidence],
    rarity: Mapping[str, float],
    similarity: Similarity,
    most_words: int = MOST_WORDS,
) -> Excerpt:
    """The stretches of ``hits`` that answer, in whole pieces, of about ``most_words`` together;
    with evidence there is one at least.

    ``hits`` are as the search gave them, ``evidence`` is likeliest first. A fact that is sure is
    the sentence that it stands in.
    """
    if is_sure_fact(question, evidence):
        return Excerpt((evidence[0].quote,), 1.0)
    pieces = [piece for hit in _of_the_names(question, hits) for piece in pieces_of(hit)]
    if not pieces:
        return Excerpt(tuple(item.quote for item in evidence[:1]), 0.0)
    texts = [_with_label(pieces, number) for number in range(len(pieces))]
    near = similarity([_in_its_place(*it) for it in zip(pieces, texts, strict=True)])
    worth = _among_neighbours(pieces, _worth(pieces, texts, near, evidence, rarity))
    if question.wants.steps:
        worth = [
            value - ROW_AMONG_STEPS * (BAR in piece.text and not _is_pointed_to(piece, evidence))
            for piece, value in zip(pieces, worth, strict=True)
        ]
    related = [
        number
        for number, text in enumerate(texts)
        if near[number] >= RELATED or covered(rarity, text)
    ]
    alone = _alone(question, pieces, rarity)
    chosen = _chosen(question, pieces, worth, related, most_words) if alone is None else {alone}
    best = {id(piece): value for piece, value in zip(pieces, worth, strict=True)}
    found = sorted(runs(pieces, chosen), key=lambda run: -max(best[id(piece)] for piece in run))
    telling = [run for run in found if not all(piece.stands_alone for piece in run)]
    stretches = tuple(_quote(run) for run in telling or found)
    if not stretches and evidence:  # nothing but lines that look like headings: one may be a fact
        stretches = (evidence[0].quote,)
    return Excerpt(stretches, max(near))


def _of_the_names(question: Question, hits: Sequence[Hit]) -> Sequence[Hit]:
    """The best hits; for a list, those that have all names of the question, if any has: invoices
    "from Carpenter Lund" are no other carpenter's."""
    names = frozenset(question.names.words)
    best = hits[:PASSAGES]
    if not names or not question.wants.list:
        return best
    having = [hit for hit in best if names <= _words(f"{hit.title} {hit.path.stem} {hit.text}")]
    return having or best


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", text.lower()))


def _alone(question: Question, pieces: Sequence[Piece], rarity: Mapping[str, float]) -> int | None:
    """The one piece that has all words of a question for a fact, of those beside which others
    differ in a word or two ("the upper hut", "the lower hut"), or all of its codes ("1920x1080
    60/P"); None where there is no such piece, or several."""
    if not is_for_a_fact(question) or len(rarity) < FEWEST_WORDS:
        return None
    telling = [
        number
        for number, piece in enumerate(pieces)
        if not (piece.is_heading or piece.leads or asks(piece.text))
        and not is_turned_round(question, piece.text)
    ]
    codes = question.codes
    whole = [number for number in telling if covered(rarity, pieces[number].text) == 1] or [
        number
        for number in telling
        if len(codes) >= FEWEST_CODES and codes <= codes_in(pieces[number].text)
    ]
    return whole[0] if len(whole) == 1 else None


def _worth(
    pieces: Sequence[Piece],
    texts: Sequence[str],
    near: Sequence[float],
    evidence: Sequence[Evidence],
    rarity: Mapping[str, float],
) -> list[float]:
    return [
        WEIGHTS["search" if piece.hit.relevance is None else "rank"] * log_odds(piece.hit.score)
        + WEIGHTS["meaning"] * meaning
        + WEIGHTS["words"] * covered(rarity, text)
        + WEIGHTS["pointed to"] * _is_pointed_to(piece, evidence)
        for piece, text, meaning in zip(pieces, texts, near, strict=True)
    ]


def _among_neighbours(pieces: Sequence[Piece], worth: Sequence[float]) -> list[float]:
    smoothed = []
    for number, value in enumerate(worth):
        beside = [
            worth[other]
            for other in (number - 1, number + 1)
            if 0 <= other < len(pieces) and pieces[other].hit is pieces[number].hit
        ]
        share = NEIGHBOURS if beside else 0.0
        smoothed.append((1 - share) * value + share * sum(beside) / max(len(beside), 1))
    return smoothed


def _chosen(
    question: Question,
    pieces: Sequence[Piece],
    worth: Sequence[float],
    related: Sequence[int],
    most_words: int,
) -> set[int]:
    """The numbers of the ``related`` pieces that are taken: best first, while there is room and
    they are not much worse than the best."""
    order = [
        number
        for number in sorted(related, key=lambda number: -worth[number])
        if not pieces[number].is_heading
        and pieces[number].words >= FEWEST_WORDS
        and not _is_left_open(pieces, number)
    ]
    chosen = _wanted_list(question, pieces, worth, order)
    words = 0
    for number in order:
        if chosen and (words > ENOUGH * most_words or worth[number] < worth[order[0]] - MARGIN):
            break
        group = _with_what_belongs_to_it(question, pieces, number) - chosen
        more = sum(pieces[other].words for other in group)
        if not chosen or words + more <= most_words:
            chosen |= group
            words += more
    return chosen


def is_sure_fact(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether a fact is asked for that the reader is sure of."""
    if not evidence or not is_for_a_fact(question):
        return False
    best = evidence[0]
    said = best.quote.text
    if best.likelihood < SURE_FACT or asks(said) or is_turned_round(question, said):
        return False
    others = codes_in(best.quote.hit.text) - codes_in(best.quote.text)
    return question.codes.isdisjoint(others)  # the row below has the code that was asked for


def is_turned_round(question: Question, text: str) -> bool:
    """Whether it is asked who may, and a text says who may not."""
    asked_for = question.wants.person and not content_of(question.asked).negated
    return asked_for and content_of(text).negated


def is_for_a_fact(question: Question) -> bool:
    """Whether one sentence may be all that is asked for."""
    wants = question.wants
    return (wants.number or wants.fact) and not (
        wants.list or wants.steps or wants.more or wants.several
    )


def wants_list(question: Question) -> bool:
    """Whether a list or steps are wanted: they are shown whole."""
    wants = question.wants.list or question.wants.steps or question.counted is not None
    return wants and not question.quotation


def _wanted_list(
    question: Question, pieces: Sequence[Piece], worth: Sequence[float], order: Sequence[int]
) -> set[int]:
    """All of a list that is nearly as good as the best piece, where one is wanted, or steps; where
    a number of items is asked for, rather one that has so many."""
    if not wants_list(question) or not order:
        return set()
    good = [number for number in order if worth[number] >= worth[order[0]] - LIST_MARGIN]
    groups = [_with_what_belongs_to_it(question, pieces, number) for number in good]
    lists = [group for group in groups if _items_in(group, pieces) >= SHORTEST_LIST]
    counted = question.counted.number if question.counted else 0
    as_many = [group for group in lists if _items_in(group, pieces) == counted]
    return next(iter([*as_many, *lists]), set())


def _is_left_open(pieces: Sequence[Piece], number: int) -> bool:
    """Whether a piece is a question below which nothing stands but questions, as in a letter that
    is quoted."""
    hit = pieces[number].hit
    while _same_hit(pieces, number, hit):
        if not asks(pieces[number].text):
            return False
        number += 1
    return True


def _items_in(group: set[int], pieces: Sequence[Piece]) -> int:
    return sum(bool(pieces[number].item) for number in group)


def _with_what_belongs_to_it(question: Question, pieces: Sequence[Piece], number: int) -> set[int]:
    """A piece; for an item, where a list or steps are wanted, all of the list with its lead; for
    what leads up to a list, what it leads to; for a row, all from the line that it stands under."""
    piece = pieces[number]
    if piece.leads and _is_item(pieces, number + 1, piece.hit):
        return {number, *_list_of(pieces, number + 1)}
    if (piece.leads or piece.stands_alone) and _same_hit(pieces, number + 1, piece.hit):
        return {number, number + 1}
    if piece.item and wants_list(question):
        return _list_of(pieces, number)
    label = label_of(pieces, number)
    return {number} if label is None else set(range(label, number + 1))


def _with_label(pieces: Sequence[Piece], number: int) -> str:
    """The text of a piece; a row's with the line that it stands under."""
    label = label_of(pieces, number)
    text = pieces[number].text
    return text if label is None else f"{pieces[label].text} {text}"


def _list_of(pieces: Sequence[Piece], number: int) -> set[int]:
    """The items around one, with what leads up to them; an item goes on until the next one."""
    hit = pieces[number].hit
    first = last = number
    while _is_item(pieces, first - 1, hit) or (
        _same_hit(pieces, first - 1, hit)
        and not pieces[first - 1].is_heading
        and _is_item(pieces, first - 2, hit)
    ):
        first -= 1
    while _is_item(pieces, last + 1, hit) or (
        _same_hit(pieces, last + 1, hit)
        and not pieces[last + 1].is_heading
        and _is_item(pieces, last + 2, hit)
    ):
        last += 1
    if _same_hit(pieces, first - 1, hit) and pieces[first - 1].leads:
        first -= 1
    return set(range(first, min(last + 1, first + LONGEST_LIST)))


def _is_item(pieces: Sequence[Piece], number: int, hit: Hit) -> bool:
    return _same_hit(pieces, number, hit) and bool(pieces[number].item)


def _same_hit(pieces: Sequence[Piece], number: int, hit: Hit) -> bool:
    return 0 <= number < len(pieces) and pieces[number].hit is hit


def _in_its_place(piece: Piece, text: str) -> str:
    """A piece with what it stands under, as it is compared with the question."""
    hit = piece.hit
    heading = heading_within(hit.text, piece.start - hit.start) or hit.heading.split(BELOW)[-1]
    return f"{hit.title} {heading} {text}".strip()


def _is_pointed_to(piece: Piece, evidence: Sequence[Evidence]) -> bool:
    return any(
        item.quote.hit.passage_id == piece.hit.passage_id
        and item.quote.start < piece.end
        and piece.start < item.quote.end
        for item in evidence
    )


def _quote(run: Sequence[Piece]) -> Quote:
    hit, start, end = run[0].hit, run[0].start, run[-1].end
    return Quote(hit, start, end, hit.text[start - hit.start : end - hit.start])
