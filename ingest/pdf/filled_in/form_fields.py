"""The fields of a form, as a viewer shows them: values, choices, ticked and empty boxes.

pypdf reads them, since a value may stand several parents above the rectangle that shows it, where
PDFium tells it only to a form that runs: one that can hang, and that garbles some pages.
"""

import logging
import time
from itertools import islice
from pathlib import Path
from typing import Any

from ingest.pdf.filled_in.entries import (
    EMPTY_BOX,
    LONGEST_VALUE,
    MOST_CHARACTERS,
    MOST_ON_A_PAGE,
    TICKED,
    Entry,
    rectangle,
)

logger = logging.getLogger("localdocs.ingest")

_SECONDS = 20.0
_MOST_PARENTS = 32
_MOST_OPTIONS = 5000
_HIDDEN = 2 | 32  # bits of /F: hidden, and not for the screen
_PASSWORD = 1 << 13  # bits of /Ff
_PUSH_BUTTON = 1 << 16


class FormFields:
    """The fields of one file, page by page; the file is opened when the first page is asked for.

    What cannot be read costs the field or the page; so does what comes after about 20 seconds.
    """

    def __init__(self, path: Path, page_count: int) -> None:
        self._path = path
        self._page_count = page_count
        self._pages: Any = None
        self._deadline = 0.0
        self._characters_left = MOST_CHARACTERS

    def on_page(self, number: int) -> list[Entry]:
        """The fields of a page, counted from 0."""
        try:
            if self._pages is None:
                self._pages = self._opened()
            annotations = _item(self._pages[number], "/Annots") if self._pages else None
            return self._entries(annotations or [])
        except Exception as error:  # hostile files make pypdf raise nearly anything
            logger.info("%s: fields of page %d left out: %r", self._path, number + 1, error)
            return []

    def _opened(self) -> Any:
        """The pages; none where the file does not open, or has other pages than PDFium finds."""
        from pypdf import PdfReader

        logging.getLogger("pypdf").setLevel(logging.CRITICAL)
        self._deadline = time.monotonic() + _SECONDS
        self._pages = ()
        reader = PdfReader(self._path)
        if reader.is_encrypted:
            reader.decrypt("")
        return reader.pages if len(reader.pages) == self._page_count else ()

    def _entries(self, annotations: Any) -> list[Entry]:
        entries = []
        for annotation in islice(annotations, MOST_ON_A_PAGE):
            if time.monotonic() > self._deadline:
                break
            try:
                entry = _entry(annotation.get_object())
            except Exception:  # as above
                continue
            if entry is not None and len(entry.text) <= self._characters_left:
                self._characters_left -= len(entry.text)
                entries.append(entry)
        return entries


def _entry(widget: Any) -> Entry | None:
    """What a widget shows; None for buttons, and for what is hidden."""
    place = rectangle(_item(widget, "/Rect"))
    if _item(widget, "/Subtype") != "/Widget" or place is None:
        return None
    if int(_item(widget, "/F") or 0) & _HIDDEN:
        return None
    kind = _inherited(widget, "/FT")
    flags = int(_inherited(widget, "/Ff") or 0)
    if kind == "/Btn":
        if flags & _PUSH_BUTTON:
            return None
        return Entry(TICKED if _is_ticked(widget) else EMPTY_BOX, *place, is_box=True)
    value = _inherited(widget, "/V")
    if kind == "/Ch":
        return Entry(_chosen(value, _inherited(widget, "/Opt")), *place)
    if kind == "/Sig":
        return Entry(_text(_item(value, "/Name")) if value else "", *place)
    return Entry("" if flags & _PASSWORD else _text(value), *place)


def _is_ticked(widget: Any) -> bool:
    """Whether a box shows its tick: its own state counts, else the value of its field."""
    state = _item(widget, "/AS")
    if state is None:
        state = _inherited(widget, "/V")
        shown = _item(_item(widget, "/AP") or {}, "/N")
        if shown and state not in shown:
            return False
    return state not in (None, "", "/Off")


def _chosen(value: Any, options: Any) -> str:
    """The choices as a viewer shows them, which need not be as they are stored."""
    shown = {}
    for option in islice(options or (), _MOST_OPTIONS):
        resolved = option.get_object()
        if isinstance(resolved, list) and len(resolved) == 2:
            shown[_text(resolved[0])] = _text(resolved[1])
    values = value if isinstance(value, list) else [value]
    texts = [_text(each) for each in islice(values, _MOST_OPTIONS)]
    return ", ".join(shown.get(text, text) for text in texts)[:LONGEST_VALUE]


def _text(value: Any) -> str:
    value = value.get_object() if hasattr(value, "get_object") else value
    if value is None:
        return ""
    if hasattr(value, "get_data"):
        value = value.get_data()
    if isinstance(value, bytes):
        value = value[:LONGEST_VALUE].decode("latin-1")
    return str(value)[:LONGEST_VALUE].strip() if isinstance(value, str | int | float) else ""


def _inherited(widget: Any, key: str) -> Any:
    """What the widget says, or the nearest of its parents."""
    for _ in range(_MOST_PARENTS):
        if widget is None or key in widget:
            break
        widget = _item(widget, "/Parent")
    return _item(widget, key) if widget is not None else None


def _item(dictionary: Any, key: str) -> Any:
    return dictionary[key] if key in dictionary else None  # noqa: SIM401  get does not resolve
