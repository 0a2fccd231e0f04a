"""The beginnings of other stories: each with a picture and a heading that leads elsewhere.

Without pictures they may be the parts of a manual, whose headings lead to pages of their own.
"""

from itertools import groupby

from ingest.formats.main_text.measures import Part, Parts

_FEWEST = 3
_LONGEST = 400
"""Characters of paragraphs; what says more below its linked heading is the story itself."""


def teasers(parts: Parts) -> list[Part]:
    """The outermost parts that hold one such beginning, where several stand side by side; none that
    was left out already."""
    found = []
    place = 1
    while place < len(parts):
        part = parts[place]
        is_one = part.heads == part.linked_heads == 1 and part.prose <= _LONGEST
        is_one = is_one and not part.is_left_out and part.element.find(".//img") is not None
        if is_one:
            found.append(part)
        place = part.end if is_one or not part.linked_heads or part.is_left_out else place + 1
    groups = [list(group) for _, group in groupby(found, key=lambda one: one.above)]
    return [one for group in groups if len(group) >= _FEWEST for one in group]
