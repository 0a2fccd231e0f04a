"""Which element holds the paragraphs of a page, as they speak for the elements around them."""

from ingest.formats.html_words import INLINE
from ingest.formats.main_text.measures import LONG_BLOCK, Part, Parts
from ingest.formats.main_text.names import AROUND_TEXT, TEXT

_LEVELS_UP = 5
_MOSTLY = 0.6
_SELDOM_LINKED = 0.15
"""Of a text; the beginnings of other stories stand below their linked titles."""

_HARDLY_LINKED = 0.03
"""Of what is no site around a text: tables, lists and boxes that belong to it."""

_LONG_RUN = 1500
_FAR_LONGER = 3
_SHORT_RUN = 200
_LONGER = 2


def spread_scores(parts: Parts) -> None:
    """A paragraph speaks for the elements around it, the less the farther."""
    shown = parts.within(parts[0])
    scored = [(part, part.score) for part in shown if part.score]
    for part in shown:
        part.score = _weight(part) if part.prose else 0.0
    for part, score in scored:
        is_block = part.tag != "p" and part.own >= LONG_BLOCK
        above = part if is_block else part.above
        if part.is_paragraph:
            around = above if part.tag == "p" and above is not None else part
            around.run += part.own
        for level in range(_LEVELS_UP):
            if above is None:
                break
            above.score += score / (1 if level == 0 else 2 if level == 1 else level * 3)
            above = above.above


def best_part(parts: Parts, scope: Part) -> Part:
    """The part that scores best, or one around it that adds paragraphs more than all else."""
    best = max(parts.within(scope), key=_merit)
    while best is not scope and best.above and (best.tag in INLINE or best.tag in ("p", "pre")):
        best = best.above
    main = around = best
    while around is not scope and around.above is not None:
        around = around.above
        added = around.characters - main.characters
        linked = around.linked - main.linked
        prose = around.prose - main.prose
        is_text = prose >= added * _MOSTLY and linked <= added * _SELDOM_LINKED
        if is_text or linked <= added * _HARDLY_LINKED:
            main = around
    return main


def leads_all_others(parts: Parts, main: Part) -> bool:
    """Whether paragraphs follow one another in it clearly longer than anywhere else on the page."""
    longest, other = _runs(parts, main, parts[0])
    return longest >= max(_SHORT_RUN, other * _LONGER)


def has_the_longest_run(parts: Parts, main: Part, scope: Part) -> bool:
    """Whether paragraphs follow one another in it as nowhere else in the scope."""
    longest, other = _runs(parts, main, scope)
    return longest >= far_longer_than(other)


def _runs(parts: Parts, main: Part, scope: Part) -> tuple[int, int]:
    """The longest run in it, and the longest one elsewhere in the scope."""
    within = [one for one in parts.within(scope) if one.run]
    inside = [one.run for one in within if main.place <= one.place < main.end]
    outside = [one.run for one in within if not main.place <= one.place < main.end]
    return max(inside, default=0), max(outside, default=0)


def far_longer_than(characters: int) -> int:
    """How many characters of paragraphs are far more than these, and a text by themselves."""
    return max(_LONG_RUN, characters * _FAR_LONGER)


def _weight(part: Part) -> float:
    names = part.names
    weight = 5.0 if part.tag in ("article", "main", "div", "section") else 0.0
    weight += 25.0 if not TEXT.isdisjoint(names) else 0.0
    return weight - (0.0 if names.isdisjoint(AROUND_TEXT) else 25.0)


def _merit(part: Part) -> float:
    if not part.prose or part.tag in INLINE:
        return 0.0
    return part.score * (1 - part.linked / max(part.characters, 1))
