"""Citations, numbered in the order of the text, each held against the page as it is now."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from localdocs.types import Citation, Contradiction, StreamEvent
from prompts.evidence.citations import Quote, Statement
from prompts.evidence.headings import heading_over

UNSUPPORTED_MARK = " [?]"
PARAGRAPH = "\n\n"


class Pages(Protocol):
    """The indexed pages, as they are at this moment."""

    def text(self, path: Path, number: int) -> str | None:
        """The text of a page; None where it is no longer indexed."""

    def place(self, path: Path, number: int, position: int) -> str:
        """What a person calls the place of a character on a page that has no number, such as a row
        of a sheet; "" for other pages."""

    def may_be_used(self, path: Path) -> bool:
        """Whether a file is indexed, and among those that were asked for."""


class Citing:
    """Numbers quotes from 1, in the order in which they are first cited."""

    def __init__(self, pages: Pages, marks: Sequence[Quote] = ()) -> None:
        """``marks`` are the exact words that answer; a citation says where they stand in it."""
        self._pages = pages
        self._marks = marks
        self._citations: list[Citation] = []
        self.text = ""
        """All that was spoken."""

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Those so far."""
        return tuple(self._citations)

    def spoken(self, statement: Statement, between: str) -> StreamEvent:
        """A statement as it is passed on, marked, with all citations so far; ``between`` stands
        before it where something was said already."""
        if statement.is_supported:
            numbers = [self._number(quote) for quote in statement.quotes]
            text = f"{statement.text} {''.join(f'[{number}]' for number in numbers)}"
        else:
            text = statement.text + UNSUPPORTED_MARK
        self.text += between + text if self.text else text
        return StreamEvent("text", text=text, citations=self.citations, between=between)

    def against(self, statement: Statement) -> Contradiction:
        """What the documents say otherwise, with the number of the quote that does."""
        return Contradiction(statement.text, self._number(statement.quotes[0]))

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
                heading=heading_over(quote),
                place=self._place_of(quote),
            )
        )
        return number

    def _place_of(self, quote: Quote) -> str:
        """The place of what is quoted: its page may have been taken from the index meanwhile."""
        hit = quote.hit
        found = hit.place and self._pages.place(hit.path, hit.page_number, quote.start)
        return found or hit.place
