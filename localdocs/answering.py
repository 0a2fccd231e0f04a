"""The path of a question: from words to a checked answer.

    hits     = store.search(question)                    # ranked passages
    evidence = find_evidence(question, hits, reader)     # the words in them that answer it
    Wording(draft, model, asking, evidence, hits)        # sentences of the model, each supported
    own_words(question, evidence)                        # where none is
    answer   = draft.answer(text, status)                # each tied to a verified quote

It yields what is known as soon as it is known: the hits, then each sentence once it has been
checked, then the whole answer.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.database import lookup
from index.index_store import IndexStore
from index.words import query as words
from localdocs.collection.answers import answer_about_collection
from localdocs.models.running.language_model import LanguageModel
from localdocs.notes import changed_files, disagreement, how_complete, other_versions
from localdocs.types import Answer, AnswerStatus, Hit, StreamEvent
from prompts.answer.draft import Draft
from prompts.answer.request import Asking
from prompts.answer.wording import Wording
from prompts.evidence.finding import PASSAGES_READ, Evidence, find_evidence, rarity_of
from prompts.evidence.own_words import own_words
from prompts.evidence.reading import Reader
from prompts.question.asked_part import asked_part

SURE_ENOUGH = 0.04
"""Below this likelihood the documents are said not to hold the answer."""

QUITE_SURE = 0.12
"""Below this one, or when most of a reply has no support, the answer counts as partial."""

DOUBT_OF_UNKNOWN_IDENTIFIER = 0.4
"""Asked about code E9, documents that only know E1 to E7 hardly hold the answer."""

_IDENTIFIER = re.compile(r"(?!(?:fy|q|h)\d+$)(?=.*\d)(?=.*[a-z])\w+", re.IGNORECASE)

NOT_FOUND = "Not in your documents."


def answer_question(
    question: str, store: IndexStore, reader: Reader, model: LanguageModel | None, asking: Asking
) -> Iterator[StreamEvent]:
    """Answer a question, step by step. ``model`` None gives the documents' own words."""
    of_collection = answer_about_collection(question, store, asking.file_ids)
    if of_collection is not None:
        yield from _told(of_collection, store, asking)
        return
    draft = Draft(question, store)
    wanted = max(asking.hits_wanted, PASSAGES_READ)
    hits = store.search(question, wanted, file_ids=asking.file_ids, spoken_of=asking.spoken_of)
    draft.hits = tuple(hits[: asking.hits_wanted])
    draft.search_seconds = draft.seconds()
    counts = lookup.counts(store.connection)
    draft.notes += [*how_complete(counts), *_being_updated(asking)]
    yield StreamEvent("hits", hits=draft.hits)

    asked = asked_part(question)
    rarity = _rarity(asked, draft, counts.passages)
    evidence = find_evidence(asked, hits, reader, rarity)
    sureness = evidence[0].likelihood if evidence else 0.0
    if any(_IDENTIFIER.fullmatch(word) for word in draft.missing_words):
        sureness *= DOUBT_OF_UNKNOWN_IDENTIFIER
    if sureness < SURE_ENOUGH:
        answer = draft.answer(NOT_FOUND, AnswerStatus.NOT_FOUND)
        yield StreamEvent("answer", answer=answer)
        return
    draft.hits = tuple(_evidence_first(hits, evidence)[: asking.hits_wanted])
    if model is not None:
        yield from Wording(draft, model, asking, evidence, hits).events()
    if not draft.supported():
        draft.sentences = own_words(asked, evidence)
        for sentence in draft.sentences:
            yield draft.spoken(sentence)
    mostly = 2 * len(draft.supported()) >= len(draft.sentences)
    answered = mostly and sureness >= QUITE_SURE
    status = AnswerStatus.ANSWERED if answered else AnswerStatus.PARTIAL
    text = " ".join(draft.cited(sentence) for sentence in draft.sentences)
    draft.notes += changed_files(draft.citations, store)
    draft.notes += other_versions(question, draft.citations, store)
    draft.notes += disagreement(question, evidence)
    yield StreamEvent("answer", answer=draft.answer(text, status))


def _told(answer: Answer, store: IndexStore, asking: Asking) -> Iterator[StreamEvent]:
    """An answer that is there at once."""
    notes = [*answer.notes, *changed_files(answer.citations, store), *_being_updated(asking)]
    if answer.status is not AnswerStatus.NOT_FOUND:
        yield StreamEvent("text", text=answer.text, citations=answer.citations)
    yield StreamEvent("answer", answer=replace(answer, notes=tuple(notes)))


def _rarity(question: str, draft: Draft, passages: int) -> dict[str, float]:
    """How rare each word of the question is; words that occur nowhere are noted."""
    seen: dict[str, int] = {}

    def frequency(word: str) -> int:
        seen[word] = words.document_frequency(draft.store.connection, word)
        return seen[word]

    rarity = rarity_of(question, frequency, passages)
    draft.missing_words = tuple(word for word, count in seen.items() if count == 0)
    return rarity


def _evidence_first(hits: Sequence[Hit], evidence: Sequence[Evidence]) -> list[Hit]:
    """The hits in the order of their best sentence: what is most to the point enters the prompt."""
    order = list(dict.fromkeys(item.quote.hit for item in evidence))
    return [*order, *(hit for hit in hits if hit not in order)]


def _being_updated(asking: Asking) -> Iterator[str]:
    if asking.being_updated:
        yield "The folders are being read at this moment: what is new may be missing."
