"""The numbers and bullets of Word: they are in no paragraph, but in what its list says."""

from collections.abc import Iterator
from typing import Any

from ingest.office.list_marks import Counters, Level
from ingest.office.symbols import symbol

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DEEPEST_STYLE = 20


class Numbers:
    """Where all lists of a document are. Ask once for each paragraph, in their order."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        """The roots of the parts of these names; None where the document has none."""
        self._counters = Counters()
        self._begun: set[str] = set()
        self._abstract_of: dict[str, str] = {}
        self._levels: dict[str, dict[int, Level]] = {}
        self._starts: dict[str, dict[int, int]] = {}
        self._styles = _numbered_styles(styles)
        if numbering is not None:
            self._read(numbering)

    def mark(self, properties: Any, style: str) -> str:
        """What stands before a paragraph of these properties and this style; "" if nothing."""
        number, level = self._styles.get(style, ("", 0))
        own = properties.find(_W + "numPr") if properties is not None else None
        if own is not None:
            number = _value(own, "numId") or number
            level = _whole(_value(own, "ilvl"), level)
        abstract = self._abstract_of.get(number)
        if abstract is None:
            return ""
        if number not in self._begun:
            self._begun.add(number)
            for at, start in self._starts.get(number, {}).items():
                self._counters.restart(abstract, at, start)
        return self._counters.next(abstract, level, self._levels[number])

    def _read(self, numbering: Any) -> None:
        abstract: dict[str, dict[int, Level]] = {}
        for element in numbering.iter(_W + "abstractNum"):
            abstract[element.get(_W + "abstractNumId", "")] = dict(_levels(element))
        for element in numbering.iter(_W + "num"):
            number = element.get(_W + "numId", "")
            name = _value(element, "abstractNumId")
            levels = dict(abstract.get(name, {}))
            for override in element.iter(_W + "lvlOverride"):
                at = _whole(override.get(_W + "ilvl"), 0)
                levels.update(_levels(override))
                start = _value(override, "startOverride")
                if start:
                    self._starts.setdefault(number, {})[at] = _whole(start, 1)
            self._abstract_of[number] = name
            self._levels[number] = levels


def _levels(element: Any) -> Iterator[tuple[int, Level]]:
    for level in element.iter(_W + "lvl"):
        form = _value(level, "numFmt") or "decimal"
        text = _value(level, "lvlText")
        if form == "bullet":
            fonts = level.find(f"{_W}rPr/{_W}rFonts")
            font = fonts.get(_W + "ascii", "") if fonts is not None else ""
            if len(text) == 1 and 0xF000 <= ord(text) <= 0xF0FF:
                text = symbol(font, ord(text)) or text
        start = _whole(_value(level, "start"), 1)
        yield _whole(level.get(_W + "ilvl"), 0), Level(form, text, start)


def _numbered_styles(styles: Any) -> dict[str, tuple[str, int]]:
    """Id of a style -> list and level that its paragraphs have, by itself or what it builds on."""
    own: dict[str, tuple[str, int]] = {}
    parent: dict[str, str] = {}
    for style in styles.iter(_W + "style") if styles is not None else ():
        name = style.get(_W + "styleId", "")
        parent[name] = _value(style, "basedOn")
        stated = style.find(f"{_W}pPr/{_W}numPr")
        if stated is not None:
            own[name] = (_value(stated, "numId"), _whole(_value(stated, "ilvl"), 0))
    found: dict[str, tuple[str, int]] = {}
    for name in parent:
        at = name
        for _ in range(_DEEPEST_STYLE):
            if at in own:
                found[name] = own[at]
                break
            at = parent.get(at, "")
    return found


def _value(element: Any, name: str) -> str:
    child = element.find(_W + name)
    return child.get(_W + "val", "") if child is not None else ""


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else otherwise
