"""What leads to the main text of a page: its headline, first sentences, who wrote it and when."""

from ingest.formats.main_text.measures import Part, Parts

_MOST_LINKED = 0.5
_LONGEST = 1000
"""Characters between a headline and its text; more than that is something else."""


def lead(parts: Parts, main: Part) -> list[Part]:
    """The one headline of the page, where it stands outside the main text, and what is said between
    the two."""
    headlines = [part for part in parts if part.tag == "h1"]
    if len(headlines) != 1 or main.tag == "body":
        return []
    headline = headlines[0]
    if main.place <= headline.place < main.end or headline.place < main.place < headline.end:
        return []
    between = [] if headline.is_left_out else _between(parts, headline, main)
    is_short = sum(part.characters for part in between) <= _LONGEST
    return [headline, *between] if is_short else [headline]


def _between(parts: Parts, headline: Part, main: Part) -> list[Part]:
    """The outermost parts behind the headline that end before the text, but for lists of links."""
    found = []
    place = headline.end
    while place < main.place:
        part = parts[place]
        if part.end > main.place:
            place += 1
            continue
        if not part.is_left_out and part.linked <= part.characters * _MOST_LINKED:
            found.append(part)
        place = part.end
    return found
