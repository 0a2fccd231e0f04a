"""The path of a question: from words to a checked answer.

    hits     = store.search(question)                    # ranked passages
    evidence = find_evidence(question, hits, reader)     # the words in them that answer it
    prompt   = build_prompt(question, hits, budget)      # numbered sources, question last
    reply    = model.stream(prompt)                      # sentence by sentence
    answer   = cite(reply)                               # each tied to a verified quote

A model of less than a billion parameters is shown the evidence alone, and may choose the wording,
not the answer. Whatever fails after the evidence, the documents' own words are the answer.

It yields what is known as soon as it is known: the hits, then each sentence once it has been
checked, then the whole answer.
"""

import logging
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial

from index import lookup, words
from index.index_store import IndexStore
from localdocs.answer_notes import changed_files, disagreement, how_complete, other_versions
from localdocs.asked_part import asked_part
from localdocs.collection.answers import answer_about_collection
from localdocs.errors import ModelDamagedError, ModelError, ModelMissingError
from localdocs.evidence import PASSAGES_READ, Evidence, find_evidence, rarity_of
from localdocs.language_model import LanguageModel, ModelDescription
from localdocs.own_words import keeps_to, lies_on, own_words, surroundings
from localdocs.prompt_reuse import holds, known_first, new_tokens, remember
from localdocs.prompt_speed import LEAST_TOKENS, affordable, learn
from localdocs.reader.reading import Reader
from localdocs.types import (
    Answer,
    AnswerStatus,
    Citation,
    Hit,
    Prompt,
    Sampling,
    StreamEvent,
    Timings,
)
from prompts.citations import (
    CheckedSentence,
    Quote,
    check_sentence,
    finished_sentences,
    is_refusal,
)
from prompts.source_list import Budget, ChatFormat, build_prompt
from prompts.thinking import ThoughtSplitter, answers_of

logger = logging.getLogger("localdocs")

SURE_ENOUGH = 0.1
"""Below this likelihood the documents are said not to hold the answer."""

QUITE_SURE = 0.15
"""Below this one, or when most of a reply has no support, the answer counts as partial."""

DOUBT_OF_UNKNOWN_IDENTIFIER = 0.4
"""Asked about code E9, documents that only know E1 to E7 hardly hold the answer."""

_IDENTIFIER = re.compile(r"(?!(?:fy|q|h)\d+$)(?=.*\d)(?=.*[a-z])\w+", re.IGNORECASE)

TO_THE_POINT = 0.5
"""A document is cited first for a sentence that is at least this likely beside the best one."""

SMALL = 1_000_000_000
"""Parameters below which a model is only trusted with the wording."""

PROMPT_FRAME = 150
"""About what a prompt has in tokens beside its sources."""

PATIENCE = 2
"""After so many sentences that lead nowhere, or one after a good one, the model is stopped."""

UNSUPPORTED_MARK = " [?]"

NOT_FOUND = "Not in your documents."


@dataclass(frozen=True, slots=True)
class Asking:
    """How a question is to be answered. ``hits_wanted`` passages are searched."""

    hits_wanted: int
    budget: Budget
    sampling: Sampling
    file_ids: list[int] | None = None
    spoken_of: tuple[int, ...] = ()
    first_token_seconds: float = 0.0
    """Within what time the first word should come: long prompts are cut for it. 0: any."""
    being_updated: bool = False
    """Whether another process is reading the folders at this moment."""


@dataclass(slots=True)
class _Draft:
    """An answer in the making."""

    question: str
    started: float
    hits: tuple[Hit, ...] = ()
    missing_words: tuple[str, ...] = ()
    sentences: list[CheckedSentence] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    strikes: int = 0
    model: str = ""
    prompt_tokens: int = 0
    answer_tokens: int = 0
    search_seconds: float = 0.0
    first_token_seconds: float | None = None

    def seconds(self) -> float:
        return time.monotonic() - self.started

    def supported(self) -> list[CheckedSentence]:
        return [sentence for sentence in self.sentences if sentence.quote]


def answer_question(
    question: str, store: IndexStore, reader: Reader, model: LanguageModel | None, asking: Asking
) -> Iterator[StreamEvent]:
    """Answer a question, step by step. ``model`` None gives the documents' own words."""
    of_collection = answer_about_collection(question, store, asking.file_ids)
    if of_collection is not None:
        yield from _told(of_collection, store, asking)
        return
    draft = _Draft(question, time.monotonic())
    wanted = max(asking.hits_wanted, PASSAGES_READ)
    hits = store.search(question, wanted, file_ids=asking.file_ids, spoken_of=asking.spoken_of)
    draft.hits = tuple(hits[: asking.hits_wanted])
    draft.search_seconds = draft.seconds()
    counts = lookup.counts(store.connection)
    draft.notes += [*how_complete(counts), *_being_updated(asking)]
    yield StreamEvent("hits", hits=draft.hits)

    asked = asked_part(question)
    rarity = _rarity(asked, store, draft, counts.passages)
    evidence = find_evidence(asked, hits, reader, rarity)
    sureness = evidence[0].likelihood if evidence else 0.0
    if any(_IDENTIFIER.fullmatch(word) for word in draft.missing_words):
        sureness *= DOUBT_OF_UNKNOWN_IDENTIFIER
    if sureness < SURE_ENOUGH:
        answer = _answer(draft, NOT_FOUND, AnswerStatus.NOT_FOUND)
        yield StreamEvent("answer", answer=answer)
        return
    draft.hits = tuple(_evidence_first(hits, evidence)[: asking.hits_wanted])
    if model is not None:
        yield from _ask_model(draft, model, asking, evidence, hits, store)
    if not draft.supported():
        draft.sentences = own_words(asked, evidence)
        for sentence in draft.sentences:
            yield _spoken(draft, sentence, store)
    mostly = 2 * len(draft.supported()) >= len(draft.sentences)
    answered = mostly and sureness >= QUITE_SURE
    status = AnswerStatus.ANSWERED if answered else AnswerStatus.PARTIAL
    text = " ".join(_cited(draft, sentence, store) for sentence in draft.sentences)
    draft.notes += changed_files(draft.citations, store)
    draft.notes += other_versions(question, draft.citations, store)
    draft.notes += disagreement(question, evidence)
    yield StreamEvent("answer", answer=_answer(draft, text, status))


def _told(answer: Answer, store: IndexStore, asking: Asking) -> Iterator[StreamEvent]:
    """An answer that is there at once."""
    notes = [*answer.notes, *changed_files(answer.citations, store), *_being_updated(asking)]
    if answer.status is not AnswerStatus.NOT_FOUND:
        yield StreamEvent("text", text=answer.text, citations=answer.citations)
    yield StreamEvent("answer", answer=replace(answer, notes=tuple(notes)))


def _rarity(question: str, store: IndexStore, draft: _Draft, passages: int) -> dict[str, float]:
    """How rare each word of the question is; words that occur nowhere are noted."""
    seen: dict[str, int] = {}

    def frequency(word: str) -> int:
        seen[word] = words.document_frequency(store.connection, word)
        return seen[word]

    rarity = rarity_of(question, frequency, passages)
    draft.missing_words = tuple(word for word, count in seen.items() if count == 0)
    return rarity


def _ask_model(
    draft: _Draft,
    model: LanguageModel,
    asking: Asking,
    evidence: Sequence[Evidence],
    found: Sequence[Hit],
    store: IndexStore,
) -> Iterator[StreamEvent]:
    """Let the model speak, and pass on each sentence that a source supports.

    ``found`` is all that the search gave.
    """
    try:
        described = model.describe()
        small = _is_small(described)
        hits = surroundings(evidence) if small else draft.hits
        chat = ChatFormat(
            described.chat_template,
            described.bos_token,
            described.eos_token,
            described.control_tokens,
        )
        budget = replace(
            asking.budget, context=min(asking.budget.context, described.context_tokens)
        )
        if asking.first_token_seconds:
            room = affordable(model.name, asking.first_token_seconds) - PROMPT_FRAME
            budget = replace(budget, sources=max(LEAST_TOKENS, min(budget.sources, room)))
        sources = known_first(model.name, hits, found, partial(_is_there, store, asking))
        prompt = build_prompt(draft.question, sources, chat, budget, model.count_tokens)
        if sources[0] != hits[0] and not any(holds(source, hits[0]) for source in prompt.sources):
            prompt = build_prompt(draft.question, hits, chat, budget, model.count_tokens)
        draft.model, draft.prompt_tokens = model.name, prompt.token_count
        rest = ""
        for piece in _reply(draft, model, prompt, asking.sampling):
            done, rest = finished_sentences(rest + piece)
            for sentence in done:
                yield from _check(draft, sentence, prompt.sources, evidence, store, small)
            if draft.strikes >= (1 if draft.supported() else PATIENCE):
                return
        yield from _check(draft, rest, prompt.sources, evidence, store, small)
    except (ModelMissingError, ModelDamagedError):
        raise  # the person named a model that is not one: say so rather than do without
    except ModelError as error:
        logger.warning("the language model failed: %s", error.message)
        draft.notes.append(f"{error.message} {error.remedy}".strip())


def _is_there(store: IndexStore, asking: Asking, source: Hit) -> bool:
    """Whether a source of an earlier prompt is in the index yet, and may be used for this one."""
    file_ids = lookup.file_ids(store.connection, [source.path])
    page = lookup.page_text(store.connection, source.path, source.page_number) or ""
    allowed = asking.file_ids is None or set(file_ids) <= set(asking.file_ids)
    return bool(file_ids) and allowed and page[source.start : source.end] == source.text


def _reply(
    draft: _Draft, model: LanguageModel, prompt: Prompt, sampling: Sampling
) -> Iterator[str]:
    """The pieces of the model's answer, without what it thinks first; closing this early stops
    the model."""
    splitter = ThoughtSplitter(prompt.text)
    started = time.monotonic()
    with closing(model.stream(prompt.text, sampling)) as pieces:
        while True:
            try:
                piece = next(pieces)
            except StopIteration as finished:
                draft.prompt_tokens = finished.value.prompt_tokens
                draft.answer_tokens = finished.value.answer_tokens
                yield from answers_of(splitter.rest())
                return
            if draft.first_token_seconds is None:
                draft.first_token_seconds = draft.seconds()
                read = new_tokens(model.name, prompt)
                learn(model.name, read, time.monotonic() - started)
                remember(model.name, prompt)
            draft.answer_tokens += 1  # until the model says how many there were
            yield from answers_of(splitter.add(piece))


def _check(
    draft: _Draft,
    sentence: str,
    sources: Sequence[Hit],
    evidence: Sequence[Evidence],
    store: IndexStore,
    small: bool,
) -> Iterator[StreamEvent]:
    """Take a sentence of the model into the draft; pass it on if a source supports it.

    The first one must lie on the evidence; that of a ``small`` model must say the same.
    """
    if not sentence.strip() or is_refusal(sentence):
        return
    checked = check_sentence(sentence, draft.question, sources)
    if checked is None:
        return
    if checked.text in {known.text for known in draft.sentences}:
        draft.strikes += 1  # it repeats itself
        return
    cited = {known.quote.hit.path for known in draft.sentences if known.quote}
    least = TO_THE_POINT * evidence[0].likelihood
    if (
        checked.quote
        and checked.quote.hit.path not in cited
        and not lies_on(checked.quote, evidence, least)
    ):
        draft.strikes += 1  # true, perhaps, but of something else
        return
    if small and not (checked.quote and keeps_to(checked.text, evidence[0])):
        draft.strikes += 1
        return
    draft.strikes = 0 if checked.quote else draft.strikes + 1
    draft.sentences.append(checked)
    if checked.quote:
        yield _spoken(draft, checked, store)


def _is_small(described: ModelDescription) -> bool:
    return 0 < described.parameters < SMALL


def _evidence_first(hits: Sequence[Hit], evidence: Sequence[Evidence]) -> list[Hit]:
    """The hits in the order of their best sentence: what is most to the point enters the prompt."""
    order = list(dict.fromkeys(item.quote.hit for item in evidence))
    return [*order, *(hit for hit in hits if hit not in order)]


def _spoken(draft: _Draft, sentence: CheckedSentence, store: IndexStore) -> StreamEvent:
    text = _cited(draft, sentence, store)
    return StreamEvent("text", text=text, citations=tuple(draft.citations))


def _cited(draft: _Draft, sentence: CheckedSentence, store: IndexStore) -> str:
    """A sentence with the number of its citation, or the mark that it has none.

    Citations are numbered in the order of the text; the same quote keeps its number.
    """
    quote = sentence.quote
    if quote is None:
        return sentence.text + UNSUPPORTED_MARK
    place = (quote.hit.path, quote.hit.page_number, quote.start, quote.end)
    for known in draft.citations:
        if (known.path, known.page_number, known.start, known.end) == place:
            return f"{sentence.text} [{known.number}]"
    draft.citations.append(_citation(len(draft.citations) + 1, quote, store))
    return f"{sentence.text} [{len(draft.citations)}]"


def _citation(number: int, quote: Quote, store: IndexStore) -> Citation:
    """A quote as a citation, held against the page as the index has it now."""
    page = lookup.page_text(store.connection, quote.hit.path, quote.hit.page_number)
    return Citation(
        number=number,
        path=quote.hit.path,
        title=quote.hit.title,
        page_number=quote.hit.page_number,
        start=quote.start,
        end=quote.end,
        quote=quote.text,
        verified=page is not None and page[quote.start : quote.end] == quote.text,
    )


def _being_updated(asking: Asking) -> Iterator[str]:
    if asking.being_updated:
        yield "The folders are being read at this moment: what is new may be missing."


def _answer(draft: _Draft, text: str, status: AnswerStatus) -> Answer:
    return Answer(
        question=draft.question,
        text=text,
        status=status,
        citations=tuple(draft.citations),
        unsupported=tuple(item.text for item in draft.sentences if item.quote is None),
        passages=draft.hits,
        model=draft.model,
        prompt_tokens=draft.prompt_tokens,
        answer_tokens=draft.answer_tokens,
        timings=Timings(draft.search_seconds, draft.first_token_seconds, draft.seconds()),
        missing_words=draft.missing_words,
        notes=tuple(draft.notes),
    )
