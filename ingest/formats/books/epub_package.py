"""What an e-book says about itself: its files in order, its contents, whether it is locked."""

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from ingest.formats.books.xhtml import tree_of_xhtml
from ingest.formats.data.xml_tree import xml_root
from ingest.pages.cleaning import clean_line
from localdocs.errors import EncryptedError, ReadError, TooLargeError

MOST_BYTES = 300_000_000
MOST_PARTS = 10_000
_TEXT_TYPES = frozenset({"application/xhtml+xml", "text/html", "text/x-oeb1-document"})
_FONT_LOCKS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""Ways to hide fonts: they lock no text."""

_DATE_CHARACTERS = 10


@dataclass(frozen=True, slots=True)
class Chapter:
    """An entry of the table of contents; ``mark`` is the id of the element where it begins."""

    name: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the book's text."""

    name: str
    data: bytes


@dataclass(slots=True)
class Book:
    """The package. ``chapters``: by the file in which they begin, in their order."""

    title: str = ""
    author: str = ""
    date: str = ""
    parts: list[Part] = field(default_factory=list)
    chapters: dict[str, list[Chapter]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def opened_book(archive: zipfile.ZipFile) -> Book:
    """The book in an archive. Raises EncryptedError, TooLargeError or ReadError; KeyError where a
    part is missing."""
    if len(archive.infolist()) > MOST_PARTS:
        raise TooLargeError(f"has more than {MOST_PARTS:,} parts")
    shelf = _Shelf(archive)
    place = _package_place(shelf)
    package = xml_root(shelf.bytes_of(place))
    if package is None:
        raise ReadError("the file is damaged, or is not an e-book")
    folder = posixpath.dirname(place)
    items = {item.get("id"): item for item in package.iter("item")}
    locked = _locked_files(shelf)
    book = Book(
        title=_said(package, "title"),
        author=", ".join(dict.fromkeys(_all_said(package, "creator"))),
        date=_said(package, "date")[:_DATE_CHARACTERS],
    )
    for reference in package.iter("itemref"):
        item = items.get(reference.get("idref"))
        if item is None or item.get("media-type") not in _TEXT_TYPES:
            continue
        name = _joined(folder, item.get("href") or "")
        if name in locked or shelf.is_locked(name):
            raise EncryptedError("the book is locked (DRM): only its own program can open it")
        if not shelf.has(name):
            book.notes.append(f"{name}: this part of the book is missing")
            continue
        book.parts.append(Part(name, shelf.bytes_of(name)))
    for name, chapter in _contents(shelf, items, folder):
        book.chapters.setdefault(name, []).append(chapter)
    _keep_known(book)
    return book


@dataclass(slots=True)
class _Shelf:
    """The archive, with a limit to what is unpacked."""

    archive: zipfile.ZipFile
    _unpacked: int = 0

    def has(self, name: str) -> bool:
        return name in self.archive.NameToInfo

    def is_locked(self, name: str) -> bool:
        return self.has(name) and bool(self.archive.getinfo(name).flag_bits & 0x1)

    def bytes_of(self, name: str) -> bytes:
        left = MOST_BYTES - self._unpacked
        with self.archive.open(name) as file:
            data = file.read(left + 1)
        self._unpacked += len(data)
        if len(data) > left:
            raise TooLargeError(f"unpacks to more than {MOST_BYTES // 1_000_000} MB")
        return data


def _package_place(shelf: _Shelf) -> str:
    """Where the package is; by its suffix where the container does not say."""
    if shelf.has("META-INF/container.xml"):
        container = xml_root(shelf.bytes_of("META-INF/container.xml"))
        for root in container.iter("rootfile") if container is not None else ():
            if shelf.has(root.get("full-path") or ""):
                return str(root.get("full-path"))
    found = [name for name in shelf.archive.namelist() if name.lower().endswith(".opf")]
    if not found:
        raise ReadError("the file is damaged, or is not an e-book")
    return found[0]


def _locked_files(shelf: _Shelf) -> set[str]:
    """The files that are encrypted, fonts apart."""
    if not shelf.has("META-INF/encryption.xml"):
        return set()
    root = xml_root(shelf.bytes_of("META-INF/encryption.xml"))
    locked = set()
    for one in root.iter("EncryptedData") if root is not None else ():
        method = one.find("EncryptionMethod")
        way = method.get("Algorithm") or "" if method is not None else ""
        if way not in _FONT_LOCKS:
            locked |= {unquote(place.get("URI") or "") for place in one.iter("CipherReference")}
    return locked


def _contents(shelf: _Shelf, items: dict[str, Any], folder: str) -> Iterator[tuple[str, Chapter]]:
    """The table of contents: that of EPUB 3, else that of EPUB 2."""
    for item in items.values():
        name = _joined(folder, item.get("href") or "")
        if "nav" in (item.get("properties") or "").split() and shelf.has(name):
            root = tree_of_xhtml(shelf.bytes_of(name))
            if found := list(_of_nav(root, name)):
                yield from found
                return
    for item in items.values():
        name = _joined(folder, item.get("href") or "")
        if item.get("media-type") == "application/x-dtbncx+xml" and shelf.has(name):
            root = xml_root(shelf.bytes_of(name))
            for point in root.iter("navPoint") if root is not None else ():
                target = point.find("content")
                text = clean_line(" ".join(point.findtext("navLabel/text", "").split()))
                if target is not None and text:
                    yield _entry(name, target.get("src") or "", text)


def _of_nav(root: Any | None, name: str) -> Iterator[tuple[str, Chapter]]:
    if root is None:
        return
    for nav in root.iter("nav"):
        kinds = [value for key, value in nav.attrib.items() if key.endswith("type")]
        if kinds and "toc" not in kinds[0].split():
            continue
        for link in nav.iter("a"):
            text = clean_line(" ".join("".join(link.itertext()).split()))
            if text and link.get("href"):
                yield _entry(name, link.get("href"), text)
        return


def _entry(contents: str, target: str, text: str) -> tuple[str, Chapter]:
    file, _, mark = target.partition("#")
    folder = posixpath.dirname(contents)
    return (_joined(folder, file) if file else contents), Chapter(text, unquote(mark))


def _joined(folder: str, target: str) -> str:
    """The name in the archive that a link means; it is looked up there and nowhere else."""
    return posixpath.normpath(posixpath.join(folder, unquote(target)))


def _keep_known(book: Book) -> None:
    """Forget the entries that lead to no text, and all but the first that lead to one place."""
    known = {part.name for part in book.parts}
    for name in list(book.chapters):
        firsts: dict[str, Chapter] = {}
        for chapter in book.chapters[name]:
            firsts.setdefault(chapter.mark, chapter)
        if name in known:
            book.chapters[name] = list(firsts.values())
        else:
            del book.chapters[name]


def _said(package: Any, name: str) -> str:
    return next(iter(_all_said(package, name)), "")


def _all_said(package: Any, name: str) -> list[str]:
    found = (clean_line(element.text or "") for element in package.iter(name))
    return [text for text in found if text]
