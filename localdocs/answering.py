"""The path of a question: from words to a checked answer.

    hits     = store.search(question.wanted)             # ranked passages
    evidence = find_evidence(question, hits, reader)     # the words in them that answer it
    Wording(question, model, evidence, …)                # sentences of the model, each supported
    excerpt(question, hits, evidence, …)                 # where none is: the documents' own words
    Citing(pages)                                        # each tied to a verified quote

It yields what is known as soon as it is known: the hits, then each sentence once it has been
checked, then the whole answer.
"""

import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from index.database import lookup
from index.index_store import IndexStore
from index.words import query as words
from localdocs.collection.answers import answer_about_collection
from localdocs.notes import changed_files, disagreement, how_complete, other_versions
from localdocs.types import Answer, AnswerStatus, Hit, StreamEvent, Timings
from prompts.answer.citing import PARAGRAPH, Citing
from prompts.answer.model import LanguageModel
from prompts.answer.request import Asking
from prompts.answer.wording import Worded, Wording, is_small
from prompts.evidence.citations import CheckedSentence, overlap
from prompts.evidence.excerpt import PASSAGES, excerpt, is_sure_fact
from prompts.evidence.finding import PASSAGES_READ, Evidence, find_evidence, rarity_of
from prompts.evidence.own_words import own_words
from prompts.evidence.reading import Reader
from prompts.evidence.sureness import QUITE_SURE, SURE_ENOUGH, sureness
from prompts.question.question import Question

DOUBT_OF_UNKNOWN_IDENTIFIER = 0.4
"""Asked about code E9, documents that only know E1 to E7 hardly hold the answer."""

LONGEST_SECTION = 3000
"""Characters that are read around a passage where a list or steps are wanted."""

NOT_FOUND = "Not in your documents."


def answer_question(
    question: Question,
    store: IndexStore,
    reader: Reader,
    model: LanguageModel | None,
    asking: Asking,
) -> Generator[StreamEvent, None, None]:
    """Answer a question, step by step. ``model`` None gives the documents' own words."""
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
    counts = lookup.counts(store.connection)
    notes = [*asking.notes, *how_complete(counts), *_being_updated(asking)]
    shown = tuple(hits[: asking.hits_wanted])
    yield StreamEvent("hits", hits=shown)

    rarity, missing = _rarity(question, store, counts.passages)
    evidence = find_evidence(question, hits, reader, rarity)
    places = _in_sections(question, hits, store)
    copied = excerpt(question, places, evidence, rarity, partial(store.similarity, question.asked))
    sure = sureness(evidence, copied.nearest)
    if not question.identifiers.isdisjoint(missing):
        sure *= DOUBT_OF_UNKNOWN_IDENTIFIER
    pages = IndexedPages(store, asking.file_ids)
    citing = Citing(pages, [item.answer for item in evidence])
    worded = Worded()
    sentences: list[CheckedSentence] = []
    if sure < SURE_ENOUGH:
        text, status = NOT_FOUND, AnswerStatus.NOT_FOUND
    else:
        shown = tuple(_evidence_first(hits, evidence)[: asking.hits_wanted])
        fact = is_sure_fact(question, evidence)
        if model is not None and (fact or not is_small(model)):
            wording = Wording(question, model, asking, evidence, shown, hits, pages)
            worded = yield from wording.events(citing)
            notes += filter(None, [worded.note])
        said = worded.sentences if worded.supported() else []
        rest = (
            [] if said and fact else _unsaid(own_words(question, evidence, copied.stretches), said)
        )
        for sentence in rest:
            yield citing.spoken(sentence, PARAGRAPH)
        sentences = [*said, *rest]
        text, status = citing.text_of(said, rest), _status(sentences, sure)
        notes += changed_files(citing.citations, store)
        notes += other_versions(question, citing.citations, store)
        notes += disagreement(question, evidence)
    first_token = worded.first_token_at
    answer = Answer(
        question=question.text,
        text=text,
        status=status,
        citations=citing.citations,
        unsupported=tuple(sentence.text for sentence in sentences if sentence.quote is None),
        passages=shown,
        model=worded.model,
        prompt_tokens=worded.prompt_tokens,
        answer_tokens=worded.answer_tokens,
        timings=Timings(
            search_seconds=searched - started,
            first_token_seconds=None if first_token is None else first_token - started,
            total_seconds=time.monotonic() - started,
        ),
        missing_words=missing,
        notes=tuple(notes),
        understood=question.standalone,
    )
    yield StreamEvent("answer", answer=answer)


@dataclass(frozen=True, slots=True)
class IndexedPages:
    """The pages of ``store``, of the files that were asked for (None: all)."""

    store: IndexStore
    file_ids: Sequence[int] | None

    def text(self, path: Path, number: int) -> str | None:
        """The text of a page; None where it is no longer indexed."""
        return lookup.page_text(self.store.connection, path, number)

    def may_be_used(self, path: Path) -> bool:
        """Whether a file is indexed, and among those that were asked for."""
        found = lookup.file_ids(self.store.connection, [path])
        return bool(found) and (self.file_ids is None or set(found) <= set(self.file_ids))


def _unsaid(
    copied: Sequence[CheckedSentence], said: Sequence[CheckedSentence]
) -> list[CheckedSentence]:
    """What was copied and no sentence of the model rests on."""
    return [
        sentence
        for sentence in copied
        if not any(overlap(sentence.quote, other.quote) for other in said)
    ]


def _status(sentences: Sequence[CheckedSentence], sure: float) -> AnswerStatus:
    supported = sum(sentence.quote is not None for sentence in sentences)
    answered = 2 * supported >= len(sentences) and sure >= QUITE_SURE
    return AnswerStatus.ANSWERED if answered else AnswerStatus.PARTIAL


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


def _rarity(
    question: Question, store: IndexStore, passages: int
) -> tuple[dict[str, float], tuple[str, ...]]:
    """How rare each word of the question is, and the words that occur nowhere."""
    seen: dict[str, int] = {}

    def frequency(word: str) -> int:
        seen[word] = words.document_frequency(store.connection, word)
        return seen[word]

    rarity = rarity_of(question, frequency, passages)
    return rarity, tuple(word for word, count in seen.items() if count == 0)


def _evidence_first(hits: Sequence[Hit], evidence: Sequence[Evidence]) -> list[Hit]:
    """The hits in the order of their best sentence: what is most to the point enters the prompt."""
    order = list(dict.fromkeys(item.quote.hit for item in evidence))
    return [*order, *(hit for hit in hits if hit not in order)]


def _in_sections(question: Question, hits: Sequence[Hit], store: IndexStore) -> list[Hit]:
    """The best hits; where a list or steps are wanted, each with the rest of its section."""
    if not (question.wants.list or question.wants.steps):
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


def _being_updated(asking: Asking) -> Iterator[str]:
    if asking.being_updated:
        yield "The folders are being read at this moment: what is new may be missing."
