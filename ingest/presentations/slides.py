"""What the readers of presentations share: a page a slide, and what is said of silent ones."""

from collections.abc import Sequence
from pathlib import Path

from ingest.pages.cleaning import clean_line
from ingest.pages.page_builder import PageBuilder
from ingest.pages.titles import own_title
from localdocs.errors import NoTextError
from localdocs.types import BlockKind, Document, Page

_MOST_NAMED = 20


def add_notes(builder: PageBuilder, text: str) -> None:
    """What the speaker wrote down for a slide, below it."""
    if text.strip():
        builder.add(BlockKind.PARAGRAPH, f"Notes: {text.strip()}")


def slide_page(builder: PageBuilder, number: int) -> Page:
    """The page of a slide."""
    return builder.page(number, place=f"slide {number}")


def slides_document(
    path: Path, pages: Sequence[Page], title: str, author: str, created: str, notes: Sequence[str]
) -> Document:
    """The document of a presentation. Raises NoTextError where no slide has words."""
    silent = [page.number for page in pages if not page.text]
    if len(silent) == len(pages):
        raise NoTextError("the presentation has no text; its slides are pictures" if pages else
                          "the presentation has no text")  # fmt: skip
    said = list(notes)
    if silent:
        named = ", ".join(map(str, silent[:_MOST_NAMED]))
        more = f" and {len(silent) - _MOST_NAMED} more" if len(silent) > _MOST_NAMED else ""
        has = "slide {} has" if len(silent) == 1 else "slides {} have"
        said.append(f"{has.format(named + more)} no text (a picture?)")
    title = own_title(title) or _first_heading(pages)
    return Document(path, tuple(pages), title, clean_line(author), created, tuple(said))


def _first_heading(pages: Sequence[Page]) -> str:
    first = next((page for page in pages if page.text), None)
    if first is None or first.blocks[0].kind is not BlockKind.HEADING:
        return ""
    block = first.blocks[0]
    return clean_line(first.text[block.start : block.end])
