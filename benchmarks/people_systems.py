"""The ways of answering that `benchmarks/people.py` puts side by side.

"passage", "passages3" and "passages10" print the first passages of a search whole: what a reader of
the search's results sees. The product answers through ``Library.stream``, with a language model or
without. "plain" is `answers_systems.PlainPrompting`: the five passages nearest by vectors in one
prompt of the same model.
"""

import re
import time
from collections.abc import Callable, Collection, Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

from answers_systems import PlainPrompting

from localdocs.library import Library
from localdocs.types import Answer, AnswerStatus, Hit

WAYS = ("passage", "passages3", "passages10", "no-model", "default-model", "model", "plain")
"""What --ways may choose; "model" and "plain" are there once for each --model."""
PRINTED = {"passage": 1, "passages3": 3, "passages10": 10}
WARM_UP = "How long does it take, and what does it cost?"


@dataclass(frozen=True, slots=True)
class Said:
    """What a way of answering said. ``answer`` is there where the product spoke.

    ``first_text_seconds`` and ``seconds`` since the question was put; None: nothing was said.
    """

    text: str
    status: AnswerStatus
    passages: tuple[Hit, ...]
    answer: Answer | None
    first_text_seconds: float | None
    seconds: float

    @property
    def as_shown(self) -> str:
        """The text with the quotes that are shown below it."""
        quotes = [citation.quote for citation in self.answer.citations] if self.answer else []
        return "\n".join([self.text, *quotes])


Ask = Callable[[str], Said]


@dataclass(frozen=True, slots=True)
class Way:
    """A way of answering, and the open library that it answers from."""

    name: str
    ask: Ask
    library: Library


def ways(home: Path, wanted: Collection[str], models: Sequence[Path]) -> Generator[Way]:
    """The chosen ways, in turn. A library is closed when the next one is taken, so that no two
    language models are in memory together."""
    with Library(home) as library:
        for name, count in PRINTED.items():
            if name in wanted:
                yield Way(name, printing(library, count), library)
        if "no-model" in wanted:
            yield Way("no-model", speaking(library, language_model=False), library)
        if "default-model" in wanted:
            yield Way("default-model", speaking(library, language_model=True), library)
    for model in models:
        name = short_name(model)
        with Library(home) as library:
            library.settings.override("language_model", str(model))
            if "model" in wanted:
                yield Way(name, speaking(library, language_model=True), library)
            if "plain" in wanted:
                yield Way(f"plain {name}", prompting_plainly(library), library)


def printing(library: Library, count: int) -> Ask:
    """The first ``count`` passages of a search, whole."""

    def ask(question: str) -> Said:
        started = time.perf_counter()
        hits = tuple(library.search(question, count))
        seconds = time.perf_counter() - started
        text = "\n\n".join(hit.text for hit in hits)
        status = AnswerStatus.ANSWERED if hits else AnswerStatus.NOT_FOUND
        return Said(text, status, hits, None, seconds if hits else None, seconds)

    return ask


def speaking(library: Library, *, language_model: bool) -> Ask:
    """The product itself."""

    def ask(question: str) -> Said:
        started = time.perf_counter()
        first: float | None = None
        answer: Answer | None = None
        for event in library.stream(question, language_model):
            if first is None and event.kind == "text":
                first = time.perf_counter() - started
            answer = event.answer or answer
        seconds = time.perf_counter() - started
        assert answer is not None  # the last event always carries the answer
        return Said(answer.text, answer.status, answer.passages, answer, first, seconds)

    return ask


def prompting_plainly(library: Library) -> Ask:
    """The model of the library, with the five nearest passages in its prompt."""
    plain = PlainPrompting(library)

    def ask(question: str) -> Said:
        reply = plain.ask(question, None)
        first, seconds = reply.first_token_seconds, reply.seconds
        return Said(reply.text, reply.status, (), None, first, seconds)

    return ask


def short_name(model: Path) -> str:
    """What heads a model's column: its size where its file names one, else the file's name."""
    size = re.search(r"(?<![\w.])\d+(?:\.\d+)?[bm](?![a-z0-9])", model.stem, re.IGNORECASE)
    return size.group() if size else model.stem[:15]
