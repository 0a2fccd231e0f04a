"""What both readers of PDF hand on, before it is cleaned and put into blocks."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.pdf.lines import Line
from localdocs.types import Page

if TYPE_CHECKING:
    from ingest.ocr.scanned_page import ScannedPage


@dataclass(slots=True)
class RawPdf:
    """What a reader of PDF finds before cleaning. ``titles`` is the outline: (level, title)."""

    pages: list[list[Line]]
    labels: list[str] = field(default_factory=list)
    titles: list[tuple[int, str]] = field(default_factory=list)
    about: dict[str, str] = field(default_factory=dict)
    """Title, Author and CreationDate, as far as the file has them."""
    comments: list[list[str]] = field(default_factory=list)
    """The comments on each page, each as one line; [] where there are none in the whole file."""
    attached: tuple[Page, ...] = ()
    """The pages of the files within the file, numbered behind its own."""
    notes: tuple[str, ...] = ()
    """What of these files was not read."""
    pictures: list[int] = field(default_factory=list)
    """The numbers of the pages that are pictures."""
    scanned: "dict[int, ScannedPage]" = field(default_factory=dict)
    """What OCR has read, by the number of the page."""
