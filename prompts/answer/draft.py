"""An answer in the making: its sentences, their quotes held against the index, and what it took."""

import time
from dataclasses import dataclass, field

from index.database import lookup
from index.index_store import IndexStore
from localdocs.types import Answer, AnswerStatus, Citation, Hit, StreamEvent, Timings
from prompts.evidence.citations import CheckedSentence, Quote

UNSUPPORTED_MARK = " [?]"


@dataclass(slots=True)
class Draft:
    """What is known of the answer to ``question`` so far. ``strikes`` counts sentences of a model
    that led nowhere, one after the other."""

    question: str
    store: IndexStore
    started: float = field(default_factory=time.monotonic)
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

    def spoken(self, sentence: CheckedSentence) -> StreamEvent:
        """A sentence as it is passed on."""
        text = self.cited(sentence)
        return StreamEvent("text", text=text, citations=tuple(self.citations))

    def cited(self, sentence: CheckedSentence) -> str:
        """A sentence with the number of its citation, or the mark that it has none.

        Citations are numbered in the order of the text; the same quote keeps its number.
        """
        quote = sentence.quote
        if quote is None:
            return sentence.text + UNSUPPORTED_MARK
        place = (quote.hit.path, quote.hit.page_number, quote.start, quote.end)
        for known in self.citations:
            if (known.path, known.page_number, known.start, known.end) == place:
                return f"{sentence.text} [{known.number}]"
        self.citations.append(self._citation(quote))
        return f"{sentence.text} [{len(self.citations)}]"

    def answer(self, text: str, status: AnswerStatus) -> Answer:
        """The whole answer."""
        return Answer(
            question=self.question,
            text=text,
            status=status,
            citations=tuple(self.citations),
            unsupported=tuple(item.text for item in self.sentences if item.quote is None),
            passages=self.hits,
            model=self.model,
            prompt_tokens=self.prompt_tokens,
            answer_tokens=self.answer_tokens,
            timings=Timings(self.search_seconds, self.first_token_seconds, self.seconds()),
            missing_words=self.missing_words,
            notes=tuple(self.notes),
        )

    def _citation(self, quote: Quote) -> Citation:
        """A quote as a citation, held against the page as the index has it now."""
        page = lookup.page_text(self.store.connection, quote.hit.path, quote.hit.page_number)
        return Citation(
            number=len(self.citations) + 1,
            path=quote.hit.path,
            title=quote.hit.title,
            page_number=quote.hit.page_number,
            start=quote.start,
            end=quote.end,
            quote=quote.text,
            verified=page is not None and page[quote.start : quote.end] == quote.text,
        )
