"""The lines of an XFA form as somebody reads it: what its template says, filled in by its data."""

import re
from collections.abc import Iterator, Sequence

from ingest.pdf.filled_in.entries import MOST_CHARACTERS
from ingest.pdf.xfa.binding import Binding, TooManyPartsError, has_values, text_of
from ingest.pdf.xfa.fields import box, caption_of, help_of, is_box, is_hidden, is_read, shown
from ingest.pdf.xfa.packets import Element, child, children, local_name

_PARTS = ("subform", "subformSet", "area", "field", "exclGroup", "draw", "pageSet", "pageArea")
_MOST_PARTS = 50_000  # that are looked at, those that come again counted again
_SAME_ROW = 4.0  # points between the tops of two things that stand beside one another
_POINTS = {"in": 72.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "pt": 1.0, "": 1.0}
_LENGTH = re.compile(r"(-?\d{0,6}(?:\.\d{0,9})?)(in|mm|cm|pt|)")

Around = Sequence[Element]


class FormLines:
    """The lines of one form, in ``lines``; ``values`` are the labels and values of those filled in.

    ``is_cut``: it holds more than is read.
    """

    def __init__(self, template: Element, data: Element | None) -> None:
        self.lines: list[str] = []
        self.values: list[tuple[str, str]] = []
        self.is_cut = False
        self._binding = Binding(data)
        self._parts_left = _MOST_PARTS
        self._characters_left = MOST_CHARACTERS
        try:
            for form in children(template, "subform"):
                root = self._binding.root(form)
                self._add_inside(form, [] if root is None else [root])
        except TooManyPartsError:
            self.is_cut = True

    def _add_inside(self, part: Element, around: Around) -> None:
        """The lines of what stands within a part, as it is laid out there."""
        inner = [each for each in children(part, *_PARTS) if not _is_left_out(each)]
        if local_name(part) == "pageSet":
            inner = inner[:1]  # the others are laid out alike
        if part.get("layout", "") == "row":
            self._add_line(" | ", list(self._cells(inner, around)))
            return
        is_placed = part.get("layout", "position") == "position"
        for row in _rows(inner) if is_placed else [[each] for each in inner]:
            if len(row) > 1 and not any(map(_holds_others, row)):
                self._add_line(" ", list(self._cells(row, around)))
            else:
                for each in row:
                    self._add(each, around)

    def _add(self, part: Element, around: Around) -> None:
        self._count()
        if local_name(part) == "subform":
            groups = self._binding.groups(part, around)
            if is_hidden(part):
                groups = [group for group in groups if len(group) > len(around)]
                groups = [group for group in groups if has_values(group[-1])]
            for group in groups:
                self._add_inside(part, group)
        elif _holds_others(part):
            self._add_inside(part, around)
        else:
            self._add_line(" ", [self._text(part, around)])

    def _cells(self, row: Sequence[Element], around: Around) -> Iterator[str]:
        has_label = False
        for part in row:
            self._count()
            if _holds_others(part):
                inner = [each for each in children(part, *_PARTS) if not _is_left_out(each)]
                for group in self._binding.groups(part, around):
                    yield " ".join(self._cells(inner, group))
            else:
                yield self._text(part, around, has_label)
            has_label = has_label or local_name(part) == "draw"

    def _text(self, part: Element, around: Around, has_label: bool = False) -> str:
        """What one thing says; a field goes by its help where nothing stands beside it."""
        name = local_name(part)
        if name == "draw":
            return text_of(child(part, "value"))
        if name == "exclGroup":
            return self._choice(part, around)
        value = shown(part, self._binding.value(part, around))
        caption = caption_of(part)
        if is_box(part):
            return f"{value} {caption or help_of(part)}".strip()
        if not value:
            return caption
        label = caption or ("" if has_label else help_of(part))
        self.values.append((label, value))
        return _labelled(label, value)

    def _choice(self, group: Element, around: Around) -> str:
        """Radio buttons: the data hold the value of the one that is ticked."""
        data = self._binding.value(group, around)
        texts = [caption_of(group)]
        for field in children(group, "field"):
            stored = text_of(data if data is not None else child(field, "value"))
            texts.append(f"{box(field, stored)} {caption_of(field) or help_of(field)}")
        return " ".join(text.strip() for text in texts if text.strip())

    def _add_line(self, sign: str, cells: Sequence[str]) -> None:
        if any(cell.strip() for cell in cells):
            kept = [" ".join(cell.split("\n")) if len(cells) > 1 else cell for cell in cells]
            text = sign.join(cell for cell in kept if cell or sign == " | ").strip()
            self._characters_left -= len(text)
            if self._characters_left < 0:
                raise TooManyPartsError
            self.lines.extend(line for line in text.split("\n") if line.strip())

    def _count(self) -> None:
        self._parts_left -= 1
        if self._parts_left < 0:
            raise TooManyPartsError


def _is_left_out(part: Element) -> bool:
    name = local_name(part)
    if name == "field":
        return is_hidden(part) or not is_read(part)
    return is_hidden(part) and name != "subform"  # which its data may show


def _holds_others(part: Element) -> bool:
    return local_name(part) not in ("field", "draw", "exclGroup")


def _labelled(label: str, value: str) -> str:
    if not label:
        return value
    return f"{label}{'' if label.endswith(('?', '.')) else ':'} {value}"


def _rows(parts: Sequence[Element]) -> list[list[Element]]:
    """The parts as they stand on the page: from the top down, and in a row from the left."""
    rows: list[list[Element]] = []
    top = 0.0
    for part in sorted(parts, key=lambda part: _points(part, "y")):
        place = _points(part, "y")
        if rows and place - top <= _SAME_ROW:
            rows[-1].append(part)
        else:
            rows.append([part])
            top = place
    return [sorted(row, key=lambda part: _points(part, "x")) for row in rows]


def _points(part: Element, side: str) -> float:
    match = _LENGTH.fullmatch(part.get(side, "0"))
    number = match.group(1) if match else ""
    return float(number) * _POINTS[match.group(2)] if match and number.strip("-.") else 0.0
