"""What a language model makes of the evidence: sentences, each of which a source has to support.

A model of less than a billion parameters is shown the evidence alone, and may choose the wording,
not the answer.
"""

import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from index.database import lookup
from localdocs.errors import ModelDamagedError, ModelError, ModelMissingError
from localdocs.models.running.language_model import LanguageModel, ModelDescription
from localdocs.types import Hit, Prompt, StreamEvent
from prompts.answer.draft import Draft
from prompts.answer.prompt_reuse import holds, known_first, new_tokens, remember
from prompts.answer.prompt_speed import LEAST_TOKENS, affordable, learn
from prompts.answer.request import Asking
from prompts.evidence.citations import check_sentence, finished_sentences, is_refusal
from prompts.evidence.finding import Evidence
from prompts.evidence.own_words import keeps_to, lies_on, surroundings
from prompts.source_list import ChatFormat, build_prompt
from prompts.text.thinking import ThoughtSplitter, answers_of

logger = logging.getLogger("localdocs")

TO_THE_POINT = 0.5
"""A document is cited first for a sentence that is at least this likely beside the best one."""

SMALL = 1_000_000_000
"""Parameters below which a model is only trusted with the wording."""

PROMPT_FRAME = 150
"""About what a prompt has in tokens beside its sources."""

PATIENCE = 2
"""After so many sentences that lead nowhere, or one after a good one, the model is stopped."""


@dataclass(frozen=True, slots=True)
class Wording:
    """How ``model`` words the answer of ``draft``. ``evidence`` is not empty, likeliest first;
    ``found`` is all that the search gave."""

    draft: Draft
    model: LanguageModel
    asking: Asking
    evidence: Sequence[Evidence]
    found: Sequence[Hit]

    def events(self) -> Iterator[StreamEvent]:
        """Let the model speak, and pass on each sentence that a source supports.

        A model that fails leaves a note. Raises ModelMissingError and ModelDamagedError: the person
        named a model that is not one.
        """
        draft = self.draft
        try:
            described = self.model.describe()
            small = 0 < described.parameters < SMALL
            prompt = self._prompt(described, small)
            draft.model, draft.prompt_tokens = self.model.name, prompt.token_count
            rest = ""
            for piece in self._reply(prompt):
                done, rest = finished_sentences(rest + piece)
                for sentence in done:
                    yield from self._checked(sentence, prompt.sources, small)
                if draft.strikes >= (1 if draft.supported() else PATIENCE):
                    return
            yield from self._checked(rest, prompt.sources, small)
        except (ModelMissingError, ModelDamagedError):
            raise
        except ModelError as error:
            logger.warning("the language model failed: %s", error.message)
            draft.notes.append(f"{error.message} {error.remedy}".strip())

    def _prompt(self, described: ModelDescription, small: bool) -> Prompt:
        """The evidence, or for a larger model the passages, as far as the time allows; sources that
        the model has read already come first."""
        model, asking = self.model, self.asking
        wanted = surroundings(self.evidence) if small else list(self.draft.hits)
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
        sources = known_first(model.name, wanted, self.found, self._is_there)
        question = self.draft.question
        prompt = build_prompt(question, sources, chat, budget, model.count_tokens)
        if any(holds(source, wanted[0]) for source in prompt.sources):
            return prompt
        return build_prompt(question, wanted, chat, budget, model.count_tokens)

    def _is_there(self, source: Hit) -> bool:
        """Whether a source of an earlier prompt is in the index yet, and may be used now."""
        connection = self.draft.store.connection
        file_ids = lookup.file_ids(connection, [source.path])
        page = lookup.page_text(connection, source.path, source.page_number) or ""
        asked_for = self.asking.file_ids
        allowed = asked_for is None or set(file_ids) <= set(asked_for)
        return bool(file_ids) and allowed and page[source.start : source.end] == source.text

    def _reply(self, prompt: Prompt) -> Iterator[str]:
        """The pieces of the model's answer, without what it thinks first; closing this early stops
        the model."""
        draft, name = self.draft, self.model.name
        splitter = ThoughtSplitter(prompt.text)
        started = time.monotonic()
        with closing(self.model.stream(prompt.text, self.asking.sampling)) as pieces:
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
                    learn(name, new_tokens(name, prompt), time.monotonic() - started)
                    remember(name, prompt)
                draft.answer_tokens += 1  # until the model says how many there were
                yield from answers_of(splitter.add(piece))

    def _checked(self, sentence: str, sources: Sequence[Hit], small: bool) -> Iterator[StreamEvent]:
        """Take a sentence of the model into the draft; pass it on if a source supports it.

        The first one must lie on the evidence; that of a ``small`` model must say the same.
        """
        draft = self.draft
        if not sentence.strip() or is_refusal(sentence):
            return
        checked = check_sentence(sentence, draft.question, sources)
        if checked is None:
            return
        if checked.text in {known.text for known in draft.sentences}:
            draft.strikes += 1  # it repeats itself
            return
        cited = {known.quote.hit.path for known in draft.sentences if known.quote}
        least = TO_THE_POINT * self.evidence[0].likelihood
        if (
            checked.quote
            and checked.quote.hit.path not in cited
            and not lies_on(checked.quote, self.evidence, least)
        ):
            draft.strikes += 1  # true, perhaps, but of something else
            return
        if small and not (checked.quote and keeps_to(checked.text, self.evidence[0])):
            draft.strikes += 1
            return
        draft.strikes = 0 if checked.quote else draft.strikes + 1
        draft.sentences.append(checked)
        if checked.quote:
            yield draft.spoken(checked)
