"""Citations, numbered in the order of the text, each held against the page as it is now."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from localdocs.types import Citation, StreamEvent
from prompts.evidence.citations import CheckedSentence, Quote

UNSUPPORTED_MARK = " [?]"
PARAGRAPH = "\n\n"


class Pages(Protocol):
    """The indexed pages, as they are at this moment."""

    def text(self, path: Path, number: int) -> str | None:
        """The text of a page; None where it is no longer indexed."""

    def may_be_used(self, path: Path) -> bool:
        """Whether a file is indexed, and among those that were asked for."""


class Citing:
    """Numbers quotes from 1, in the order in which they are first cited."""

    def __init__(self, pages: Pages, marks: Sequence[Quote] = ()) -> None:
        """``marks`` are the exact words that answer; a citation says where they stand in it."""
        self._pages = pages
        self._marks = marks
        self._citations: list[Citation] = []

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Those so far."""
        return tuple(self._citations)

    def spoken(self, sentence: CheckedSentence, between: str = " ") -> StreamEvent:
        """A sentence as it is passed on, with all citations so far; ``between`` stands before it
        where something was said already."""
        text = self.marked(sentence)
        return StreamEvent("text", text=text, citations=self.citations, between=between)

    def text_of(self, worded: Sequence[CheckedSentence], copied: Sequence[CheckedSentence]) -> str:
        """A model's sentences, then what was copied, each stretch a paragraph; all marked."""
        own = " ".join(self.marked(sentence) for sentence in worded)
        return PARAGRAPH.join(filter(None, (own, *map(self.marked, copied))))

    def marked(self, sentence: CheckedSentence) -> str:
        """A sentence with the number of its citation, or the mark that it has none."""
        if sentence.quote is None:
            return sentence.text + UNSUPPORTED_MARK
        return f"{sentence.text} [{self._number(sentence.quote)}]"

    def _number(self, quote: Quote) -> int:
        """The number of a quote; the same one keeps its number."""
        place = (quote.hit.path, quote.hit.page_number, quote.start, quote.end)
        for known in self._citations:
            if (known.path, known.page_number, known.start, known.end) == place:
                return known.number
        page = self._pages.text(quote.hit.path, quote.hit.page_number)
        verified = page is not None and page[quote.start : quote.end] == quote.text
        number = len(self._citations) + 1
        self._citations.append(
            Citation(
                number=number,
                path=quote.hit.path,
                title=quote.hit.title,
                page_number=quote.hit.page_number,
                start=quote.start,
                end=quote.end,
                quote=quote.text,
                verified=verified,
                marks=tuple(
                    (mark.start, mark.end)
                    for mark in self._marks
                    if (mark.hit.path, mark.hit.page_number) == place[:2]
                    and quote.start <= mark.start < mark.end <= quote.end
                ),
            )
        )
        return number
