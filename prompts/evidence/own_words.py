"""The documents' own words as an answer, and what a model may make of them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from localdocs.types import Hit
from prompts.evidence.citations import Quote, Statement, is_within
from prompts.evidence.excerpt import SURE_FACT
from prompts.evidence.finding import Evidence
from prompts.evidence.table_rows import row_said
from prompts.question.question import Question
from prompts.tables.heads import are_heads
from prompts.tables.table import is_wide
from prompts.text.bars import BAR, cells_of_line
from prompts.text.figures import cells_of
from prompts.text.line_lists import line_lists
from prompts.text.list_items import BOX, ITEM
from prompts.text.pairs import PAIR_LINE
from prompts.text.sentences import sentence_spans
from prompts.text.support import content_of

SENTENCES_SHOWN = 3
"""A small model is shown this many places, each with a sentence before and after."""

_RELATIONS = frozenset(
    "above after against at before behind below beneath beside between beyond by during from in "
    "inside into on onto opposite out outside over since through toward towards under until "
    "up within without".split()
)
"""Words that say where or when something is, or who does it."""

SHORT_LINE = 60
"""Characters; prose is wrapped later."""


def own_words(
    question: Question, evidence: Sequence[Evidence], copied: Sequence[Quote]
) -> list[Statement]:
    """The answer in the documents' own words, each stretch with its quote.

    Where a number is asked for and a row of a table has it, the row leads, with its heads.
    """
    lead = evidence[0] if evidence else None
    said: list[Statement] = []
    of_figures = lead is not None and lead.quote.is_row and not _is_told(lead.quote.text)
    if lead and of_figures and question.wants.number and lead.likelihood >= SURE_FACT:
        said.append(Statement(row_said(question, lead.quote, lead.answer.text), (lead.quote,)))
    for stretch in copied:
        if not any(is_within(stretch, quote) for known in said for quote in known.quotes):
            said.append(Statement(readable(stretch), (stretch,)))
    return said


def readable(quote: Quote) -> str:
    """A quote as a reader sees it: wrapped lines joined, paragraphs, items and rows on lines of
    their own, rows under their heads."""
    kept: list[str] = []
    begins = True
    items = line_lists(quote.hit.text).items
    for line, place in _lines(quote):
        if not line:
            begins = True
            continue
        begins = begins or place in items
        begins = begins or bool(ITEM.match(line)) or _is_a_row(line) or _is_a_row(kept[-1])
        if begins or kept[-1].endswith(":") or _is_a_short_line(kept[-1], line):
            kept.append(line)
        else:
            kept[-1] += f" {line}"
        begins = False
    if any(map(_is_a_row, kept)) and (columns := quote.hit.columns or _head_in_passage(quote)):
        head = " ".join(columns.split())
        shown = [] if is_wide(head.split(BAR)) else [head]
        kept = [*shown, *(line for line in kept if line != head)]
    return "\n".join(kept)


def _head_in_passage(quote: Quote) -> str:
    """The head of the table that a quote begins in the middle of, or ""."""
    above = quote.hit.text[: quote.start - quote.hit.start].split("\n")[:-1]
    rows = [*takewhile(lambda line: BAR in line, reversed(above))][::-1]
    if not rows or BAR not in (own := quote.text.split("\n")[0]):
        return ""
    return rows[0] if are_heads([*map(cells_of_line, (*rows, own))]) else ""


def _lines(quote: Quote) -> Iterator[tuple[str, int]]:
    """The lines of a quote, spaced alike, each with the place of its first word in the hit."""
    place = quote.start - quote.hit.start
    for line in quote.text.split("\n"):
        yield " ".join(line.split()), place + len(line) - len(line.lstrip())
        place += len(line) + 1


def _is_a_short_line(line: str, following: str) -> bool:
    """Whether a line ended because it was meant to: it is short, and the next one begins anew, or
    both are a label and its value, or one has a box."""
    if len(line) >= SHORT_LINE:
        return False
    if BOX.search(line) or BOX.search(following):
        return True
    if PAIR_LINE.fullmatch(line) and PAIR_LINE.fullmatch(following):
        return True
    return line[-1].isalnum() and following[:1].isupper()


def _is_told(row: str) -> bool:
    """Whether a row says itself what its cells are: "Phone: 030 555 77" has one."""
    return BAR in row or PAIR_LINE.fullmatch(row) is not None


def _is_a_row(line: str) -> bool:
    return " | " in line or len(cells_of(line)) >= 2


def keeps_to(sentence: str, evidence: Evidence) -> bool:
    """Whether a sentence of a small model says what the evidence says: all its numbers, most of its
    words, no other place or time ("in" for "under"). It may choose the wording, not the answer."""
    if not _relations(sentence) <= _relations(evidence.quote.text):
        return False
    wanted, said = content_of(evidence.answer.text), content_of(sentence)
    if not wanted.numbers <= said.numbers:
        return False
    return 2 * len(wanted.words & said.words) >= len(wanted.words)


def _relations(text: str) -> frozenset[str]:
    return _RELATIONS & set(text.lower().split())


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
