"""What the passages of a search hold: evidence, the stretches to copy, a table's answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from index.database import lookup
from index.index_store import IndexStore
from index.words import query as words
from localdocs.languages.units import has_amount
from localdocs.languages.unspaced import is_unspaced
from localdocs.types import Hit
from prompts.answer.citing import Pages
from prompts.evidence.citations import Quote, is_within, overlap
from prompts.evidence.excerpt import (
    MOST_WORDS,
    PASSAGES,
    excerpt,
    is_for_a_fact,
    is_sure_fact,
    wants_list,
)
from prompts.evidence.finding import Evidence, covered, find_evidence, rarity_of
from prompts.evidence.footnotes import footnotes_of
from prompts.evidence.heading_lists import heading_list
from prompts.evidence.quotations import places_of
from prompts.evidence.reading import Reader
from prompts.evidence.shared_words import SharedWords
from prompts.evidence.sureness import (
    SURE_ENOUGH,
    SURE_ENOUGH_OF_MORE,
    SURE_OF_TOPIC,
    sureness,
    sureness_by_words,
)
from prompts.evidence.whole_lists import Stretch, has_steps, whole_list
from prompts.question.question import Question
from prompts.tables.answer import SURE_OF_A_ROW, FromTable, side_by_side, table_answer
from prompts.tables.choosing import KNOWN_ENOUGH
from prompts.tables.table import is_in_a_row, tables_of
from prompts.text.support import readings, telling_stems

DOUBT_OF_UNKNOWN_IDENTIFIER = 0.4
"""Asked about code E9, documents that only know E1 to E7 hardly hold the answer."""

LONGEST_SECTION = 3000
"""Characters that are read around a passage where a list or steps are wanted."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a question's passages hold. ``sections`` are the best hits, where a list or steps are
    wanted with the rest of their section; ``sure``, 0..1, that they hold an answer at all."""

    hits: Sequence[Hit]
    sections: Sequence[Hit]
    evidence: Sequence[Evidence]
    stretches: Sequence[Stretch]
    """What is to be copied, best first; lists whole."""
    of_table: FromTable | None
    sure: float
    missing: tuple[str, ...]
    """Words of the question that occur nowhere."""
    counts: lookup.Counts
    enough: float
    """How sure it has to be for an answer."""
    uncomputed: bool
    """Whether something was to be computed or compared, and was not."""

    @property
    def copied(self) -> list[Quote]:
        """What is to be copied, best first."""
        return [stretch.quote for stretch in self.stretches]

    @property
    def is_answered(self) -> bool:
        """Whether the documents hold an answer."""
        return self.sure >= self.enough


def look_into(
    question: Question,
    hits: Sequence[Hit],
    store: IndexStore,
    reader: Reader,
    pages: Pages,
    most_words: int = MOST_WORDS,
) -> Found:
    """What ``hits`` hold for a question; about ``most_words`` of it are to be copied."""
    counts = lookup.counts(store.connection)
    rarity, missing = _rarity(question, store, counts.passages)
    if question.is_unspaced:
        reader = SharedWords(rarity)
    evidence = find_evidence(question, hits, reader, rarity)
    sections = _in_sections(question, hits, store)
    copied = excerpt(
        question, sections, evidence, rarity, partial(store.similarity, question.asked), most_words
    )
    quoted = tuple(places_of(question.quotation, sections[:PASSAGES])) if evidence else ()
    of_table = _of_table(question, hits, evidence, rarity, pages) or _of_headings(
        question, hits, store, pages
    )
    by_words = question.is_unspaced
    sure = sureness_by_words(evidence) if by_words else sureness(evidence, copied.nearest)
    sure = max(sure, of_table.sure if of_table else 0.0)
    if of_table and of_table.is_whole:
        sure = of_table.sure  # nothing else is said
    uncomputed = _is_uncomputed(question, evidence, copied.stretches, of_table)
    if uncomputed:
        sure = min(sure, SURE_OF_A_ROW)
    if question.wants.topic and not by_words and _holds_all(copied.stretches, rarity):
        sure = max(sure, SURE_OF_TOPIC)
    if _lacks_the_amount(question, evidence, copied.stretches, of_table):
        sure = 0.0
    if not question.identifiers.isdisjoint(missing):
        sure *= DOUBT_OF_UNKNOWN_IDENTIFIER
    if quoted:
        copied, of_table, sure = replace(copied, stretches=quoted), None, 1.0
    enough = SURE_ENOUGH if is_for_a_fact(question) else SURE_ENOUGH_OF_MORE
    stretches = _whole(question, copied.stretches, pages)
    return Found(
        hits, sections, evidence, stretches, of_table, sure, missing, counts, enough, uncomputed
    )


def _of_headings(
    question: Question, hits: Sequence[Hit], store: IndexStore, pages: Pages
) -> FromTable | None:
    """As many headings as the question asks for things."""
    if question.counted is None:
        return None
    statement = heading_list(
        question.counted,
        hits[:PASSAGES],
        partial(lookup.headings_of, store.connection),
        lambda hit: pages.text(hit.path, hit.page_number) or "",
    )
    return FromTable(statement, KNOWN_ENOUGH, is_told=True) if statement else None


def _lacks_the_amount(
    question: Question,
    evidence: Sequence[Evidence],
    stretches: Sequence[Quote],
    of_table: FromTable | None,
) -> bool:
    """Whether so many litres, or so much money, are asked for, and nothing that was found has any
    amount of that."""
    if question.dimension is None or of_table is not None:
        return False
    quotes = (*stretches, *(item.quote for item in evidence[:PASSAGES]))
    return not any(has_amount(quote.text, question.dimension) for quote in quotes)


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
    if calculation is None or (of_table and of_table.is_told):
        return False
    if evidence and is_in_a_row(evidence[0].quote):
        return True
    words = telling_stems(" ".join(calculation.words))
    said = readings(" ".join(stretch.text for stretch in stretches))
    documents = {stretch.hit.path for stretch in stretches}
    return len(documents) > 1 or said.isdisjoint(words)


def _whole(question: Question, quotes: Sequence[Quote], pages: Pages) -> list[Stretch]:
    """The stretches with their footnotes; where a list or steps are wanted, and where steps were
    begun, with the rest of the list on their page."""
    found: list[Stretch] = []
    for quote in quotes:
        page = pages.text(quote.hit.path, quote.hit.page_number) or ""
        is_list = wants_list(question) or has_steps(quote)
        whole = whole_list(quote, page) if page and is_list else Stretch(quote)
        found = [known for known in found if not is_within(known.quote, whole.quote)]
        if not any(overlap(quote, known.quote) for known in found):
            found += [whole, *map(Stretch, footnotes_of(whole.quote, page))]
    return found


def _holds_all(stretches: Sequence[Quote], rarity: Mapping[str, float]) -> bool:
    """Whether one of the stretches has all words of the question."""
    return any(covered(rarity, stretch.text) == 1 for stretch in stretches)


def of_both_sides(whole: Found, sides: Sequence[Found]) -> Found:
    """What is found of a comparison: something of each side, where each has an answer."""
    if not all(side.is_answered for side in sides):
        return whole
    tables = [side.of_table for side in sides if side.of_table]
    evidence = [item for side in sides for item in side.evidence]
    hits = [hit for side in sides for hit in side.hits]
    return replace(
        whole,
        hits=list(dict.fromkeys(hits)),
        sections=list(dict.fromkeys(hit for side in sides for hit in side.sections[:PASSAGES])),
        evidence=sorted(evidence, key=lambda item: -item.likelihood),
        stretches=[stretch for side in sides for stretch in side.stretches],
        of_table=side_by_side(tables) if len(tables) == len(sides) else None,
        sure=min(side.sure for side in sides),
        enough=min(side.enough for side in sides),
        uncomputed=False,
    )


def _of_table(
    question: Question,
    hits: Sequence[Hit],
    evidence: Sequence[Evidence],
    rarity: Mapping[str, float],
    pages: Pages,
) -> FromTable | None:
    """What the tables of the best hits answer; None where prose has a sure fact."""
    if is_sure_fact(question, evidence) and not is_in_a_row(evidence[0].quote):
        return None
    tables = tables_of(hits[:PASSAGES], pages.text)
    return table_answer(question, tables, rarity, evidence[0].quote if evidence else None)


def _rarity(
    question: Question, store: IndexStore, passages: int
) -> tuple[dict[str, float], tuple[str, ...]]:
    """How rare each word of the question is, and the words that occur nowhere: no pairs of
    characters. "Long" of "how long" counts only where documents have it."""
    seen: dict[str, int] = {}

    def frequency(word: str) -> int:
        seen[word] = words.document_frequency(store.connection, word)
        return seen[word]

    rarity = rarity_of(question, frequency, passages)
    nowhere = {stem: word for stem, word in question.stems.items() if not seen[word]}
    if measure := next(
        (one for one, word in nowhere.items() if word.lower() == question.measure), ""
    ):
        del rarity[measure], nowhere[measure]
    return rarity, tuple(word for word in nowhere.values() if not is_unspaced(word))


def _in_sections(question: Question, hits: Sequence[Hit], store: IndexStore) -> list[Hit]:
    """The best hits; where a list or steps are wanted, each with the rest of its section."""
    if not wants_list(question):
        return list(hits)
    sections: list[Hit] = []
    for hit in hits[:PASSAGES]:
        section = lookup.with_neighbours(store.connection, hit, LONGEST_SECTION)
        if not any(_lies_in(section, known) for known in sections):
            sections.append(section)
    return sections


def _lies_in(part: Hit, whole: Hit) -> bool:
    same_page = (part.path, part.page_number) == (whole.path, whole.page_number)
    return same_page and whole.start <= part.start and part.end <= whole.end
