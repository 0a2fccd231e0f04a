"""Which part of an XFA form's data fills in which part of its template."""

import re
from collections import Counter
from collections.abc import Sequence

from ingest.pdf.xfa.packets import Element, child, children, local_name

_STEP = re.compile(r"([^.\[\]\\]+)(?:\[(\d{1,6}|\*)\])?")
_NO_WORDS = frozenset({"image", "line", "rectangle", "arc"})
_STARTS = ("xfa.datasets.data.", "$data.", "$record.", "$.", "!data.")


_MOST_LOOKS = 1_000_000  # at pieces of data


class TooManyPartsError(Exception):
    """The form holds more than is read."""


class Binding:
    """Hands out the data of one form, each piece once.

    A part of the template goes with what has its name in the data of the part around it, the
    second of a name with the second piece of it; or with the piece to which it refers.
    """

    def __init__(self, data: Element | None) -> None:
        self._data = data
        self._taken: Counter[tuple[Element, str]] = Counter()
        self._named: dict[tuple[Element, str], list[Element]] = {}
        self._looks_left = _MOST_LOOKS

    def root(self, form: Element) -> Element | None:
        """What fills in the outermost part of the form."""
        if self._data is None:
            return None
        named = child(self._data, form.get("name", ""))
        return named if named is not None else next(children(self._data), None)

    def groups(self, part: Element, around: Sequence[Element]) -> list[Sequence[Element]]:
        """The data for each time that a subform comes: as often as there are data, or once empty.

        ``around`` are the data of the parts around it, the innermost last; so are those returned.
        """
        name, bind = part.get("name", ""), child(part, "bind")
        match = "" if bind is None else bind.get("match", "")
        if not name or match == "none" or not around:
            return [around]
        if match == "dataRef":
            found = self._referred(bind, around)
        else:
            found = self._of_name(around[-1], name)
            taken = self._taken[around[-1], name]
            found = found[taken : taken + 1] if _occurs(part, "max") == "1" else found[taken:]
            self._taken[around[-1], name] += len(found)
        if not found and _occurs(part, "min") == "0":
            return []
        return [[*around, group] for group in found] or [around]

    def value(self, field: Element, around: Sequence[Element]) -> Element | None:
        """The piece of data that a field shows."""
        name, bind = field.get("name", ""), child(field, "bind")
        match = "" if bind is None else bind.get("match", "")
        if match == "none" or not around:
            return None
        if match == "dataRef":
            return next(iter(self._referred(bind, around)), None)
        for scope in reversed(around):
            place = 0 if match == "global" else self._taken[scope, name]
            found = self._of_name(scope, name)[place : place + 1] if name else []
            if found:
                self._taken[scope, name] += 1
                return found[0]
        return None

    def _of_name(self, scope: Element, name: str) -> list[Element]:
        """Its pieces of this name. Raises TooManyPartsError where that was asked for too often."""
        if (scope, name) not in self._named:
            self._named[scope, name] = list(children(scope, name))
            self._looks_left -= len(scope)
        self._looks_left -= 1
        if self._looks_left < 0:
            raise TooManyPartsError
        return self._named[scope, name]

    def _referred(self, bind: Element, around: Sequence[Element]) -> list[Element]:
        reference = bind.get("ref", "")
        start = next((start for start in _STARTS if reference.startswith(start)), "")
        scope: Element | None = around[-1]
        if start in ("$data.", "!data.", "xfa.datasets.data."):
            scope = self._data
        elif start == "$record.":
            scope = around[0]
        found = [] if scope is None else [scope]
        for step in reference.removeprefix(start).split("."):
            match = _STEP.fullmatch(step)
            if match is None:
                return []
            name, number = match.groups()
            inner = [piece for group in found for piece in self._of_name(group, name)]
            found = inner if number == "*" else inner[int(number or 0) :][:1]
        return found


def _occurs(part: Element, limit: str) -> str:
    occur = child(part, "occur")
    return "1" if occur is None else str(occur.get(limit, "1"))


def has_values(data: Element) -> bool:
    """Whether anything is filled in within this piece of data."""
    return any((text or "").strip() for text in data.itertext())


def text_of(data: Element | None) -> str:
    """The words of a piece of data, or of a text of the template, on one line each."""
    if data is None:
        return ""
    lines = []
    for paragraph in _paragraphs(data):
        lines.append(" ".join("".join(paragraph.itertext()).split()))
    return "\n".join(line for line in lines if line)


def _paragraphs(data: Element) -> list[Element]:
    if any(local_name(inner) in _NO_WORDS for inner in children(data)):
        return []
    found = [inner for inner in data.iter() if local_name(inner) in ("p", "li")]
    return found or [data]
