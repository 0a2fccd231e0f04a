"""What of a page is no part of its text: menus, boxes beside it, comments, lists of other pages."""

from itertools import islice

from ingest.formats.main_text.measures import Part, Parts
from ingest.formats.main_text.names import (
    COMMENTS,
    FURNITURE,
    LIKELY_FURNITURE,
    NAVIGATION,
)

MOST_LEFT_OUT = 0.4
"""Of the prose of a page, what furniture may hold; where it holds more, only comments go."""

_MOST_COMMENTS = 0.75
"""The same of comments; a page with more of them is a discussion."""

_MOST_TABLED = 400
_SMALL_FORM = 400
_MOST_LINKED = 0.5
_MOST_LINKED_LIST = 0.8
_NONE: frozenset[str] = frozenset()
_TAGS = frozenset({"nav", "aside", "footer", "dialog"})
_ROLES = frozenset(
    "navigation banner contentinfo complementary search dialog alertdialog menu menubar".split()
)
_NAMED = frozenset(
    "div section article main td ul ol dl table form figure aside nav footer header fieldset p "
    "blockquote center details".split()
)
_LINK_LISTS = frozenset("div section ul ol dl table form aside nav footer header".split())


def furniture(parts: Parts) -> list[Part]:
    """The outermost parts that are not of the text, by their names and kinds.

    One that holds most of the page only has such a name, unless it holds what readers comment.
    Where too much of the text would go, nothing with paragraphs goes but such comments.
    """
    found: list[tuple[Part, bool]] = []
    prose = parts[0].prose
    place = 1
    while place < len(parts):
        part = parts[place]
        if not part.characters:
            place = part.end
            continue
        names = part.names if part.tag in _NAMED else _NONE
        are_comments = not COMMENTS.isdisjoint(names)
        limit = _MOST_COMMENTS if are_comments else MOST_LEFT_OUT
        if part.prose <= prose * limit and _is_furniture(part, names):
            found.append((part, are_comments))
            place = part.end
        else:
            place += 1
    return _without_too_much(found, prose)


def _without_too_much(found: list[tuple[Part, bool]], prose: int) -> list[Part]:
    said = sum(part.prose for part, _ in found)
    commented = sum(part.prose for part, are_comments in found if are_comments)
    if commented > prose * _MOST_COMMENTS:
        commented, found = 0, [(one, False) for one, are_comments in found if not are_comments]
    if said - commented > (prose - commented) * MOST_LEFT_OUT:
        return [one for one, are_comments in found if are_comments or not one.prose]
    return [one for one, _ in found]


def _is_furniture(part: Part, names: frozenset[str]) -> bool:
    if part.tag in _TAGS or part.element.get("role") in _ROLES:
        return True
    if not FURNITURE.isdisjoint(names):
        return part.tabled < _MOST_TABLED
    if not NAVIGATION.isdisjoint(names) and part.linked > part.characters * _MOST_LINKED:
        return part.tabled < _MOST_TABLED
    is_likely = part.tag == "header" or not LIKELY_FURNITURE.isdisjoint(names)
    return is_likely and not part.prose and part.linked > part.characters * _MOST_LINKED


def lists_of_links(parts: Parts, main: Part) -> list[Part]:
    """The outermost parts of the main text that hold little but links to other pages, and the forms
    in it."""
    found = []
    place = main.place + 1
    while place < main.end:
        part = parts[place]
        if part.is_left_out:
            place = part.end
        elif not part.prose and (_is_small_form(part) or _is_list_of_links(part)):
            found.append(part)
            place = part.end
        else:
            place += 1
    return found


def _is_small_form(part: Part) -> bool:
    return part.tag == "form" and part.characters < _SMALL_FORM


def _is_list_of_links(part: Part) -> bool:
    """Whether there are several: a sentence of the text may be one link."""
    if part.tag not in _LINK_LISTS or part.linked <= part.characters * _MOST_LINKED_LIST:
        return False
    return sum(1 for _ in islice(part.element.iter("a"), 3)) == 3
