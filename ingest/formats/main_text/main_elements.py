"""The elements of a saved web page to read: its main text, where one shows, else all of it.

A page that a browser saved holds menus, boxes beside the text, lists of other pages, and notices.
What is left out here is left out only where a main text shows: several paragraphs that stand
together. A page of tables, forms, results or links is kept whole. One pass measures every element;
nothing here takes longer than in proportion to the page.
"""

from collections.abc import Iterator
from typing import Any

from ingest.formats.html_words import INLINE
from ingest.formats.main_text.facts import boxes_with_facts
from ingest.formats.main_text.furniture import furniture, lists_of_links
from ingest.formats.main_text.lead import lead
from ingest.formats.main_text.measures import Part, Parts, measured
from ingest.formats.main_text.scores import (
    best_part,
    far_longer_than,
    has_the_longest_run,
    leads_all_others,
    spread_scores,
)
from ingest.formats.main_text.teasers import teasers

FEWEST_PROSE = 400
"""Characters of paragraphs; a page with fewer has no main text."""

_WELL_KEPT = 0.6
"""Of the prose of a page, what its main text has to hold; else all but the furniture is kept."""

_LEADS = 0.6
"""Of all text outside links, what the paragraphs of a main text are; else it is no article."""

_LEADS_PAGE = 0.35
"""The same of all text of the page: the beginnings of other stories stand there too."""

_FEWEST_LINKED = 200
"""Characters of links around a main text, where nothing else tells that they are of the site."""

_MOST_TABLED = 0.3
"""Of a main text, what tables outside it may hold; where they hold more, they belong to it."""

_LEAST_TEXT = 0.15
"""Of the paragraphs of a page, what has to be left without the beginnings of other stories."""


def main_elements(root: Any) -> list[Any]:
    """The elements of a page to read, in order; ``[root]`` where the page is kept whole.

    What is no text within them is made a ``template``, which no reader looks into.
    """
    body = root.find("body")
    if body is None:
        return [root]
    parts = measured(body)
    page = parts[0]
    if page.prose < FEWEST_PROSE:
        return [root]
    left_out = furniture(parts)
    for part in left_out:
        parts.leave_out(part)
    others = teasers(parts)
    if _leaves_a_text(page, others):
        for part in others:
            parts.leave_out(part)
        left_out = _outermost(left_out, others)
    spread_scores(parts)
    main = _main_part(parts)
    if not _leads(main, page):
        return [root]
    if not left_out and page.linked - main.linked < _FEWEST_LINKED:
        return [root]  # a document by itself, not a page of a site
    return _elements(parts, main, left_out)


def _leaves_a_text(page: Part, others: list[Part]) -> bool:
    """Whether a text is left without the beginnings of others; else those are what it is about."""
    said = sum(part.prose for part in others)
    return page.prose - said >= max(FEWEST_PROSE, page.prose * _LEAST_TEXT)


def _outermost(left_out: list[Part], others: list[Part]) -> list[Part]:
    """Both, but for what was left out within others: its facts are among theirs."""
    within = {place for part in others for place in range(part.place, part.end)}
    return [part for part in left_out if part.place not in within] + others


def _elements(parts: Parts, main: Part, left_out: list[Part]) -> list[Any]:
    """The headline with what leads to the text, the text, and facts that stand beside it.

    A part that tells facts stays where it is if it stands in the text.
    """
    boxes = [box for part in left_out for box in boxes_with_facts(parts, part)]
    kept = set(left_out).intersection(boxes)
    before = lead(parts, main)
    for part in (*left_out, *lists_of_links(parts, main)):
        if part not in kept:
            part.element.tag = "template"
    beside = [box for box in boxes if box not in kept or not main.place <= box.place < main.end]
    elements = [part.element for part in (*before, main, *beside)]
    for element in elements:
        element.tail = None
    return elements


def _leads(main: Part, page: Part) -> bool:
    """Whether paragraphs are most of what it says outside links, and much of what the page says."""
    return (
        main.prose >= FEWEST_PROSE / 2
        and main.prose >= (main.characters - main.linked) * _LEADS
        and main.prose >= (page.characters - page.linked) * _LEADS_PAGE
    )


def _main_part(parts: Parts) -> Part:
    """The part with the main text: what the page says it is, else the one that scores best."""
    page = scope = parts[0]
    for stated in _stated(parts):
        first, second = stated[0], stated[1].prose if len(stated) > 1 else 0
        if first.prose >= page.prose * _WELL_KEPT:
            scope = first
            break
        is_article = first.tag == "article" or first.element.get("itemprop") == "articleBody"
        if is_article and (
            first.prose >= far_longer_than(second) or leads_all_others(parts, first)
        ):
            return first
    if scope.tag == "article" or scope.element.get("itemprop") == "articleBody":
        return scope
    main = best_part(parts, scope)
    if scope.tabled - main.tabled > main.characters * _MOST_TABLED:
        return scope
    is_most = scope is page and main.prose >= scope.prose * _WELL_KEPT
    return main if is_most or has_the_longest_run(parts, main, scope) else scope


def _stated(parts: Parts) -> Iterator[list[Part]]:
    """The parts that a page states to hold its text, the narrowest kind first; of each kind the one
    with the most paragraphs first."""
    shown = [one for one in parts.within(parts[0]) if one.prose and one.tag not in INLINE]
    kinds = (
        [one for one in shown if one.element.get("itemprop") == "articleBody"],
        [one for one in shown if one.tag == "article"],
        [one for one in shown if one.tag == "main" or one.element.get("role") == "main"],
    )
    for found in kinds:
        if found:
            yield sorted(found, key=lambda one: one.prose, reverse=True)
