"""What localdocs itself would send to a model: its own search, evidence and prompt, nothing copied.

A `Recorder` stands where the model would. It describes itself and counts tokens as the real one
does, and is silent, so that the prompt can be taken from the memory in which localdocs keeps it.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from index.database import lookup
from localdocs.answering import IndexedPages, _evidence_first, _found
from localdocs.collection.answers import answer_about_collection
from localdocs.errors import UsageError
from localdocs.found_in_passages import Found
from localdocs.home.places import places
from localdocs.library import Library
from localdocs.models.running.language_model import LlamaLanguageModel, LlamaOptions
from localdocs.models.shelf.found import check_answers
from localdocs.types import Prompt, Sampling, StreamEvent
from prompts.answer.citing import Citing
from prompts.answer.model import LanguageModel, ModelDescription, Usage
from prompts.answer.prompt_memory import PromptMemory
from prompts.answer.request import Asking
from prompts.answer.wording import Worded, Wording, is_small
from prompts.evidence.citations import Quote
from prompts.evidence.finding import PASSAGES_READ
from prompts.evidence.sureness import QUITE_SURE
from prompts.source_list import Budget


class Recorder:
    """A model of which everything is asked but its words. ``model`` is the one it stands for."""

    def __init__(self, model: LanguageModel) -> None:
        self.name, self.parameters = model.name, model.parameters
        self._model = model

    def describe(self) -> ModelDescription:
        return self._model.describe()

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._model.count_tokens(texts)

    def stream(self, prompt: str, sampling: Sampling) -> Generator[str, None, Usage]:
        yield ""
        return Usage(prompt_tokens=0, answer_tokens=0)

    def close(self) -> None:
        self._model.close()


@dataclass(frozen=True, slots=True)
class Asked:
    """A prompt with the sources that it numbers. ``by_product``: whether localdocs would ask it.
    ``evidence`` are the places that the reader points to, likeliest first; ``answerable`` is the
    most that it thinks of one, as log-odds."""

    prompt: Prompt
    by_product: bool
    evidence: tuple[Quote, ...]
    answerable: float


class Asker:
    """Asks a library as localdocs does, up to the prompt."""

    def __init__(self, library: Library, model: LanguageModel) -> None:
        self._library, self._model, self._recorder = library, model, Recorder(model)

    def ask(
        self, text: str, *, without: Path | None = None, may_refuse: bool | None = None
    ) -> Asked | None:
        """The prompt for a question; None where nothing is found that could be shown.

        ``without``: a file that is left out of the search. ``may_refuse``: whether the model is
        told how to refuse; None: as localdocs decides. Prompts are those of a fresh start, before
        it is known how fast the model reads.
        """
        found, asking, _ = self._worded(self._recorder, text, without, may_refuse)
        if found is None or asking.memory.last is None:
            return None
        unsure = found.judged.sure < QUITE_SURE
        return Asked(
            asking.memory.last,
            self._would_ask(found) and may_refuse in (None, unsure),
            tuple(item.quote for item in found.evidence),
            max(item.features[0] for item in found.evidence),
        )

    def worded(self, text: str) -> Worded:
        """What localdocs takes of the model's own answer to a question, each sentence checked."""
        return self._worded(self._model, text, None, None)[2]

    def _worded(
        self, model: LanguageModel, text: str, without: Path | None, may_refuse: bool | None
    ) -> tuple[Found | None, Asking, Worded]:
        """What is found, and what the model says of it; None of small talk, and of questions about
        the files themselves, which localdocs answers without a model."""
        library, store = self._library, self._library._store
        understood = library._understood(text, None)
        question, file_ids = understood.question, understood.file_ids
        asking = self._asking(file_ids)
        if question.small_talk is not None or answer_about_collection(question, store, file_ids):
            return None, asking, Worded()
        if without is not None:
            left_out = {*lookup.file_ids(store.connection, [without])}
            every = lookup.file_ids(store.connection, library.files())
            every = every if file_ids is None else file_ids
            file_ids = [one for one in every if one not in left_out]
            asking = self._asking(file_ids)
        wanted = max(asking.hits_wanted, PASSAGES_READ)
        hits = store.search(question.wanted, wanted, file_ids=file_ids)
        pages = IndexedPages(store, file_ids)
        found = _found(question, hits, store, library.reader, library.ranker, pages, asking)
        if not found.evidence:
            return found, asking, Worded()
        wording = Wording(
            question,
            model,
            asking,
            found.evidence,
            found.copied,
            _evidence_first(found.sections, found.evidence)[: asking.hits_wanted],
            found.hits,
            pages,
            store.embedder.embed_passages,
            library.reader,
            may_refuse=found.judged.sure < QUITE_SURE if may_refuse is None else may_refuse,
        )
        return found, asking, _to_the_end(wording.events(Citing(pages)))

    def _would_ask(self, found: Found) -> bool:
        """As `localdocs.answering` decides it."""
        of_table = found.of_table is not None and found.of_table.is_whole
        trusted = found.is_sure_fact or not is_small(self._recorder)
        return found.is_answered and trusted and not of_table

    def _asking(self, file_ids: list[int] | None) -> Asking:
        settings = self._library.settings
        answer = settings.whole("answer_tokens")
        return Asking(
            hits_wanted=settings.whole("passages"),
            budget=Budget(
                settings.whole("context_tokens"), answer, settings.whole("source_tokens")
            ),
            sampling=Sampling(max_tokens=answer),
            file_ids=file_ids,
            first_token_seconds=settings.number("first_token_seconds"),
            memory=PromptMemory(),
        )


def _to_the_end(events: Generator[StreamEvent, None, Worded]) -> Worded:
    while True:
        try:
            next(events)
        except StopIteration as end:
            worded: Worded = end.value
            return worded


@contextmanager
def opened_model(path: Path) -> Iterator[LlamaLanguageModel]:
    """A GGUF file as localdocs runs it. Raises as ``check_answers`` does."""
    model = LlamaLanguageModel(path, check_answers(path), LlamaOptions())
    try:
        yield model
    finally:
        model.close()


def opened_library(home: Path) -> Library:
    """The library of a home folder. Raises UsageError where there is none."""
    if not places(home).database.is_file():
        raise UsageError(
            f"There is no library in {home}.",
            f"Make one: LOCALDOCS_HOME={home} localdocs add FOLDER",
        )
    return Library(home)
