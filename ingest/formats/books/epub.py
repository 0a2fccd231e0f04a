"""E-books (.epub): a page a chapter, called as the book's own table of contents calls it."""

import re
import zipfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ingest.formats.archives.zip_file import DAMAGED_ZIP
from ingest.formats.books.epub_package import Book, Chapter, opened_book
from ingest.formats.books.xhtml import tree_of_xhtml
from ingest.formats.html import HtmlWalk
from ingest.pages.cleaning import clean_line
from ingest.pages.page_builder import PageBuilder, below_heading
from ingest.pages.titles import own_title
from localdocs.errors import NoTextError, ReadError
from localdocs.types import BlockKind, Document, Page

_LONGEST_PLACE = 80
_NUMBER = re.compile(r"(?:\d{1,4}|[IVXLC]{1,8})\.?(?=[\s:–—-]|$)")


def read(path: Path) -> Document:
    """Read an e-book. Raises EncryptedError where it is locked, ReadError where it is damaged."""
    with path.open("rb") as file:
        try:
            with zipfile.ZipFile(file) as archive:
                book = opened_book(archive)
        except DAMAGED_ZIP as error:
            raise ReadError("the file is damaged, or is not an e-book") from error
        except KeyError as error:
            raise ReadError("the file is damaged: a part of the book is missing") from error
    pages = _Pages(book)
    for part in book.parts:
        pages.take(part.name, part.data)
    made = pages.all()
    if not made:
        raise NoTextError("the book has no text (a book of pictures?)")
    return Document(
        path,
        made,
        title=own_title(book.title),
        author=book.author,
        created=book.date,
        notes=tuple(book.notes),
    )


@dataclass(slots=True)
class _Pages:
    """Makes a page of each chapter; what comes before the first one, or has no name, is a part."""

    book: Book
    _made: list[Page] = field(default_factory=list)
    _builder: PageBuilder = field(default_factory=PageBuilder)
    _name: str = ""

    def take(self, file: str, data: bytes) -> None:
        """Add a file of the book; it goes on in the chapter before it unless one begins in it."""
        root = tree_of_xhtml(data)
        if root is None:
            self.book.notes.append(f"{file}: the file is damaged")
            return
        marks = {chapter.mark: chapter for chapter in self.book.chapters.get(file, [])}
        if "" in marks or not self.book.chapters:
            self.begin(marks.pop("", None))
        _ChapterWalk(self, marks).through(root)

    def begin(self, chapter: Chapter | None) -> None:
        """What follows stands on a new page."""
        if self._builder.length:
            number = len(self._made) + 1
            place = _place(self._name) or f"part {number}"
            self._made.append(_headed(self._builder.page(number, place=place), self._name))
        self._builder = PageBuilder()
        self._name = own_title(chapter.name) if chapter else ""

    @property
    def builder(self) -> PageBuilder:
        return self._builder

    def all(self) -> tuple[Page, ...]:
        """The pages, once every file was taken."""
        self.begin(None)
        return tuple(self._made)


class _ChapterWalk(HtmlWalk):
    """Goes through a file of the book; at the elements that are marked, a chapter begins."""

    def __init__(self, pages: _Pages, marks: dict[str, Chapter]) -> None:
        super().__init__(pages.builder)
        self._pages = pages
        self._marks = marks

    def enter(self, element: Any, tag: str) -> None:
        if self._marks:
            chapter = self._marks.pop(element.get("id") or element.get("name") or "", None)
            if chapter is not None:
                self.flush()
                self._pages.begin(chapter)
                self.builder = self._pages.builder
        super().enter(element, tag)


def _headed(page: Page, name: str) -> Page:
    """The page below its chapter's name, where it states no heading of its own."""
    if not name or any(block.kind is BlockKind.HEADING for block in page.blocks):
        return page
    first = page.blocks[0]
    if clean_line(page.text[first.start : first.end]).casefold() == name.casefold():
        heading = replace(first, kind=BlockKind.HEADING, level=1)
        return replace(page, blocks=(heading, *page.blocks[1:]))
    return below_heading(name, page)


def _place(name: str) -> str:
    """What a person calls a chapter: a bare number says of what it is one."""
    name = name[:_LONGEST_PLACE]
    return f"chapter {name}" if _NUMBER.match(name) else name
