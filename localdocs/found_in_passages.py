"""What the passages of a search hold: evidence, the stretches to copy, a table's answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from index.database import lookup
from index.index_store import IndexStore
from index.words import query as words
from localdocs.languages.days import days_in
from localdocs.languages.english import EVERYDAY_WORDS
from localdocs.languages.spelling import folded
from localdocs.languages.unspaced import is_unspaced, seams
from localdocs.types import Hit
from prompts.answer.citing import Pages
from prompts.answer.judging import Judged, judge
from prompts.evidence.citations import Quote
from prompts.evidence.excerpt import (
    MOST_WORDS,
    PASSAGES,
    Excerpt,
    excerpt,
    is_sure_fact,
    wants_list,
)
from prompts.evidence.finding import Evidence, find_evidence, rarity_of
from prompts.evidence.heading_lists import heading_list
from prompts.evidence.nearest import are_foreign, evidence_by_meaning, near_enough
from prompts.evidence.quotations import places_of
from prompts.evidence.ranking import Ranker, ranked
from prompts.evidence.reading import Reader
from prompts.evidence.shared_words import evidence_by_words, stretches_by_words
from prompts.evidence.stretches.whole_lists import Stretch
from prompts.evidence.stretches.with_the_rest import with_the_rest
from prompts.evidence.sureness import sureness_by_words
from prompts.question.calculation import implied_sum
from prompts.question.counted import says_so_many
from prompts.question.question import Question
from prompts.tables.answer import SURE_OF_A_ROW, FromTable, side_by_side, table_answer
from prompts.tables.choosing import KNOWN_ENOUGH
from prompts.tables.own_records import own_records
from prompts.tables.table import is_a_record, over_pages, tables_of
from prompts.text.inflections import likeness

LONGEST_SECTION = 3000
"""Characters that are read around a passage where a list or steps are wanted."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a question's passages hold. ``sections`` are the best hits, where a list or steps are
    wanted with the rest of their section."""

    hits: Sequence[Hit]
    sections: Sequence[Hit]
    evidence: Sequence[Evidence]
    stretches: Sequence[Stretch]
    """What is to be copied, best first; lists whole."""
    of_table: FromTable | None
    judged: Judged
    missing: tuple[str, ...]
    """Words of the question that occur nowhere."""
    counts: lookup.Counts
    is_sure_fact: bool
    """Whether the question is for a fact that the reader is sure of."""

    @property
    def copied(self) -> list[Quote]:
        """What is to be copied, best first."""
        return [stretch.quote for stretch in self.stretches]

    @property
    def is_answered(self) -> bool:
        """Whether the documents hold an answer."""
        return self.judged.is_answered


def look_into(
    question: Question,
    hits: Sequence[Hit],
    store: IndexStore,
    reader: Reader,
    ranker: Ranker | None,
    pages: Pages,
    most_words: int = MOST_WORDS,
) -> Found:
    """What ``hits`` hold for a question; about ``most_words`` of it are to be copied."""
    by_words = question.is_by_words or are_foreign(hits)  # reader and ranker know English only
    if not by_words:
        hits = ranked(question, hits, ranker)
    own = own_records(question, hits, pages.text)
    hits = own.hits
    counts = lookup.counts(store.connection)
    rarity, missing = _rarity(question, store, counts.passages)
    sections = _in_sections(question, hits, store)
    if by_words:
        evidence = _by_words_or_meaning(question, hits, rarity, store)
        copied = Excerpt(stretches_by_words(question, evidence), 1.0)
    else:
        evidence = find_evidence(question, hits, reader, rarity)
        similarity = partial(store.similarity, question.asked)
        copied = excerpt(question, sections, evidence, rarity, similarity, most_words)
    is_sure = not by_words and is_sure_fact(question, evidence)
    of_table = _of_table(question, hits, evidence, rarity, pages, is_sure) or _of_headings(
        question, hits, store, pages
    )
    quoted = tuple(places_of(question.quotation, sections[:PASSAGES])) if evidence else ()
    if quoted:
        copied, of_table = Excerpt(quoted, 1.0), None
    judged = judge(question, evidence, copied, of_table, rarity, missing, hits, by_words)
    if own.lacks_it:
        judged = replace(judged, sure=min(judged.sure, SURE_OF_A_ROW))
    stretches = with_the_rest(question, copied.stretches, partial(_page_of, pages))
    return Found(hits, sections, evidence, stretches, of_table, judged, missing, counts, is_sure)


def _by_words_or_meaning(
    question: Question, hits: Sequence[Hit], rarity: Mapping[str, float], store: IndexStore
) -> list[Evidence]:
    """Evidence for a question that the reader does not understand: by shared words; where they are
    too few, by meaning across languages, if the embedding model knows several."""
    found = evidence_by_words(question, hits, rarity)
    if sureness_by_words(found):
        return found
    least = near_enough(store.embedder.identity)
    if least is None:
        return found
    similarity = partial(store.similarity, question.asked)
    return evidence_by_meaning(question, hits, similarity, least) or found


def _of_headings(
    question: Question, hits: Sequence[Hit], store: IndexStore, pages: Pages
) -> FromTable | None:
    """As many headings as the question asks for things, as the nearest: nothing says that they are
    these things. None where a sentence has the number and what is counted."""
    if question.counted is None or any(says_so_many(question.counted, hit.text) for hit in hits):
        return None
    statement = heading_list(
        question.counted,
        hits[:PASSAGES],
        partial(lookup.headings_of, store.connection),
        partial(_page_of, pages),
    )
    return FromTable(statement, KNOWN_ENOUGH, is_told=False) if statement else None


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
        judged=Judged(
            sure=min(side.judged.sure for side in sides),
            enough=min(side.judged.enough for side in sides),
        ),
        is_sure_fact=False,  # one fact is not both sides
    )


def _of_table(
    question: Question,
    hits: Sequence[Hit],
    evidence: Sequence[Evidence],
    rarity: Mapping[str, float],
    pages: Pages,
    is_sure: bool,
) -> FromTable | None:
    """What the tables of the best hits answer; None where prose has a sure fact."""
    if is_sure and not is_a_record(evidence[0].quote):
        return None
    tables = tables_of(hits[:PASSAGES], pages.text)
    if question.calculation or implied_sum(question.asked):  # of all rows, or it is wrong
        tables = over_pages(tables, partial(_numbered_page, pages))
    pointed_to = evidence[0].quote if evidence else None
    return table_answer(question, tables, rarity, pointed_to, hits[0].path if hits else None)


def _rarity(
    question: Question, store: IndexStore, passages: int
) -> tuple[dict[str, float], tuple[str, ...]]:
    """How rare each word of the question is, and the words that occur nowhere: no pairs of
    characters. "Long" of "how long" counts only where documents have it."""
    seen: dict[str, int] = {}

    def frequency(word: str) -> int:
        seen[word] = words.document_frequency(store.connection, word)
        if not seen[word] and question.language is not None:
            seen[word] = words.frequency_of_any(store.connection, _forms(question, word, store))
        return seen[word]

    rarity = rarity_of(question, frequency, passages)
    for seam in seams(question.asked, seen):
        rarity.pop(seam, None)
    nowhere = {stem: word for stem, word in question.stems.items() if not seen[word]}
    if measure := next(
        (one for one, word in nowhere.items() if word.lower() == question.measure), ""
    ):
        del rarity[measure], nowhere[measure]
    explained = EVERYDAY_WORDS | _words_of_a_table(question)
    missing = (word for word in nowhere.values() if word.lower() not in explained)
    return rarity, tuple(word for word in missing if not is_unspaced(word))


def _forms(question: Question, word: str, store: IndexStore) -> list[str]:
    """The forms of a word that occur, in the question's language."""
    asked = folded(word)
    alike = store.vocabulary.resembling(asked)
    name = question.language.name if question.language else ""
    return [term for term in alike if likeness(asked, [term], name) == 1]


def _words_of_a_table(question: Question) -> frozenset[str]:
    """The words of what is to be computed, and of days: tables answer them and have no such
    words."""
    days = " ".join(question.asked[day.start : day.end] for day in days_in(question.asked))
    return question.calculation_words | frozenset(days.lower().split())


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


def _numbered_page(pages: Pages, path: Path, number: int) -> str | None:
    """The text of a page; None for one that is called otherwise, a sheet or an attachment."""
    return None if pages.place(path, number, 0) else pages.text(path, number)


def _page_of(pages: Pages, hit: Hit) -> str:
    return pages.text(hit.path, hit.page_number) or ""
