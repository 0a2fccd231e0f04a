"""The documents' own words as an answer, and what a model may make of them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from localdocs.languages.numbers import VALUES
from localdocs.types import Hit
from prompts.evidence.citations import CheckedSentence, Quote
from prompts.evidence.finding import Evidence
from prompts.evidence.table_rows import row_said
from prompts.question.question import Question
from prompts.text.figures import FIGURE, amount_of_the_year
from prompts.text.sentences import sentence_spans
from prompts.text.support import content_of

LONGEST_FACT = 12
"""Words. What is longer is said as the sentence that it stands in."""

CLAUSE, MOST_OF_A_SENTENCE = 4, 0.4
"""A fact of so many words, which make up so much of their sentence, is said as the sentence: the
rest belongs to it."""

SENTENCES_SHOWN = 3
"""A small model is shown this many places, each with a sentence before and after."""

ALSO_SAID = 0.6
"""Another place belongs to a list where it is at least this likely beside the first."""

OTHERWISE = 0.8
"""Another document is said to differ where it is at least this likely beside the first."""

MOST_OF_A_LIST = 4

_WORD = re.compile(r"[^\W\d_]{3,}")
_BARE_NUMBER = re.compile(r"\d[\d,.]*|[a-z]+", re.IGNORECASE)
_LIMIT = re.compile(
    r"\b(?:up to|about|around|approximately|roughly|nearly|almost|at least|at most|no more than"
    r"|no less than|no fewer than|more than|less than|fewer than|over|under|not more than)\s+$",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\s(?!(?:is|was|has|does)\b)[a-z]{2,}s\b(?!-)")
_WORD_AFTER_NAME = re.compile(r"(?<=\w),\s+[a-z]+$")


def own_words(question: Question, evidence: Sequence[Evidence]) -> list[CheckedSentence]:
    """The answer in the documents' own words, best first, each with its quote.

    A fact is given as the words themselves, anything else as its sentence. Lists are gathered from
    several places of a document.
    """
    said = [CheckedSentence(_said(question, evidence[0]), evidence[0].quote)]
    most = MOST_OF_A_LIST if question.wants.list else 1
    document = evidence[0].quote.hit.path
    for item in evidence[1:]:
        if item.quote.hit.path != document:
            continue
        text = _said(question, item)
        known = {_plain(sentence.text) for sentence in said}
        likely = item.likelihood >= ALSO_SAID * evidence[0].likelihood
        if len(said) < most and likely and _plain(text) not in known:
            said.append(CheckedSentence(text, item.quote))
    return said


def said_otherwise(question: Question, evidence: Sequence[Evidence]) -> Evidence | None:
    """What another document says instead: another number, about as likely. None if none does."""
    first = content_of(evidence[0].answer.text).numbers
    for item in evidence[1:]:
        numbers = content_of(item.answer.text).numbers
        if (
            item.quote.hit.path != evidence[0].quote.hit.path
            and item.likelihood >= OTHERWISE * evidence[0].likelihood
            and first
            and numbers
            and numbers.isdisjoint(first)
            and not item.quote.is_row
        ):
            return item if question.wants.number else None
    return None


def keeps_to(sentence: str, evidence: Evidence) -> bool:
    """Whether a sentence of a small model says what the evidence says: all its numbers, most of its
    words. It may choose the wording, not the answer."""
    wanted, said = content_of(evidence.answer.text), content_of(sentence)
    if not wanted.numbers <= said.numbers:
        return False
    return 2 * len(wanted.words & said.words) >= len(wanted.words)


def surroundings(evidence: Sequence[Evidence]) -> list[Hit]:
    """The best places as hits of their own: the quote, the sentence before and the one after."""
    chosen: list[Hit] = []
    for item in evidence[:SENTENCES_SHOWN]:
        hit, quote = item.quote.hit, item.quote
        spans = list(sentence_spans(hit.text))
        inside = [
            number
            for number, (start, end) in enumerate(spans)
            if hit.start + start < quote.end and quote.start < hit.start + end
        ]
        first, last = max(inside[0] - 1, 0), min(inside[-1] + 1, len(spans) - 1)
        start, end = spans[first][0], spans[last][1]
        chosen.append(
            replace(hit, start=hit.start + start, end=hit.start + end, text=hit.text[start:end])
        )
    return chosen


def _said(question: Question, item: Evidence) -> str:
    """What one piece of evidence says, on one line: a fact, or the sentence that it stands in."""
    pointed_to = item.answer.text.split()
    only_figures = len(pointed_to) > 1 and not any(map(_WORD.search, pointed_to))
    if item.quote.is_row or only_figures:
        return row_said(question, item)
    sentence = " ".join(item.quote.text.split())
    fact = amount_of_the_year(question.time.year, item.quote.text) or _fact(item)
    if question.wants.person:
        fact = _WORD_AFTER_NAME.sub("", fact)
    return fact if _is_enough(question, fact, sentence) else sentence


def _is_enough(question: Question, fact: str, sentence: str) -> bool:
    """Whether a fact answers by itself, or its whole sentence should be said."""
    length = len(fact.split())
    if not 0 < length <= LONGEST_FACT or question.wants.more:
        return False
    if question.wants.list and _is_one(fact) and not _is_one(sentence):
        return False
    if question.wants.number:
        return True
    if length >= CLAUSE and length >= MOST_OF_A_SENTENCE * len(sentence.split()):
        return False
    return question.wants.fact


def _is_one(text: str) -> bool:
    """Whether a text names one thing: nothing in it is divided by commas, or lines, or "and"."""
    return not re.search(r",\s|\n|:|;|\band\b", text)


def _fact(item: Evidence) -> str:
    """The words themselves; a number with what limits it before and what it counts after it."""
    text, hit = item.answer.text, item.answer.hit
    if FIGURE.search(text) or text.lower() in VALUES:
        before = hit.text[item.quote.start - hit.start : item.answer.start - hit.start]
        after = hit.text[item.answer.end - hit.start : item.quote.end - hit.start]
        limit = _LIMIT.search(before)
        counted = _COUNTED.match(after) if _BARE_NUMBER.fullmatch(text) else None
        text = (limit.group() if limit else "") + text + (counted.group() if counted else "")
    fact = " ".join(text.split()).strip(" ,;:")
    return fact[:1].upper() + fact[1:]


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().lower()


def lies_on(quote: Quote, evidence: Sequence[Evidence], least: float) -> bool:
    """Whether a quote overlaps the sentence of a piece of evidence that is likely enough."""
    return any(
        item.likelihood >= least
        and item.quote.hit.path == quote.hit.path
        and item.quote.hit.page_number == quote.hit.page_number
        and item.quote.start < quote.end
        and quote.start < item.quote.end
        for item in evidence
    )
