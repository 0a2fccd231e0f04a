"""What of an HTML element is valid to a person who sees it, and how its white space counts."""

from typing import Any

from lxml import etree

DROPPED = frozenset(
    "script style noscript template nav svg head iframe object button select option textarea "
    "canvas audio video".split()
)
STRUCK = frozenset({"s", "strike", "del"})
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q s samp "
    "small span strike strong sub sup time tt u var wbr".split()
)


def written_lines(element: Any) -> str:
    """The text of a ``pre`` as it is written; ``<br>`` ends a line, and so does a block."""
    parts: list[str] = []
    walker = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walker:
        tag = inner.tag if isinstance(inner.tag, str) else "script"
        if event == "end":
            parts += [_line_end(parts, tag), inner.tail or ""] if inner is not element else []
        elif is_left_out(inner):
            walker.skip_subtree()
        else:
            parts += [_line_end(parts, tag), "\n" if tag == "br" else "", inner.text or ""]
    return "".join(parts)


def _line_end(parts: list[str], tag: str) -> str:
    """The line end that the border of a block is, unless a line has just ended."""
    if tag in INLINE or tag in ("br", "pre") or tag in DROPPED:
        return ""
    before = next((part for part in reversed(parts) if part), "\n")
    return "" if before.endswith("\n") else "\n"


def collapsed(text: str | None) -> str:
    """The text with white space runs as one space, as a browser shows them."""
    if not text:
        return ""
    inner = " ".join(text.split())
    before = " " if text[0].isspace() else ""
    return before + inner + (" " if inner and text[-1].isspace() else "")


def is_left_out(element: Any) -> bool:
    """Whether nothing in the element is text of the page: it is no text, hidden or struck out."""
    tag = element.tag if isinstance(element.tag, str) else "script"
    return tag in DROPPED or tag in STRUCK or is_hidden(element)


def is_hidden(element: Any) -> bool:
    """Whether the element itself says that it is not to be shown, or no longer valid."""
    style = (element.get("style") or "").lower()
    is_shown = element.get("hidden") is None and "display:none" not in style.replace(" ", "")
    return not is_shown or "line-through" in style
