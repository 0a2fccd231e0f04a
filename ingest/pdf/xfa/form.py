"""A form in XFA: its own lines where the pages only ask for another program, or what they miss."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ingest.pdf.filled_in.entries import Entry
from ingest.pdf.lines import Line
from ingest.pdf.xfa.packets import is_xfa, template_and_data
from ingest.pdf.xfa.template import FormLines

logger = logging.getLogger("localdocs.ingest")

CUT = "the form holds more fields than are read"
_POINTS_PER_LINE = 12.0
_LONGEST_NOTICE = 2500  # characters of a page that stands in for the form ("Please wait ...")
_SHORTEST_VALUE = 2


@dataclass(frozen=True, slots=True)
class XfaForm:
    """A form that is read: all its lines, and those of them that are filled in."""

    lines: list[str]
    filled_in: list[tuple[str, str]]
    is_cut: bool

    def into(self, pages: list[list[Line]], fields: Sequence[Entry]) -> None:
        """Put it into the pages of its file, which have these fields of their own.

        A single short page without fields is a notice, and the form stands in its place. Where the
        fields are all empty, what the pages do not say follows on the last one.
        """
        if not fields:
            if len(pages) == 1 and sum(len(line.text) for line in pages[0]) <= _LONGEST_NOTICE:
                pages[0] = _placed(self.lines)
        elif not any(field.text for field in fields if not field.is_box):
            bottom = pages[-1][-1].top if pages[-1] else 0.0
            pages[-1] = pages[-1] + _placed(self._missing(pages), bottom)

    def _missing(self, pages: list[list[Line]]) -> list[str]:
        said = "".join("".join(line.text.split()) for lines in pages for line in lines)
        return [
            f"{label}: {' '.join(value.split())}"
            for label, value in self.filled_in
            if label and len(value) >= _SHORTEST_VALUE and "".join(value.split()) not in said
        ]


def xfa_form(pdf: Any) -> XfaForm | None:
    """The form of an open ``PdfDocument``; None where there is none, or it cannot be read."""
    if not is_xfa(pdf):
        return None
    try:
        roots = template_and_data(pdf)
        found = None if roots is None else FormLines(*roots)
    except (ValueError, RecursionError) as error:
        logger.info("XFA form left out: %r", error)
        return None
    if found is None or not found.lines:
        return None
    return XfaForm(found.lines, found.values, found.is_cut)


def _placed(texts: list[str], below: float = 0.0) -> list[Line]:
    """Lines one below the other; an empty height says that their look is not known."""
    return [
        Line(text, top=below - (place + 1) * _POINTS_PER_LINE) for place, text in enumerate(texts)
    ]
