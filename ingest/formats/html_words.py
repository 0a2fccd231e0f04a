"""What of an HTML element is valid to a person who sees it, and how its white space counts."""

from typing import Any

from lxml import etree

DROPPED = frozenset(
    "script style noscript template nav svg head iframe object button select option textarea "
    "canvas audio video".split()
)
STRUCK = frozenset({"s", "strike", "del"})
LEFT_OUT = DROPPED | STRUCK
SIGNS_OF_HIDDEN = ("hidden", "display", "line-through")
"""One of them stands in the source of every page in which ``mark_hidden`` finds something."""

_MAYBE_HIDDEN = etree.XPath("//@style | //@hidden")
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


def on_one_line(text: str | None) -> str:
    """The text with no line ends but those that elements make."""
    return text.replace("\n", " ") if text else ""


def is_left_out(element: Any) -> bool:
    """Whether nothing in the element is text of the page; see ``mark_hidden``."""
    return element.tag in LEFT_OUT or not isinstance(element.tag, str)


def mark_hidden(root: Any) -> None:
    """Make a ``template`` of every element that says that it is not to be shown or no longer valid.

    A hidden cell of a table is emptied, for those after it stay in their columns. A whole page is
    never hidden: what hides it until it is loaded does not run here.
    """
    for value in _MAYBE_HIDDEN(root):
        element = value.getparent()
        if element.tag in ("html", "body") or not _is_hidden(element):
            continue
        del element[:]
        element.text = None
        if element.tag not in ("td", "th"):
            element.tag = "template"


def _is_hidden(element: Any) -> bool:
    style = (element.get("style") or "").lower()
    is_shown = element.get("hidden") is None and "display:none" not in style.replace(" ", "")
    return not is_shown or "line-through" in style
