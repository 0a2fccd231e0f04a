"""What a field of an XFA form shows: its caption, and what is filled in."""

from ingest.pdf.filled_in.entries import EMPTY_BOX, LONGEST_VALUE, TICKED
from ingest.pdf.xfa.binding import text_of
from ingest.pdf.xfa.packets import Element, child, children, local_name

_LONGEST_HELP = 80  # characters
_UNREAD = frozenset({"button", "passwordEdit", "signature", "imageEdit", "barcode"})
_HIDDEN = frozenset({"hidden", "invisible", "inactive"})


def is_hidden(part: Element) -> bool:
    """Whether a part of the template says that it is not shown."""
    return part.get("presence", "visible") in _HIDDEN


def caption_of(field: Element) -> str:
    """The words that stand beside the field itself, without the colon behind them."""
    caption = child(field, "caption")
    if caption is None or is_hidden(caption):
        return ""
    return text_of(child(caption, "value")).replace("\n", " ").rstrip(": ")


def help_of(field: Element) -> str:
    """What the form says of the field to who points to it; "" if it is a whole instruction."""
    said = text_of(child(child(field, "assist"), "toolTip")).replace("\n", " ").rstrip(":. ")
    return said if len(said) <= _LONGEST_HELP else ""


def is_box(field: Element) -> bool:
    """Whether the field is a box or a radio button."""
    return _kind(field) == "checkButton"


def is_read(field: Element) -> bool:
    """Whether it may hold words: no button, password, picture or signature."""
    return _kind(field) not in _UNREAD


def shown(field: Element, data: Element | None) -> str:
    """The value as the form shows it, "" where there is none; a box as it is ticked or not."""
    stored = text_of(data if data is not None else child(field, "value"))[:LONGEST_VALUE]
    if is_box(field):
        return box(field, stored)
    names, values = _items(field)
    chosen = dict(zip(values, names, strict=False))
    return "\n".join(chosen.get(line, line) for line in stored.split("\n"))


def box(field: Element, stored: str) -> str:
    """The box, ticked if what is stored is the value that it stands for."""
    _, values = _items(field)
    is_ticked = stored == values[0] if values else stored not in ("", "0")
    return TICKED if is_ticked and stored else EMPTY_BOX


def _kind(field: Element) -> str:
    looks = child(field, "ui")
    return "" if looks is None else next(map(local_name, children(looks)), "")


def _items(field: Element) -> tuple[list[str], list[str]]:
    """The choices as they are shown, and as they are stored."""
    lists = [
        ([text_of(item) for item in children(items)], items.get("save") == "1")
        for items in children(field, "items")
    ]
    names = next((texts for texts, is_stored in lists if not is_stored), [])
    values = next((texts for texts, is_stored in lists if is_stored), names)
    return names or values, values
