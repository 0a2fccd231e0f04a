"""What a language model makes of the evidence: sentences, each of which a source has to support.

A model of less than a billion parameters is shown the evidence alone, and may choose the wording,
not the answer.
"""

import logging
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

from localdocs.errors import ModelDamagedError, ModelError, ModelMissingError
from localdocs.types import Hit, Prompt, StreamEvent
from prompts.answer.citing import Citing, Pages
from prompts.answer.model import LanguageModel, ModelDescription
from prompts.answer.prompt_memory import LEAST_TOKENS, holds
from prompts.answer.request import Asking
from prompts.evidence.citations import (
    CheckedSentence,
    check_sentence,
    finished_sentences,
    is_refusal,
)
from prompts.evidence.finding import Evidence
from prompts.evidence.own_words import keeps_to, lies_on, surroundings
from prompts.question.question import Question
from prompts.source_list import ChatFormat, build_prompt
from prompts.text.thinking import ThoughtSplitter, answers_of

logger = logging.getLogger("localdocs")

TO_THE_POINT = 0.5
"""A document is cited first for a sentence that is at least this likely beside the best one."""

SMALL = 1_000_000_000
"""Parameters below which a model is only trusted with the wording."""

SECONDS_OF_A_LARGE_MODEL, SOURCES_OF_A_LARGE_MODEL = 8.0, 1000
"""A larger model may take so long to its first word, and read so many tokens of sources: evidence
is on the screen at once, and half of the sources would make half an answer."""

PROMPT_FRAME = 150
"""About what a prompt has in tokens beside its sources."""

PATIENCE = 2
"""After so many sentences that lead nowhere, or one after a good one, the model is stopped."""


@dataclass(slots=True)
class Worded:
    """What a model has said so far, and what it took. ``strikes`` counts sentences that led
    nowhere, one after the other."""

    model: str = ""
    sentences: list[CheckedSentence] = field(default_factory=list)
    strikes: int = 0
    prompt_tokens: int = 0
    answer_tokens: int = 0
    first_token_at: float | None = None
    """On the monotonic clock."""
    note: str = ""
    """Why the model ended before its time."""

    def supported(self) -> list[CheckedSentence]:
        """The sentences that a source supports."""
        return [sentence for sentence in self.sentences if sentence.quote]


@dataclass(frozen=True, slots=True)
class Wording:
    """How ``model`` words the answer to a question. ``evidence`` is not empty, likeliest first;
    ``shown`` are the hits that a person sees, ``found`` all that the search gave."""

    question: Question
    model: LanguageModel
    asking: Asking
    evidence: Sequence[Evidence]
    shown: Sequence[Hit]
    found: Sequence[Hit]
    pages: Pages

    def events(self, citing: Citing) -> Generator[StreamEvent, None, Worded]:
        """Let the model speak, and pass on each sentence that a source supports.

        A model that fails leaves a note. Raises ModelMissingError and ModelDamagedError: the person
        named a model that is not one.
        """
        worded = Worded()
        try:
            described = self.model.describe()
            small = _is_small(described)
            prompt = self._prompt(described, small)
            worded.model, worded.prompt_tokens = self.model.name, prompt.token_count
            rest = ""
            for piece in self._reply(prompt, worded):
                done, rest = finished_sentences(rest + piece)
                for sentence in done:
                    yield from self._checked(sentence, prompt.sources, small, worded, citing)
                if worded.strikes >= (1 if worded.supported() else PATIENCE):
                    return worded
            yield from self._checked(rest, prompt.sources, small, worded, citing)
        except (ModelMissingError, ModelDamagedError):
            raise
        except ModelError as error:
            logger.warning("the language model failed: %s", error.message)
            worded.note = f"{error.message} {error.remedy}".strip()
        return worded

    def _prompt(self, described: ModelDescription, small: bool) -> Prompt:
        """The evidence, or for a larger model the passages, as far as the time allows; sources that
        the model has read already come first."""
        model, asking = self.model, self.asking
        wanted = surroundings(self.evidence) if small else list(self.shown)
        chat = ChatFormat(
            described.chat_template,
            described.bos_token,
            described.eos_token,
            described.control_tokens,
        )
        budget = replace(
            asking.budget, context=min(asking.budget.context, described.context_tokens)
        )
        seconds = asking.first_token_seconds
        if not small:
            budget = replace(budget, sources=max(budget.sources, SOURCES_OF_A_LARGE_MODEL))
            seconds = seconds and max(seconds, SECONDS_OF_A_LARGE_MODEL)
        if seconds:
            room = asking.memory.affordable(seconds) - PROMPT_FRAME
            budget = replace(budget, sources=max(LEAST_TOKENS, min(budget.sources, room)))
        sources = asking.memory.known_first(wanted, self.found, self._is_there)
        text = self.question.wanted
        prompt = build_prompt(text, sources, chat, budget, model.count_tokens)
        if any(holds(source, wanted[0]) for source in prompt.sources):
            return prompt
        return build_prompt(text, wanted, chat, budget, model.count_tokens)

    def _is_there(self, source: Hit) -> bool:
        """Whether a source of an earlier prompt is in the index yet, and may be used now."""
        page = self.pages.text(source.path, source.page_number) or ""
        return (
            self.pages.may_be_used(source.path) and page[source.start : source.end] == source.text
        )

    def _reply(self, prompt: Prompt, worded: Worded) -> Iterator[str]:
        """The pieces of the model's answer, without what it thinks first; closing this early stops
        the model."""
        splitter = ThoughtSplitter(prompt.text)
        started = time.monotonic()
        with closing(self.model.stream(prompt.text, self.asking.sampling)) as pieces:
            while True:
                try:
                    piece = next(pieces)
                except StopIteration as finished:
                    worded.prompt_tokens = finished.value.prompt_tokens
                    worded.answer_tokens = finished.value.answer_tokens
                    yield from answers_of(splitter.rest())
                    return
                if worded.first_token_at is None:
                    worded.first_token_at = time.monotonic()
                    self.asking.memory.learn(prompt, worded.first_token_at - started)
                worded.answer_tokens += 1  # until the model says how many there were
                yield from answers_of(splitter.add(piece))

    def _checked(
        self, sentence: str, sources: Sequence[Hit], small: bool, worded: Worded, citing: Citing
    ) -> Iterator[StreamEvent]:
        """Take a sentence of the model; pass it on if a source supports it.

        The first one must lie on the evidence; that of a ``small`` model must say the same.
        """
        if not sentence.strip() or is_refusal(sentence):
            return
        checked = check_sentence(sentence, self.question.content, sources)
        if checked is None:
            return
        if checked.text in {known.text for known in worded.sentences}:
            worded.strikes += 1  # it repeats itself
            return
        cited = {known.quote.hit.path for known in worded.sentences if known.quote}
        least = TO_THE_POINT * self.evidence[0].likelihood
        if (
            checked.quote
            and checked.quote.hit.path not in cited
            and not lies_on(checked.quote, self.evidence, least)
        ):
            worded.strikes += 1  # true, perhaps, but of something else
            return
        if small and not (checked.quote and keeps_to(checked.text, self.evidence[0])):
            worded.strikes += 1
            return
        worded.strikes = 0 if checked.quote else worded.strikes + 1
        worded.sentences.append(checked)
        if checked.quote:
            yield citing.spoken(checked)


def is_small(model: LanguageModel) -> bool:
    """Whether a model is only trusted with the wording of a fact.

    Raises ModelMissingError and ModelDamagedError; one that fails otherwise counts as large, and
    fails again when it is asked.
    """
    try:
        return _is_small(model.describe())
    except (ModelMissingError, ModelDamagedError):
        raise
    except ModelError:
        return False


def _is_small(described: ModelDescription) -> bool:
    return 0 < described.parameters < SMALL
