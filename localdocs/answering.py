"""The path of a question: from words to a checked answer.

    hits  = store.search(question.wanted)         # ranked passages
    found = look_into(question, hits, …)          # ranked; evidence, stretches, a table's answer
    Wording(question, model, found.evidence, …)   # sentences of a model, each checked
    own_words(question, found.evidence, …)        # and the documents' own words
    Citing(pages)                                 # all tied to verified quotes

It yields what is known as soon as it is known: the hits, then each sentence once it has been
checked, then the whole answer.
"""

import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index.database import lookup
from index.index_store import IndexStore
from index.ranking.versions import Versions
from localdocs.collection.answers import answer_about_collection
from localdocs.found_in_passages import Found, look_into, of_both_sides
from localdocs.notes import (
    changed_files,
    cut_lists,
    disagreement,
    how_complete,
    in_another_language,
    version_that_answered,
    versions_meant,
    words_apart,
)
from localdocs.types import Answer, AnswerStatus, Hit, StreamEvent, Timings
from prompts.answer.citing import PARAGRAPH, Citing, Pages
from prompts.answer.model import LanguageModel
from prompts.answer.request import Asking
from prompts.answer.wording import Worded, Wording, is_small
from prompts.evidence.citations import Quote, Statement, overlap
from prompts.evidence.excerpt import MOST_WORDS
from prompts.evidence.finding import PASSAGES_READ, Evidence
from prompts.evidence.own_words import own_words, readable
from prompts.evidence.ranking import Ranker
from prompts.evidence.reading import Reader
from prompts.evidence.stretches.unsaid import unsaid_part
from prompts.evidence.sureness import QUITE_SURE
from prompts.question.question import Question, read_question

NOT_FOUND = "Not in your documents."
NOT_COMPUTED = "Nothing was added up or compared: these are single places."


def answer_question(
    question: Question,
    store: IndexStore,
    reader: Reader,
    ranker: Ranker | None,
    model: LanguageModel | None,
    asking: Asking,
) -> Generator[StreamEvent, None, None]:
    """Answer a question, step by step. ``model`` None gives the documents' own words; ``ranker``
    None leaves the passages in the order of the search."""
    if question.small_talk is not None:
        yield from _replied(question, str(question.small_talk))
        return
    of_collection = answer_about_collection(question, store, asking.file_ids)
    if of_collection is not None:
        yield from _told(of_collection, store, asking)
        return
    started = time.monotonic()
    wanted = max(asking.hits_wanted, PASSAGES_READ)
    hits = store.search(
        question.wanted, wanted, file_ids=asking.file_ids, spoken_of=asking.spoken_of
    )
    searched = time.monotonic()
    yield StreamEvent("hits", hits=tuple(hits[: asking.hits_wanted]))

    pages = IndexedPages(store, asking.file_ids)
    found = _found(question, hits, store, reader, ranker, pages, asking)
    citing = Citing(pages, [item.answer for item in found.evidence])
    worded = Worded()
    text, status = NOT_FOUND, AnswerStatus.NOT_FOUND
    passages, notes = (
        found.hits,
        [*asking.notes, *how_complete(found.counts), *_being_updated(asking)],
    )
    if found.is_answered:
        passages = _evidence_first(found.hits, found.evidence)
        worded = yield from _spoken(question, found, store, reader, pages, model, asking, citing)
        text, status = citing.text, _status(found.judged.sure)
        notes += worded.notes
        versions = versions_meant(question, citing.citations, store, asking.file_ids)
        notes += _notes_on(question, found, citing, status, store, versions)
        if versions and citing.citations[0].path != versions.paths[0]:
            status = AnswerStatus.PARTIAL  # the newest may say otherwise
    else:
        notes += in_another_language(question, hits)
    against = tuple(citing.against(statement) for statement in worded.contradicted)
    first_token = worded.first_token_at
    answer = Answer(
        question=question.text,
        text=text,
        status=status,
        citations=citing.citations,
        unsupported=tuple(statement.text for statement in worded.unsupported),
        passages=tuple(passages[: asking.hits_wanted]),
        model=worded.model,
        prompt_tokens=worded.prompt_tokens,
        answer_tokens=worded.answer_tokens,
        timings=Timings(
            search_seconds=searched - started,
            first_token_seconds=None if first_token is None else first_token - started,
            total_seconds=time.monotonic() - started,
        ),
        missing_words=found.missing,
        notes=tuple(notes),
        understood=question.standalone,
        contradicted=against,
    )
    yield StreamEvent("answer", answer=answer)


def _notes_on(
    question: Question,
    found: Found,
    citing: Citing,
    status: AnswerStatus,
    store: IndexStore,
    versions: Versions | None,
) -> Iterator[str]:
    """What a person should know beside an answer that was found."""
    if found.judged.uncomputed:
        yield NOT_COMPUTED
    is_computed = found.of_table is not None and found.of_table.is_computed
    if status is AnswerStatus.PARTIAL and not is_computed:
        yield from words_apart(question, citing.text, citing.citations, found.missing)
    yield from cut_lists(found.stretches)
    yield from changed_files(citing.citations, store)
    if versions is not None:
        yield version_that_answered(versions, citing.citations[0].path)
    yield from disagreement(question, found.evidence, found.hits)


def _found(
    question: Question,
    hits: Sequence[Hit],
    store: IndexStore,
    reader: Reader,
    ranker: Ranker | None,
    pages: Pages,
    asking: Asking,
) -> Found:
    """What the passages hold; of a comparison what is found for each side, in half of the words."""
    found = look_into(question, hits, store, reader, ranker, pages)
    if question.sides is None or (found.of_table and found.of_table.is_told):
        return found
    sides = []
    for side in question.sides:
        of_side = read_question(side, today=question.today)
        there = store.search(
            side, PASSAGES_READ, file_ids=asking.file_ids, spoken_of=asking.spoken_of
        )
        most_words = MOST_WORDS // len(question.sides)
        sides.append(look_into(of_side, there, store, reader, ranker, pages, most_words))
    return of_both_sides(found, sides)


def _spoken(
    question: Question,
    found: Found,
    store: IndexStore,
    reader: Reader,
    pages: Pages,
    model: LanguageModel | None,
    asking: Asking,
    citing: Citing,
) -> Generator[StreamEvent, None, Worded]:
    """The sentences of the model, then of the documents' own words what those do not rest on: no
    model makes an answer poorer. A sure fact that the model has said out of the best place needs no
    more words."""
    worded = Worded()
    told = [found.of_table.statement] if found.of_table else []
    if found.of_table is not None:
        yield citing.spoken(found.of_table.statement, PARAGRAPH)
        if found.of_table.is_whole:
            return worded
    fact = found.is_sure_fact
    best = [*(item.quote for item in found.evidence[:1]), *found.copied[:1]]
    if model is not None and found.evidence and (fact or not is_small(model)):
        sources = _evidence_first(found.sections, found.evidence)[: asking.hits_wanted]
        wording = Wording(
            question,
            model,
            asking,
            found.evidence,
            found.copied,
            sources,
            found.hits,
            pages,
            store.embedder.embed_passages,
            reader,
            may_refuse=found.judged.sure < QUITE_SURE,
        )
        worded = yield from wording.events(citing)
    if not (fact and _rests_on(worded.supported, best)):
        copied = own_words(question, found.evidence, found.copied)
        for statement in _unsaid(copied, told, worded.supported):
            yield citing.spoken(statement, PARAGRAPH)
    return worded


@dataclass(frozen=True, slots=True)
class IndexedPages:
    """The pages of ``store``, of the files that were asked for (None: all)."""

    store: IndexStore
    file_ids: Sequence[int] | None

    def text(self, path: Path, number: int) -> str | None:
        """The text of a page; None where it is no longer indexed."""
        return lookup.page_text(self.store.connection, path, number)

    def place(self, path: Path, number: int, position: int) -> str:
        """What a person calls the place of a character on a page that has no number."""
        return lookup.page_place(self.store.connection, path, number, position)

    def may_be_used(self, path: Path) -> bool:
        """Whether a file is indexed, and among those that were asked for."""
        found = lookup.file_ids(self.store.connection, [path])
        return bool(found) and (self.file_ids is None or set(found) <= set(self.file_ids))


def _rests_on(said: Sequence[Statement], quotes: Sequence[Quote]) -> bool:
    used = [quote for statement in said for quote in statement.quotes]
    return any(overlap(quote, other) for quote in quotes for other in used)


def _unsaid(
    copied: Sequence[Statement], told: Sequence[Statement], worded: Sequence[Statement]
) -> Iterator[Statement]:
    """What was copied, without stretches that a table's answer was read off, and without what the
    model's sentences rest on."""
    of_table = [quote for statement in told for quote in statement.quotes]
    of_model = [quote for statement in worded for quote in statement.quotes]
    for statement in copied:
        stretch = statement.quotes[0]
        if any(overlap(stretch, quote) for quote in of_table):
            continue
        rest = unsaid_part(stretch, of_model)
        if rest == stretch:
            yield statement
        elif rest is not None:
            yield Statement(readable(rest), (rest,))


def _status(sure: float) -> AnswerStatus:
    """Partial where it is not sure that the documents answer. What a model wrote that they say
    otherwise is no part of the answer, and does not make it less sure."""
    return AnswerStatus.PARTIAL if sure < QUITE_SURE else AnswerStatus.ANSWERED


def _replied(question: Question, text: str) -> Iterator[StreamEvent]:
    """What is said to small talk: nothing is looked up, nothing is cited."""
    answer = Answer(
        question=question.text,
        text=text,
        status=AnswerStatus.ANSWERED,
        citations=(),
        unsupported=(),
        passages=(),
        model="",
        prompt_tokens=0,
        answer_tokens=0,
        timings=Timings(0.0, None, 0.0),
        understood=question.text,
    )
    yield StreamEvent("text", text=text)
    yield StreamEvent("answer", answer=answer)


def _told(answer: Answer, store: IndexStore, asking: Asking) -> Iterator[StreamEvent]:
    """An answer that is there at once."""
    about = (*changed_files(answer.citations, store), *_being_updated(asking))
    if answer.status is not AnswerStatus.NOT_FOUND:
        yield StreamEvent("text", text=answer.text, citations=answer.citations)
    notes = (*asking.notes, *answer.notes, *about)
    yield StreamEvent("answer", answer=replace(answer, notes=notes))


def _evidence_first(hits: Sequence[Hit], evidence: Sequence[Evidence]) -> list[Hit]:
    """The hits in the order of their best sentence: what is most to the point enters the prompt."""
    best = {item.quote.hit.passage_id: number for number, item in enumerate(reversed(evidence))}
    return sorted(hits, key=lambda hit: -best.get(hit.passage_id, -1))


def _being_updated(asking: Asking) -> Iterator[str]:
    if asking.being_updated:
        yield "The folders are being read at this moment: what is new may be missing."
