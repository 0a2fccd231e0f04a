"""Footnotes of Markdown: what a quote refers to by "[^1]", wherever on its page that stands."""

import re

from prompts.evidence.citations import Quote, quote_of_page

_MARK = re.compile(r"\[\^([^\]\s]{1,40})\](?!:)")


def footnotes_of(quote: Quote, page: str) -> list[Quote]:
    """The footnotes that a quote refers to and does not hold, in their order."""
    found = []
    for name in dict.fromkeys(_MARK.findall(quote.text)):
        note = re.search(rf"^\[\^{re.escape(name)}\]: \S.*$", page, re.MULTILINE)
        if note and not quote.start <= note.start() < quote.end:
            found.append(quote_of_page(quote.hit, note.start(), note.end(), page))
    return found
