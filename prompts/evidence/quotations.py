"""A question that is nothing but a quotation is answered with the places that have its words."""

import re
from collections.abc import Sequence

from localdocs.types import Hit
from prompts.evidence.citations import Quote
from prompts.evidence.pieces import pieces_of

MOST_PLACES = 3


def places_of(quotation: str, hits: Sequence[Hit]) -> list[Quote]:
    """The sentences, items and rows that have these words, one after the other: the first of each
    hit, as far as MOST_PLACES."""
    if not quotation:
        return []
    words = re.compile(r"\s+".join(map(re.escape, quotation.split())), re.IGNORECASE)
    places = []
    for hit in hits:
        if match := words.search(hit.text):
            start, end = hit.start + match.start(), hit.start + match.end()
            around = [it for it in pieces_of(hit) if it.start < end and start < it.end]
            start = min([start, *(it.start for it in around)])
            end = max([end, *(it.end for it in around)])
            places.append(Quote(hit, start, end, hit.text[start - hit.start : end - hit.start]))
    return places[:MOST_PLACES]
