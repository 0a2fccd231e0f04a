"""Files within a file: attachments of a mail, members of an archive, each read as what it is.

Names of such files come from whoever made them. They are shown and never used as a path: what is
read lies in a temporary folder under a name of ours. All that lies within one file, however deep,
shares one allowance, so that nothing swells without end.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from ingest import readers
from ingest.formats.archives.left_out import LeftOut
from ingest.formats.archives.media_types import known_suffix
from ingest.pages.cleaning import clean_line
from ingest.pages.document_size import MOST_CHARACTERS, MOST_PARTS
from ingest.pages.page_builder import below_heading
from ingest.pages.temporary import temporary_folder
from ingest.scan.unread_kinds import no_reader_for
from localdocs.errors import ReadError
from localdocs.types import Document, Page

DEEPEST = 8
"""Files within one another: a message in a message in a zip are three."""

MOST_FILES = 5_000
MOST_FILE_BYTES = 200 * 2**20
MOST_BYTES = 1_000 * 2**20
"""Of all inner files together, unpacked."""

MOST_SECONDS = 60.0
"""Half of what a file may take: then the rest is named as left out, and what was read is kept."""

NOTHING_READ = "holds no file that can be read"
"""What an archive says of itself, and behind it of what it holds."""

_MOST_CHARACTERS, _MOST_PARTS = MOST_CHARACTERS * 19 // 20, MOST_PARTS * 19 // 20
"""Of what one document may hold, without the headings that name the files: with more, all would be
refused."""
_TOO_MUCH = "there is too much text within"
_LONGEST_NAME = 150
_MOST_NOTES = 20


@dataclass(slots=True)
class _Allowance:
    """What the files within one file have used up so far. ``told``: the notes of files within files
    by their words, so that the same reason is given once for all of them."""

    ends: float
    depth: int = 0
    files: int = 0
    bytes: int = 0
    characters: int = 0
    parts: int = 0
    told: dict[str, LeftOut] = field(default_factory=dict)


_shared: ContextVar[_Allowance | None] = ContextVar("allowance", default=None)
_name: ContextVar[str] = ContextVar("name", default="")


@dataclass(slots=True)
class InnerFiles:
    """Collects the pages of inner files. ``pages_before``: how many pages the file itself has."""

    pages_before: int = 0
    pages: list[Page] = field(default_factory=list)
    _left_out: dict[str, LeftOut] = field(default_factory=dict)
    _notes: list[str] = field(default_factory=list)
    _allowance: _Allowance = field(
        default_factory=lambda: _shared.get() or _Allowance(time.monotonic() + MOST_SECONDS)
    )

    @property
    def refusal(self) -> str:
        """Why nothing more of this file will be read, or ""."""
        spent = self._allowance
        if spent.depth >= DEEPEST:
            return f"it lies more than {DEEPEST} files deep"
        if spent.files >= MOST_FILES:
            return f"only the first {MOST_FILES:,} files within are read"
        if spent.bytes >= MOST_BYTES or not self._has_room(1, 1):
            return _TOO_MUCH
        if time.monotonic() > spent.ends:
            return f"what lies within took longer than {MOST_SECONDS:g} seconds to read"
        return ""

    @property
    def bytes_left(self) -> int:
        """How many bytes the next file may have."""
        return min(MOST_FILE_BYTES, MOST_BYTES - self._allowance.bytes)

    def takes(self, name: str, media_type: str = "") -> bool:
        """Whether a file of this name will be read; if not, it is left out at once."""
        shown = shown_name(name)
        if not known_suffix(shown, media_type):
            what = media_type or "files without a suffix"
            self.leave_out(shown, no_reader_for(Path(shown).suffix, what))
        elif refusal := self.refusal:
            self.leave_out(shown, refusal)
        else:
            return True
        return False

    def add(self, name: str, data: bytes, media_type: str = "") -> None:
        """Read a file of this name by its suffix, else by its media type."""
        if not self.takes(name, media_type):
            return
        shown = shown_name(name)
        if not data.strip():
            self.leave_out(shown, "it is empty")
        elif len(data) > self.bytes_left:
            self.leave_out(shown, "it is too large")
        else:
            self._allowance.files += 1
            self._allowance.bytes += len(data)
            suffix = known_suffix(shown, media_type)
            self._read(shown, partial(_read_bytes, suffix, data), is_headed=True)

    def add_read(self, place: str, read: Callable[[], Document], *, is_headed: bool) -> None:
        """Add what ``read`` returns, below a heading of that name if it is headed; where it raises,
        the file is left out."""
        if refusal := self.refusal:
            self.leave_out(place, refusal)
        else:
            self._read(place, read, is_headed)

    def _read(self, place: str, read: Callable[[], Document], is_headed: bool) -> None:
        try:
            with self._one_deeper(place):
                document = read()
        except ReadError as error:
            self._leave_out_whole(place, error.message)
        except MemoryError:
            self.leave_out(place, "it needs too much memory to read")
        except Exception as error:  # a file that no reader was ready for
            self.leave_out(place, f"the reader failed on it ({type(error).__name__})")
        else:
            self._take(place, document, is_headed)

    def leave_out(self, name: str, reason: str) -> None:
        """Say that a file was not read."""
        self._leave_out([name], 1, reason)

    def _leave_out_whole(self, place: str, message: str) -> None:
        """Say that a file was not read; of an archive the files that it holds, by their reason."""
        start, _, note = message.partition(": ")
        known = self._allowance.told.get(note) if start == NOTHING_READ else None
        if known:
            self._leave_out([f"{place}, {one}" for one in known.names], known.count, known.reason)
        else:
            self.leave_out(place, message)

    def _leave_out(self, names: list[str], count: int, reason: str) -> None:
        self._left_out.setdefault(reason, LeftOut(reason)).add(names, count)

    def notes(self) -> tuple[str, ...]:
        """What was left out, by reason, and what the readers had to say."""
        lines = [left_out.note for left_out in self._left_out.values()]
        self._allowance.told.update(zip(lines, self._left_out.values(), strict=True))
        lines += self._notes
        more = len(lines) - _MOST_NOTES
        return (*lines[:_MOST_NOTES], *([f"and {more:,} more notes"] if more > 0 else []))

    def _has_room(self, characters: int, parts: int) -> bool:
        spent = self._allowance
        return (
            spent.characters + characters <= _MOST_CHARACTERS and spent.parts + parts <= _MOST_PARTS
        )

    @contextmanager
    def _one_deeper(self, name: str) -> Iterator[None]:
        token, named = _shared.set(self._allowance), _name.set(name)
        self._allowance.depth += 1
        try:
            yield
        finally:
            self._allowance.depth -= 1
            _shared.reset(token)
            _name.reset(named)

    def _take(self, name: str, document: Document, is_headed: bool) -> None:
        for note in document.notes:
            if known := self._allowance.told.get(note):
                named = [f"{name}, {one}" for one in known.names]
                self._leave_out(named, known.count, known.reason)
            else:
                self._notes.append(f"{name}: {note}")
        pages = [page for page in document.pages if page.text]
        if not _nests(document) and not self._count(pages):
            self.leave_out(name, _TOO_MUCH)
            return
        numbered = sum(not page.place for page in document.pages) > 1
        for page in pages:
            if is_headed:
                title = _heading(name, document.title, page) if page is pages[0] else ""
                page = below_heading(title, page)
            inner = page.place or (f"page {page.label or page.number}" if numbered else "")
            number = self.pages_before + len(self.pages) + 1
            place = f"{name}, {inner}" if inner else name
            self.pages.append(replace(page, number=number, label="", place=place))

    def _count(self, pages: list[Page]) -> bool:
        """Count the text of these pages, if there is room for it."""
        characters = sum(len(page.text) for page in pages)
        parts = sum(len(page.blocks) + 1 for page in pages)
        if not self._has_room(characters, parts):
            return False
        self._allowance.characters += characters
        self._allowance.parts += parts
        return True


def own_name(path: Path) -> str:
    """What a file is called: by the one that it lies in, where there is one."""
    return _name.get() or path.name


def shown_name(name: str) -> str:
    """The name on one line, of a bearable length; its end, with the suffix, is kept."""
    shown = clean_line(name.replace("\\", "/")) or "unnamed"
    return shown if len(shown) <= _LONGEST_NAME else f"…{shown[-_LONGEST_NAME:]}"


def _nests(document: Document) -> bool:
    """Whether its pages were counted already, as those of files within it."""
    return any(page.place for page in document.pages)


def _read_bytes(suffix: str, data: bytes) -> Document:
    with temporary_folder() as folder:
        file = folder / f"file{suffix}"
        file.write_bytes(data)
        return readers.read(file)


def _heading(name: str, title: str, page: Page) -> str:
    """The file's name and its title, unless the page says that itself."""
    first = page.text[page.blocks[0].start : page.blocks[0].end] if page.blocks else ""
    known = f"{name} {clean_line(first)}".casefold()
    return f"{name}: {title}" if title and title.casefold() not in known else name
