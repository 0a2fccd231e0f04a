"""The main text of a saved web page, without what every page of its site carries around it.

A page that a browser saved holds menus, boxes beside the text, lists of other pages, and notices.
What is left out here is left out only where a main text shows: several paragraphs that stand
together. A page of tables, forms, results or links is kept whole. One pass measures every element;
nothing here takes longer than in proportion to the page.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ingest.formats.html_words import INLINE, is_left_out

FEWEST_PROSE = 400
"""Characters of paragraphs; a page with fewer has no main text."""

_PARAGRAPH = 25
_LONG_PARAGRAPH = 80
_MOST_LINKED = 0.5
_MOST_LINKED_LIST = 0.8
_WELL_KEPT = 0.6
"""Of the prose of a page, what its main text has to hold; else all but the furniture is kept."""

_BARELY_KEPT = 0.25
"""The same of the whole page, furniture and comments of readers included; else all is kept."""

_LEADS = 0.6
"""Of all text outside links, what the paragraphs of a main text are; else it is no article."""

_LEADS_PAGE = 0.35
"""The same of all text of the page: the beginnings of other stories stand there too."""

_FEWEST_LINKED = 200
"""Characters of links around a main text, where nothing else tells that they are of the site."""

_SELDOM_LINKED = 0.15
"""Of a text; the beginnings of other stories stand below their linked titles."""

_LONG_RUN = 1500
_FAR_LONGER = 3
_MOST_WORDS = 3
_FURNITURE_TAGS = frozenset({"nav", "aside", "footer", "dialog"})
_FURNITURE_ROLES = frozenset(
    "navigation banner contentinfo complementary search dialog alertdialog menu menubar".split()
)
_FURNITURE_WORDS = frozenset(
    "nav navbar navigation menu submenu sidebar sidebars footer masthead breadcrumb breadcrumbs "
    "comment comments disqus respond share sharing sharebar sharetools sharedaddy addthis "
    "related recommended recommendations recirc outbrain taboola promo promos sponsored "
    "advert adverts advertisement advertising ads adsense cookie cookies consent gdpr newsletter "
    "subscribe signup popup modal overlay lightbox pagination pager trending mostread "
    "combx noprint printfooter catlinks sitenotice editsection jumpto".split()
)
"""Words of a class or an id that tell what is no part of the text."""

_LIKELY_FURNITURE_WORDS = _FURNITURE_WORDS | frozenset(
    "social sponsor teaser teasers ticker widget widgets login logo copyright toolbar skip toc "
    "popular subscription promotion tags tag meta header".split()
)
"""The same of what has no paragraphs in it."""

_COMMENTS = frozenset({"comment", "comments", "disqus", "respond"})
_TEXT_WORDS = frozenset(
    "article articlebody articletext body content contents entry hentry main page post posts text "
    "blog story storybody column prose markdown document".split()
)
_CUT = re.compile(r"[^a-z]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_COMMAS = re.compile("[,，、،;；]")
_LINK_LISTS = frozenset("div section ul ol dl table form aside nav footer header".split())
_CONTAINERS = frozenset(
    "div section article main td ul ol dl table form figure aside nav footer header fieldset p "
    "blockquote center details".split()
)
_LEVELS_UP = 5


@dataclass(slots=True)
class _Size:
    """What an element holds: characters of all text, of links, and of paragraphs that say more
    than they link; ``own`` is its own text. ``score`` grows with the paragraphs right below it, and
    ``run`` is their length."""

    characters: int = 0
    linked: int = 0
    prose: int = 0
    tabled: int = 0
    score: float = 0.0
    run: int = 0
    own: int = 0
    own_linked: int = 0
    commas: int = 0


def main_elements(root: Any) -> list[Any]:
    """The elements of a page to read, in order; ``[root]`` where the page is kept whole.

    What is no text within them is made a ``template``, which no reader looks into.
    """
    body = root.find("body")
    if body is None:
        return [root]
    sizes = _measured(body)
    if sizes[body].prose < FEWEST_PROSE:
        return [root]
    furniture = _furniture(body, sizes)
    for element in furniture:
        _subtract(element, sizes)
    _spread_scores(body, sizes)
    main = _main_element(body, sizes)
    if not _leads(sizes[main], sizes[body]):
        return [root]
    if not furniture and sizes[body].linked - sizes[main].linked < _FEWEST_LINKED:
        return [root]  # a document by itself, not a page of a site
    for element in (*furniture, *_lists_of_links(main, sizes)):
        element.tag = "template"
    headline = _headline(root, main)
    main.tail = None
    if headline is None:
        return [main]
    headline.tail = None
    return [headline, main]


def _leads(main: _Size, body: _Size) -> bool:
    """Whether paragraphs are most of what it says outside links, and much of what the page says."""
    return (
        main.prose >= FEWEST_PROSE / 2
        and main.prose >= (main.characters - main.linked) * _LEADS
        and main.prose >= (body.characters - body.linked) * _LEADS_PAGE
    )


def _measured(body: Any) -> dict[Any, _Size]:
    """The size of every element that is shown, from the leaves up."""
    sizes: dict[Any, _Size] = {}
    for element, parts in _walk(body):
        size = _Size()
        for part, inner in parts:
            if inner is None:
                size.own += len(part)
                size.commas += len(_COMMAS.findall(part))
                size.characters += len(part)
                continue
            below = sizes[inner]
            size.characters += below.characters
            size.prose += below.prose
            size.linked += below.linked
            size.tabled += below.tabled
            if inner.tag in INLINE or inner.tag == "br":
                size.own += below.own
                size.own_linked += below.own_linked
                size.commas += below.commas
        if element.tag == "a":
            size.linked = size.characters
            size.own_linked = size.own
        sizes[element] = size
        if element.tag not in INLINE:
            _count_paragraph(element, size)
    return sizes


def _walk(body: Any) -> Iterator[tuple[Any, list[tuple[str, Any | None]]]]:
    """Every shown element after those within it, with its texts and elements in order."""
    stack: list[tuple[Any, Iterator[Any], list[tuple[str, Any | None]]]] = []

    def opened(element: Any) -> tuple[Any, Iterator[Any], list[tuple[str, Any | None]]]:
        text = " ".join((element.text or "").split())
        return element, iter(element), [(text, None)] if text else []

    stack.append(opened(body))
    while stack:
        element, inner, parts = stack[-1]
        child = next(inner, None)
        if child is None:
            stack.pop()
            yield element, parts
            continue
        if isinstance(child.tag, str) and not is_left_out(child):
            parts.append(("", child))
            stack.append(opened(child))
        if tail := " ".join((child.tail or "").split()):
            parts.append((tail, None))


def _count_paragraph(element: Any, size: _Size) -> None:
    if size.own < _PARAGRAPH or size.own_linked > size.own * _MOST_LINKED:
        return
    if size.own >= _LONG_PARAGRAPH or element.tag in ("p", "pre"):
        size.prose += size.own
    if element.tag in ("td", "th"):
        size.tabled += size.own
    size.score = 1 + size.commas + min((size.own - size.own_linked) / 100, 3)


def _spread_scores(body: Any, sizes: dict[Any, _Size]) -> None:
    """A paragraph speaks for the elements around it, the less the farther."""
    scored = [(element, size.score) for element, size in sizes.items() if size.score]
    for element, size in sizes.items():
        size.score = _weight(element) if size.prose else 0.0
    for element, score in scored:
        above = element.getparent()
        if sizes[element].own >= _LONG_PARAGRAPH or element.tag in ("p", "pre"):
            around = above if element.tag == "p" and above in sizes else element
            sizes[around].run += sizes[element].own
        for level in range(_LEVELS_UP):
            if above is None or above not in sizes or above is body.getparent():
                break
            sizes[above].score += score / (1 if level == 0 else 2 if level == 1 else level * 3)
            above = above.getparent()


def _weight(element: Any) -> float:
    names = _names(element)
    weight = 5.0 if element.tag in ("article", "main", "div", "section") else 0.0
    weight += 25.0 if not _TEXT_WORDS.isdisjoint(names) else 0.0
    return weight - (25.0 if not _FURNITURE_WORDS.isdisjoint(names) else 0.0)


def _names(element: Any) -> set[str]:
    """The words of an element's class and id, as far as they say what it is for.

    A name of many words is made of a title: ``<section id="file-menu-shell-and-editor">``.
    """
    classes = (element.get("class") or "")[:500].split()
    stated = element.get("id")
    if stated and element.tag != "section" and "section" not in classes:
        classes.append(stated[:100])
    words: set[str] = set()
    for name in classes:
        parts = [part for part in _CUT.split(_CAMEL.sub(" ", name).lower()) if part]
        if len(parts) <= _MOST_WORDS:
            words.update(parts)
    return words


def _main_element(body: Any, sizes: dict[Any, _Size]) -> Any:
    """The element with the main text: what the page says it is, else the one that scores best."""
    scope = body
    for elements in _stated(sizes):
        first, second = elements[0], sizes[elements[1]].prose if len(elements) > 1 else 0
        if sizes[first].prose >= sizes[body].prose * _WELL_KEPT:
            scope = first
            break
        if first.tag == "article" and sizes[first].prose >= max(_LONG_RUN, second * _FAR_LONGER):
            return first
    if scope.tag == "article" or scope.get("itemprop") == "articleBody":
        return scope
    main = _best(scope, sizes)
    kept, tables = sizes[main], sizes[scope].tabled - sizes[main].tabled
    if tables > kept.characters * 0.3:
        return scope
    if kept.prose >= sizes[scope].prose * _WELL_KEPT or _has_the_longest_run(main, scope, sizes):
        return main
    return scope


def _best(scope: Any, sizes: dict[Any, _Size]) -> Any:
    """The element that scores best, or one around it that adds paragraphs more than all else."""
    inside = [element for element in scope.iter() if element in sizes]
    best = max(inside, key=lambda element: _merit(element, sizes[element]))
    while best is not scope and (best.tag in INLINE or best.tag in ("p", "pre")):
        best = best.getparent()
    main = above = best
    while above is not scope:
        above = above.getparent()
        added = sizes[above].characters - sizes[main].characters
        linked = sizes[above].linked - sizes[main].linked
        prose = sizes[above].prose - sizes[main].prose
        if prose >= added * _WELL_KEPT and linked <= added * _SELDOM_LINKED:
            main = above
    return main


def _has_the_longest_run(main: Any, scope: Any, sizes: dict[Any, _Size]) -> bool:
    """Whether paragraphs follow one another in it as nowhere else on the page."""
    inside = {element for element in main.iter() if element in sizes}
    longest = max((sizes[element].run for element in inside), default=0)
    other = max(
        (sizes[one].run for one in scope.iter() if one in sizes and one not in inside), default=0
    )
    return longest >= max(_LONG_RUN, other * _FAR_LONGER)


def _stated(sizes: dict[Any, _Size]) -> Iterator[list[Any]]:
    """The elements that a page states to hold its text, the narrowest kind first; of each kind the
    one with the most paragraphs first."""
    shown = [element for element in sizes if element.tag not in INLINE]
    kinds = (
        [one for one in shown if one.get("itemprop") == "articleBody"],
        [one for one in shown if one.tag == "article"],
        [one for one in shown if one.tag == "main" or one.get("role") == "main"],
    )
    for found in kinds:
        if found:
            yield sorted(found, key=lambda one: sizes[one].prose, reverse=True)


def _merit(element: Any, size: _Size) -> float:
    if not size.prose or element.tag in INLINE:
        return 0.0
    return size.score * (1 - size.linked / max(size.characters, 1))


def _furniture(body: Any, sizes: dict[Any, _Size]) -> list[Any]:
    """The outermost elements that are no part of the text, by their names and kinds.

    One that holds most of the page only has such a name, unless it holds what readers comment.
    Where too much of the text would go, nothing with paragraphs goes but such comments.
    """
    found: list[tuple[Any, bool]] = []
    prose = sizes[body].prose
    open_elements = [body]
    while open_elements:
        for child in open_elements.pop():
            size = sizes.get(child)
            if size is None or not size.characters:
                continue
            names = _names(child) if child.tag in _CONTAINERS else set()
            are_comments = not _COMMENTS.isdisjoint(names)
            limit = 1 - _BARELY_KEPT if are_comments else 1 - _WELL_KEPT
            if size.prose <= prose * limit and _is_furniture(child, size, names):
                found.append((child, are_comments))
            else:
                open_elements.append(child)
    said = sum(sizes[element].prose for element, _ in found)
    commented = sum(sizes[element].prose for element, are_comments in found if are_comments)
    if commented > prose * (1 - _BARELY_KEPT):
        commented, found = 0, [(one, False) for one, are_comments in found if not are_comments]
    if said - commented > (prose - commented) * (1 - _WELL_KEPT):
        return [one for one, are_comments in found if are_comments or not sizes[one].prose]
    return [one for one, _ in found]


def _subtract(element: Any, sizes: dict[Any, _Size]) -> None:
    """Take an element out of the measures of those around it."""
    gone = sizes[element]
    for above in element.iterancestors():
        if (size := sizes.get(above)) is None:
            break
        size.characters -= gone.characters
        size.linked -= gone.linked
        size.prose -= gone.prose
        size.tabled -= gone.tabled
    for inner in element.iter():
        sizes.pop(inner, None)


def _is_furniture(element: Any, size: _Size, names: set[str]) -> bool:
    if element.tag in _FURNITURE_TAGS or (element.get("role") or "") in _FURNITURE_ROLES:
        return True
    if not _FURNITURE_WORDS.isdisjoint(names):
        return size.tabled < FEWEST_PROSE
    is_likely = element.tag == "header" or not _LIKELY_FURNITURE_WORDS.isdisjoint(names)
    return is_likely and not size.prose and size.linked > size.characters * _MOST_LINKED


def _lists_of_links(main: Any, sizes: dict[Any, _Size]) -> list[Any]:
    """The outermost elements of the main text that hold little but links to other pages, and the
    forms in it."""
    found = []
    open_elements = [main]
    while open_elements:
        for child in open_elements.pop():
            size = sizes.get(child)
            if size is None:
                continue
            is_linked = size.linked > size.characters * _MOST_LINKED_LIST and _has_links(child)
            is_form = child.tag == "form" and size.characters < FEWEST_PROSE
            if not size.prose and (is_form or (is_linked and child.tag in _LINK_LISTS)):
                found.append(child)
            else:
                open_elements.append(child)
    return found


def _has_links(element: Any) -> bool:
    """Whether there are several: a sentence of the text may be one link."""
    return sum(1 for _, _ in zip(element.iter("a"), range(3), strict=False)) == 3


def _headline(root: Any, main: Any) -> Any | None:
    """The one heading of the page that stands above its main text."""
    found = list(root.iter("h1"))
    if main.tag == "body" or len(found) != 1:
        return None
    return None if any(above is main for above in found[0].iterancestors()) else found[0]
