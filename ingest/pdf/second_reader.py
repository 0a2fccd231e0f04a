"""The second reader of PDF, pypdf: slower, but it opens some files that PDFium refuses."""

import logging
import time
from pathlib import Path

from ingest.pdf.lines import Line
from ingest.pdf.raw import RawPdf
from localdocs.errors import EncryptedError

_SECONDS = 20.0
_LARGEST_FILE = 50_000_000
_POINTS_PER_LINE = 12.0


def read_raw(path: Path) -> RawPdf | None:
    """The text lines of each page, or None if pypdf fails as well.

    Stops after about 20 seconds with the pages read by then. Raises EncryptedError for a file
    that wants a password.
    """
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    if path.stat().st_size > _LARGEST_FILE:
        return None
    deadline = time.monotonic() + _SECONDS
    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise EncryptedError("the file is locked: it needs a password")
        pages = []
        for page in reader.pages:
            late = time.monotonic() > deadline
            pages.append([] if late else _lines(page.extract_text()))
        about = {name.lstrip("/"): str(value) for name, value in (reader.metadata or {}).items()}
    except EncryptedError:
        raise
    except Exception:  # hostile files make pypdf raise nearly anything
        return None
    return RawPdf(pages, about=about)


def _lines(text: str) -> list[Line]:
    """Lines that stand one below the other; an empty line leaves room for a paragraph."""
    lines = []
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            lines.append(Line(line.strip(), top=-number * _POINTS_PER_LINE))
    return lines
