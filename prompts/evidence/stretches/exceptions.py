"""The exception that follows a sentence: a rule that is quoted without it is another rule."""

import re

from localdocs.languages.english import EXCEPTIONS
from prompts.evidence.citations import Quote, quote_of_page
from prompts.text.sentences import sentence_spans

LONGEST_EXCEPTION = 300
"""Characters after a quote that are looked at."""

_BEGINS = re.compile(rf"\W*(?:{'|'.join(EXCEPTIONS)})\b", re.IGNORECASE)


def with_exception(quote: Quote, page: str) -> Quote:
    """A quote with the sentence or line right behind it where that says what it does not hold for:
    "not on Easter Monday"."""
    after = page[quote.end : quote.end + LONGEST_EXCEPTION].partition("\n\n")[0]
    start, stop = next(sentence_spans(after), (0, 0))
    is_cut = len(after) == LONGEST_EXCEPTION and stop == len(after.rstrip())
    if is_cut or not _BEGINS.match(after, start):
        return quote
    return quote_of_page(quote.hit, quote.start, quote.end + stop, page)
