"""What OCR finds on one page, and how it is kept: as JSON that only the reading process reads."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.ocr.reasons import NEEDS_OCR
from ingest.pdf.lines import Line
from localdocs.types import BlockKind

_MOST_NAMED = 5
_MOST_NUMBERS = 20

POOR = 0.85
"""A page whose letters are less sure than this, on average, is said to be read poorly."""


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """The lines of a page. ``confidence`` is that of its letters, on average; 1.0 without any.

    ``failure`` says why it could not be read, "" where it could.
    """

    lines: tuple[Line, ...] = ()
    confidence: float = 1.0
    failure: str = ""

    def to_json(self) -> str:
        """One line, for the index."""
        lines = [
            [line.text, line.height, line.left, line.right, line.top, line.rows, line.kind or ""]
            for line in self.lines
        ]
        found = {"lines": lines, "confidence": self.confidence, "failure": self.failure}
        return json.dumps(found, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "ScannedPage":
        """The page again. Raises ValueError, KeyError or TypeError for what is none."""
        found = json.loads(text)
        lines = tuple(
            Line(
                str(text),
                float(height),
                float(left),
                float(right),
                float(top),
                rows=int(rows),
                kind=BlockKind(kind) if kind else None,
            )
            for text, height, left, right, top, rows, kind in found["lines"]
        )
        return cls(lines, float(found["confidence"]), str(found["failure"]))


def notes_on_scans(scanned: Mapping[int, ScannedPage]) -> list[str]:
    """What a person should know of pages that OCR has read, or could not read."""
    read = [number for number, page in scanned.items() if page.lines]
    without = [number for number, page in scanned.items() if not page.lines and not page.failure]
    poor = {number: page for number, page in scanned.items() if page.confidence < POOR}
    notes = [f"{_named(read, 'was', 'were')} read by OCR"] if read else []
    for number, page in list(poor.items())[:_MOST_NAMED]:
        notes.append(f"page {number} was read poorly ({page.confidence:.0%} sure)")
    if len(poor) > _MOST_NAMED:
        notes.append(f"{len(poor) - _MOST_NAMED} more pages were read poorly")
    if without:
        notes.append(f"OCR found no words on {_named(without)}")
    return notes + _failures(scanned)


def why_no_words(scanned: Mapping[int, ScannedPage]) -> str:
    """Why OCR has found nothing in a whole document."""
    return "; ".join(_failures(scanned)) or "OCR found no words"


def _failures(scanned: Mapping[int, ScannedPage]) -> list[str]:
    failed: dict[str, list[int]] = {}
    for number, page in scanned.items():
        if page.failure:
            failed.setdefault(page.failure, []).append(number)
    return [f"OCR could not read {_named(numbers)}: {reason}" for reason, numbers in failed.items()]


def need_of_ocr(numbers: Sequence[int]) -> str:
    """That pages are pictures which nothing has read."""
    return f"{_named(numbers, 'is a picture', 'are pictures')} without text: {NEEDS_OCR}"


def _named(numbers: Sequence[int], one: str = "", several: str = "") -> str:
    """ "pages 2, 4 were"; not more numbers than one likes to read."""
    shown = ", ".join(str(number) for number in numbers[:_MOST_NUMBERS])
    more = len(numbers) - _MOST_NUMBERS
    rest = f" and {more} more" if more > 0 else ""
    word, verb = ("page", one) if len(numbers) == 1 else ("pages", several)
    return f"{word} {shown}{rest} {verb}".rstrip()
