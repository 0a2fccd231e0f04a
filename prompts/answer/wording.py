"""What a language model makes of the evidence: sentences, each checked against the sources.

A model of less than a billion parameters is shown the evidence alone, and may choose the wording,
not the answer.
"""

import logging
import time
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

from localdocs.errors import ModelError
from localdocs.types import Hit, Prompt, StreamEvent
from prompts.answer.citing import Citing, Pages
from prompts.answer.model import SMALL, LanguageModel
from prompts.answer.prompt_memory import LEAST_TOKENS, holds
from prompts.answer.request import Asking
from prompts.evidence.citations import (
    Quote,
    Statement,
    finished_sentences,
    is_demanded,
    is_lead,
    is_refusal,
    overlap,
    plain_sentence,
)
from prompts.evidence.claims import ClaimCheck, Embed
from prompts.evidence.finding import Evidence
from prompts.evidence.own_words import keeps_to, surroundings
from prompts.evidence.reading import Reader
from prompts.question.question import Question
from prompts.source_list import ChatFormat, build_prompt, system_text
from prompts.text.list_items import ITEM
from prompts.text.thinking import ReplyPart, ThoughtSplitter

logger = logging.getLogger("localdocs")

TO_THE_POINT = 0.5
"""A sentence rests on what answers: evidence that is at least this likely beside the best one."""

SECONDS_OF_A_LARGE_MODEL, SOURCES_OF_A_LARGE_MODEL = 8.0, 1000
"""A larger model may take so long to its first word, and read so many tokens of sources: evidence
is on the screen at once, and half of the sources would make half an answer."""

PROMPT_FRAME = 150
"""About what a prompt has in tokens beside its sources."""

PATIENCE = 2
"""After so many sentences in a row that lead nowhere, the model is stopped."""


_THOUGHTS = "What it thought is not shown."
_MORE_ROOM = "A higher 'answer_tokens' gives it more room."


@dataclass(slots=True)
class Worded:
    """What a model has said so far, and what it took."""

    model: str = ""
    spoken: list[Statement] = field(default_factory=list)
    """What was passed on, in order."""
    waiting: list[Statement] = field(default_factory=list)
    """What is not passed on yet, since less than half of all would be supported."""
    contradicted: list[Statement] = field(default_factory=list)
    strikes: int = 0
    """Sentences that led nowhere, one after the other."""
    prompt_tokens: int = 0
    answer_tokens: int = 0
    first_token_at: float | None = None
    """On the monotonic clock."""
    note: str = ""
    """Why the model ended before its time."""
    thought: bool = False
    """Whether it thought before it answered, though those that may are told not to."""
    answered: bool = False
    """Whether it wrote anything that was not thought."""

    @property
    def notes(self) -> list[str]:
        """What a person should know of how the model fared."""
        thought = ""
        if self.thought and self.answered:
            thought = f"{self.model} thought before it answered. {_THOUGHTS}"
        elif self.thought:
            thought = f"{self.model} thought, and gave no answer. {_THOUGHTS} {_MORE_ROOM}"
        return [note for note in (self.note, thought) if note]

    @property
    def supported(self) -> list[Statement]:
        """What quotes support, of what was passed on."""
        return [statement for statement in self.spoken if statement.is_supported]

    @property
    def unsupported(self) -> list[Statement]:
        """All that no quote was found for."""
        said = (*self.spoken, *self.waiting)
        return [one for one in said if not one.is_supported]

    def has(self, text: str) -> bool:
        """Whether the model has written this before."""
        said = (*self.spoken, *self.waiting, *self.contradicted)
        return any(statement.text == text for statement in said)


@dataclass(frozen=True)
class Wording:
    """How ``model`` words the answer to a question.

    ``evidence`` is not empty, likeliest first, ``copied`` the stretches that would be the answer
    without a model; ``sources`` is what a larger model is to read, ``found`` all that the search
    gave. A model that ``may_refuse`` is told how: weak ones do so too often where an answer is
    sure to be there.
    """

    question: Question
    model: LanguageModel
    asking: Asking
    evidence: Sequence[Evidence]
    copied: Sequence[Quote]
    sources: Sequence[Hit]
    found: Sequence[Hit]
    pages: Pages
    embed: Embed
    reader: Reader
    may_refuse: bool

    def events(self, citing: Citing) -> Generator[StreamEvent, None, Worded]:
        """Let the model speak, and pass on what the sources support, and what no source was found
        for as long as at least half is supported.

        A model that fails, or cannot even be loaded, leaves a note: the documents answer all the
        same.
        """
        worded = Worded()
        try:
            prompt = self._prompt()
            worded.model, worded.prompt_tokens = self.model.name, prompt.token_count
            worded.note = self.model.describe().note
            check = ClaimCheck(self.question.wanted, prompt.sources, self.embed, self.reader)
            rest = ""
            for piece in self._reply(prompt, worded):
                done, rest = finished_sentences(rest + piece)
                for sentence in done:
                    yield from self._taken(sentence, check, prompt.sources, worded, citing)
                if worded.strikes >= (1 if self._is_small and worded.spoken else PATIENCE):
                    return worded
            if worded.answer_tokens < self.asking.sampling.max_tokens:  # else it was cut within
                yield from self._taken(rest, check, prompt.sources, worded, citing)
        except ModelError as error:
            logger.warning("the language model failed: %s", error.message)
            worded.note = f"{error.message} {error.remedy}".strip()
        return worded

    @property
    def _is_small(self) -> bool:
        return is_small(self.model)

    def _prompt(self) -> Prompt:
        """The evidence, or for a larger model the passages, as far as the time allows; sources that
        the model has read already come first."""
        described, small = self.model.describe(), self._is_small
        model, asking = self.model, self.asking
        wanted = surroundings(self.evidence) if small else list(self.sources)
        system = system_text(
            "form_sentences" if small else _form(self.question), may_refuse=self.may_refuse
        )
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
            room = asking.memory.affordable(seconds, model.parameters) - PROMPT_FRAME
            budget = replace(budget, sources=max(LEAST_TOKENS, min(budget.sources, room)))
        sources = asking.memory.known_first(wanted, self.found, self._is_there)
        text = self.question.wanted
        prompt = build_prompt(text, sources, chat, budget, model.count_tokens, system)
        if any(holds(source, wanted[0]) for source in prompt.sources):
            return prompt
        return build_prompt(text, wanted, chat, budget, model.count_tokens, system)

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
                    yield from _answer_of(splitter.rest(), worded)
                    return
                if worded.first_token_at is None:
                    worded.first_token_at = time.monotonic()
                    self.asking.memory.learn(prompt, worded.first_token_at - started)
                worded.answer_tokens += 1  # until the model says how many there were
                yield from _answer_of(splitter.add(piece), worded)

    def _taken(
        self,
        sentence: str,
        check: ClaimCheck,
        sources: Sequence[Hit],
        worded: Worded,
        citing: Citing,
    ) -> Iterator[StreamEvent]:
        """Take a sentence of the model, and pass on what may be said by now."""
        text = plain_sentence(sentence)
        if not text or is_refusal(text):
            return
        if worded.has(text):
            worded.strikes += 1  # it repeats itself
            return
        mark = ITEM.match(text)
        statement = replace(check.check(text[mark.end() :] if mark else text), text=text)
        if not statement.is_supported and (is_lead(text) or is_demanded(text, sources)):
            return
        if statement.is_supported and not self._is_to_the_point(statement):
            worded.strikes += 1  # true, perhaps, but of something else
            return
        worded.strikes = 0 if statement.is_supported else worded.strikes + 1
        if self._is_small and not statement.is_supported:
            return  # it was asked for the wording alone: the documents' own is better
        if statement.quotes and not statement.is_supported:
            worded.contradicted.append(statement)
            return
        worded.waiting.append(statement)
        yield from _released(worded, citing)

    def _is_to_the_point(self, statement: Statement) -> bool:
        """Whether it rests on what answers the question; what a small model says has to say the
        same."""
        if self._is_small and not keeps_to(statement.text, self.evidence[0]):
            return False
        least = TO_THE_POINT * self.evidence[0].likelihood
        telling = [item.quote for item in self.evidence if item.likelihood >= least]
        return any(
            overlap(quote, other)
            for quote in statement.quotes
            for other in (*telling, *self.copied)
        )


def _answer_of(parts: Iterable[ReplyPart], worded: Worded) -> Iterator[str]:
    """The texts that are answer; of thoughts it is only kept that there were some."""
    for part in parts:
        if part.is_thought:
            worded.thought = True
        else:
            worded.answered = True
            yield part.text


def _released(worded: Worded, citing: Citing) -> Iterator[StreamEvent]:
    """Pass on what waits, in order, as long as at least half of all that was said is supported."""
    said = [*worded.spoken, *worded.waiting]
    while worded.waiting and 2 * sum(one.is_supported for one in said) >= len(said):
        statement = worded.waiting.pop(0)
        yield citing.spoken(statement, "\n" if ITEM.match(statement.text) else " ")
        worded.spoken.append(statement)


def _form(question: Question) -> str:
    """The text that says how an answer is to look."""
    if question.wants.steps:
        return "form_steps"
    return "form_list" if question.wants.list else "form_sentences"


def is_small(model: LanguageModel) -> bool:
    """Whether a model is only trusted with the wording of a fact. Of one whose file cannot be read
    it is said when it is spoken to."""
    try:
        return 0 < model.parameters < SMALL
    except ModelError:
        return False
