"""Draws pages of documents in a process of its own, so that a bad file can harm nothing else.

See ``ingest.process.reading_process``: the child has a limit of memory, each page a limit of time.
"""

import base64
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from ingest.drawing.rectangles import Rectangle
from ingest.readers import HOLD_PICTURES, READERS
from localdocs.computer.child_process import ChildEndedError, Message
from localdocs.computer.kept_child import KeptChild
from localdocs.types import SourceFile

TIME_LIMIT_SECONDS = 20.0
MEMORY_LIMIT_BYTES = 1 << 30

DRAWN_SUFFIXES = frozenset(suffix for suffix, module in READERS.items() if module in HOLD_PICTURES)
"""By which files are read whose pages can be drawn."""

_CHILD = "ingest.drawing.drawing_child"


class NotDrawnError(Exception):
    """Why there is no picture: ``code`` is "gone", "changed" or "unreadable"."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


@dataclass(frozen=True, slots=True)
class PageInFile:
    """A page by its ``number`` from 1, of a file as it was indexed. ``root`` is the folder in which
    a scan found it, ``suffix`` the one by which it was read, ``content_hash`` BLAKE2b, 16 bytes."""

    source: SourceFile
    content_hash: bytes
    root: Path
    number: int
    suffix: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a PNG; its size in pixels."""

    png: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Marks:
    """Where a stretch stands. ``of``: "words" (``exact``), "rows" of a scan, or "" for nowhere."""

    exact: bool
    of: str
    rectangles: tuple[Rectangle, ...]


class DrawingProcess:
    """A child that draws one page after the other. It starts with the first one.

    Use it as a context manager, or call ``close``. One page at a time; another thread waits.
    """

    def __init__(self, time_limit_seconds: float = TIME_LIMIT_SECONDS) -> None:
        self._time_limit = time_limit_seconds
        self._child = KeptChild(_CHILD, str(MEMORY_LIMIT_BYTES))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def draw(self, page: PageInFile, scale: float) -> Picture:
        """The page; ``scale`` 1.0 is 72 pixels an inch. Raises NotDrawnError."""
        answer = self._answer(page, {"do": "draw", "scale": scale})
        return Picture(base64.b64decode(answer["png"]), answer["width"], answer["height"])

    def mark(self, page: PageInFile, text: str, start: int, end: int, scanned: str = "") -> Marks:
        """Where ``text[start:end]`` of the stored page stands on it. ``scanned`` is what OCR has
        read there, if it has. Raises NotDrawnError."""
        wanted = {"do": "mark", "text": text, "start": start, "end": end, "scanned": scanned}
        answer = self._answer(page, wanted)
        found = tuple((left, top, right, low) for left, top, right, low in answer["rectangles"])
        return Marks(answer["exact"], answer["of"], found)

    def close(self) -> None:
        """End the child. A later page starts another."""
        self._child.close()

    def _answer(self, page: PageInFile, what: Message) -> Message:
        request = {
            "path": str(page.source.path),
            "root": str(page.root),
            "size": page.source.size,
            "modified_ns": page.source.modified_ns,
            "content_hash": page.content_hash.hex(),
            "page": page.number,
            "suffix": page.suffix,
            **what,
        }
        try:
            answer = self._child.ask(request, self._time_limit)
        except (ChildEndedError, TimeoutError) as error:
            raise NotDrawnError("unreadable", _why(error)) from None
        if "failed" in answer:
            raise NotDrawnError(answer["failed"], answer["reason"])
        return answer


def _why(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "the page takes too long to draw"
    return "the page cannot be drawn (its reader crashed)"
