"""How sure it is that what was found answers a question, beyond what a reader and cosines tell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from localdocs.languages.english import EVERYDAY_WORDS
from localdocs.languages.units import Dimension, has_amount, looks_like_money
from localdocs.types import Hit
from prompts.answer.kinds_of_values import lacks_its_kind
from prompts.evidence.citations import Quote
from prompts.evidence.excerpt import (
    FEWEST_WORDS,
    PASSAGES,
    Excerpt,
    is_for_a_fact,
    is_turned_round,
    wants_list,
)
from prompts.evidence.finding import Evidence, asks, covered
from prompts.evidence.headings import heading_over, headings_in
from prompts.evidence.sureness import (
    SURE_ENOUGH,
    SURE_ENOUGH_OF_MORE,
    SURE_OF_TOPIC,
    sureness,
    sureness_by_words,
)
from prompts.question.question import Question
from prompts.tables.answer import SURE_OF_A_ROW, FromTable
from prompts.tables.choosing import COSTS, FILLED_IN, MEASURES, PRICES
from prompts.tables.table import is_in_a_row
from prompts.text.designators import is_another
from prompts.text.support import content_of, readings, stem, telling_stems

LONGEST_NAME = 3
"""Telling words of what is a row's name, not a sentence."""

DOUBT_OF_UNKNOWN_IDENTIFIER = 0.4
"""Asked about code E9, documents that only know E1 to E7 hardly hold the answer."""


@dataclass(frozen=True, slots=True)
class Judged:
    """``sure``, 0..1, that there is an answer at all; it has to be ``enough`` for one."""

    sure: float
    enough: float
    uncomputed: bool = False
    """Whether something was to be computed or compared, and was not."""

    @property
    def is_answered(self) -> bool:
        """Whether the documents hold an answer."""
        return self.sure >= self.enough


def judge(
    question: Question,
    evidence: Sequence[Evidence],
    copied: Excerpt,
    of_table: FromTable | None,
    rarity: Mapping[str, float],
    missing: Sequence[str],
    hits: Sequence[Hit],
    by_words: bool = False,
) -> Judged:
    """Judge what was found. ``missing`` are the words of the question that occur nowhere;
    ``by_words``: no reader has judged the evidence."""
    enough = SURE_ENOUGH if is_for_a_fact(question) else SURE_ENOUGH_OF_MORE
    if not any(letter.isalnum() for letter in question.text):
        return Judged(0.0, enough)
    if _is_quoted(question, copied.stretches):
        return Judged(1.0, enough)
    relevance = max((hit.relevance for hit in hits if hit.relevance is not None), default=None)
    sure = (
        sureness_by_words(evidence) if by_words else sureness(evidence, copied.nearest, relevance)
    )
    sure = max(sure, of_table.sure if of_table else 0.0)
    if of_table and of_table.is_whole:
        sure = of_table.sure  # nothing else is said
    uncomputed = _is_uncomputed(question, evidence, copied.stretches, of_table)
    another = (
        _is_unexplained(question, missing) or _is_of_another_row(question, of_table)
        if of_table
        else _is_of_another_thing(question, copied.stretches, hits)
    )
    denies = question.language is not None and question.is_negated
    said = "\n".join(stretch.text for stretch in copied.stretches)
    unlike = of_table is None and lacks_its_kind(question, said)
    if uncomputed or another or denies or unlike:
        sure = min(sure, SURE_OF_A_ROW)
    if not by_words and _is_served(question, copied.stretches, rarity):
        sure = max(sure, SURE_OF_TOPIC)
    if _lacks_the_amount(question, evidence, copied.stretches, of_table):
        sure = 0.0
    if not question.identifiers.isdisjoint(missing):
        sure *= DOUBT_OF_UNKNOWN_IDENTIFIER
    return Judged(sure, enough, uncomputed)


def _is_of_another_row(question: Question, of_table: FromTable) -> bool:
    """Whether the row that answers is called otherwise than what is asked for: the grey van is not
    the red one, hepatitis B is not A."""
    text = of_table.statement.text
    label, of_row, _ = text.partition(" — ")
    named = {one for one in telling_stems(label) if of_row and one.isalpha()}
    shared = named & question.stems.keys()
    beside = question.stems.keys() - readings(text) - _of_calculations(question) - COSTS
    is_name = len(named) <= LONGEST_NAME
    is_partly_called_so = is_name and bool(shared) and bool(named - shared) and bool(beside)
    return is_partly_called_so or is_another(question.asked, text)


def _is_of_another_thing(
    question: Question,
    stretches: Sequence[Quote],
    hits: Sequence[Hit],
) -> bool:
    """Whether the best stretch asks itself, says who may not, is of another of several things of
    one name, lacks a word of a question that is but a word or a name, or one that a heading near by
    has: the yearly fee of the chess club is none of the gym."""
    if not stretches:
        return False
    best = stretches[0]
    heading = heading_over(best)
    lacking = _lacking(question, best)
    negated = content_of(heading).negated and not content_of(question.asked).negated
    return (
        negated
        or asks(best.text)
        or is_turned_round(question, best.text)
        or is_another(question.asked, f"{best.hit.title}\n{heading}\n{best.text}")
        or (question.wants.topic and bool(lacking))
        or any(lacking & readings("\n".join(headings_in(hit))) for hit in hits[:PASSAGES])
    )


def _lacking(question: Question, best: Quote) -> set[str]:
    """The words of the question that a stretch and all it stands under have not."""
    hit = best.hit
    place = (hit.title, hit.path.stem, hit.heading, heading_over(best))
    said = readings("\n".join([*place, best.text]))
    return {
        one
        for one, word in question.stems.items()
        if one not in said and word.lower() not in EVERYDAY_WORDS
    }


def _is_quoted(question: Question, stretches: Sequence[Quote]) -> bool:
    """Whether the question is a quotation, and the stretches have its words."""
    words = question.quotation.lower()
    texts = (" ".join(stretch.text.lower().split()) for stretch in stretches)
    return bool(words) and any(words in text for text in texts)


def _is_served(question: Question, stretches: Sequence[Quote], rarity: Mapping[str, float]) -> bool:
    """Whether one of the stretches has all words of a question that is but a word or a name; of one
    for a list or a number, with what it stands under."""
    if question.wants.topic and any(covered(rarity, quote.text) == 1 for quote in stretches):
        return True
    if len(rarity) < FEWEST_WORDS or not (wants_list(question) or question.wants.number):
        return False
    return any(
        covered(rarity, f"{quote.hit.title}\n{heading_over(quote)}\n{quote.text}") == 1
        for quote in stretches
    )


def _is_unexplained(question: Question, missing: Sequence[str]) -> bool:
    """Whether a word that occurs nowhere names neither a calculation nor a column: the calories of
    a tart are in no price list."""
    explained = COSTS | FILLED_IN | MEASURES.keys() | _of_calculations(question)
    return any(stem(word.lower()) not in explained for word in missing)


def _of_calculations(question: Question) -> set[str]:
    """The stems of what a question wants computed."""
    return set(map(stem, question.calculation_words))


def _lacks_the_amount(
    question: Question,
    evidence: Sequence[Evidence],
    stretches: Sequence[Quote],
    of_table: FromTable | None,
) -> bool:
    """Whether so many litres, or so much money, are asked for, and nothing that was found has any
    amount of that; of a row whose column is not told, that no cell may be a price."""
    if question.dimension is None:
        return False
    if of_table is not None and (
        of_table.is_told
        or question.dimension is not Dimension.MONEY
        or _may_have_a_price(of_table.statement.text)
    ):
        return False
    quotes = (*stretches, *(item.quote for item in evidence[:PASSAGES]))
    return not any(has_amount(quote.text, question.dimension) for quote in quotes)


def _may_have_a_price(row: str) -> bool:
    return looks_like_money(row) or not PRICES.isdisjoint(telling_stems(row))


def _is_uncomputed(
    question: Question,
    evidence: Sequence[Evidence],
    stretches: Sequence[Quote],
    of_table: FromTable | None,
) -> bool:
    """Whether a sum, a difference or the largest of several was asked for and is only looked for:
    one row is no sum, and one of several documents compares nothing. Prose may say it itself: "the
    latest invoice is 2231"."""
    calculation = question.calculation
    if calculation is None or (of_table and (of_table.is_told or of_table.is_computed)):
        return False
    if evidence and is_in_a_row(evidence[0].quote):
        return True
    words = telling_stems(" ".join(calculation.words))
    said = readings(" ".join(stretch.text for stretch in stretches))
    documents = {stretch.hit.path for stretch in stretches}
    return len(documents) > 1 or said.isdisjoint(words)
