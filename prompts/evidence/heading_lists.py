"""Lists whose items are headings: "the 5 types" that five sections below one heading explain."""

import re
from collections.abc import Callable, Iterable, Sequence

from localdocs.types import Hit
from prompts.evidence.citations import Quote, Statement, quote_of_page
from prompts.evidence.headings import BELOW, is_like_heading
from prompts.question.counted import Counted
from prompts.text.support import telling_stems


def heading_list(
    counted: Counted,
    hits: Iterable[Hit],
    headings_of: Callable[[Hit], Sequence[str]],
    page_of: Callable[[Hit], str],
) -> Statement | None:
    """The headings below one of the best hits' headings, if they are as many as were asked for and
    are called what was asked for, each of them or the one above. ``headings_of`` gives the paths of
    headings on the page of a hit, in order."""
    for hit in hits:
        paths, page = headings_of(hit), page_of(hit)
        for parent in _parents(hit.heading):
            name = parent.rpartition(BELOW)[2]
            for below in (_below(name, paths), _lines_below(name, paths, page)):
                quotes = _quotes(hit, below, page)
                if len(quotes) == counted.number and _is_called(counted.noun, name, below):
                    said = "\n".join(f"- {quote.text}" for quote in quotes)
                    return Statement(said, tuple(quotes))
    return None


def _is_called(noun: str, name: str, below: Sequence[str]) -> bool:
    """Whether the heading above, or each of those below it, is called what was asked for: one
    section on modes among four sections makes them no modes."""
    return noun in telling_stems(name) or all(noun in telling_stems(one) for one in below)


def _parents(heading: str) -> list[str]:
    """A heading and the one above it."""
    above = heading.rpartition(BELOW)[0]
    return [one for one in (heading, above) if one]


def _below(name: str, paths: Sequence[str]) -> list[str]:
    """The headings right below one, in order. A path may begin further down than another's."""
    found = []
    for path in paths:
        parts = path.split(BELOW)
        if name in parts[:-1]:
            found.append(parts[parts.index(name) + 1])
    return list(dict.fromkeys(found))


def _lines_below(name: str, paths: Sequence[str], page: str) -> list[str]:
    """The lines below a heading that stand alone and look like one, up to the next heading that is
    not below it: a short section shares the passage of another one, and its heading is lost."""
    others = {path.split(BELOW)[0] for path in paths if name not in path.split(BELOW)}
    lines = page.split("\n")
    if name not in lines:
        return []
    found = []
    for number in range(lines.index(name) + 1, len(lines)):
        line = lines[number]
        if line in others:
            break
        alone = not lines[number - 1] and number + 1 < len(lines) and not lines[number + 1]
        if alone and is_like_heading(line):
            found.append(line)
    return found


def _quotes(hit: Hit, names: Sequence[str], page: str) -> list[Quote]:
    """The lines of the page that are these headings, one below the other; none where one is not
    there."""
    quotes, place = [], 0
    for name in names:
        match = re.compile(rf"^{re.escape(name)}$", re.MULTILINE).search(page, place)
        if match is None:
            return []
        quotes.append(quote_of_page(hit, match.start(), match.end(), page))
        place = match.end()
    return quotes
