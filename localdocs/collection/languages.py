"""Which languages a library is in, judged by a sample of its passages."""

from collections import Counter

from index.connection import Connection
from index.database.passage_texts import sampled_texts
from localdocs.languages.text_language import ENGLISH, language_of

SAMPLED_PASSAGES = 200
"""Enough to see a quarter of a library as a quarter, give or take six in a hundred."""

LEAST_SHARE = 0.25
"""Of the passages whose language is told: less of other languages is not worth half the speed."""


def other_languages(connection: Connection) -> tuple[str, ...]:
    """The languages other than English, most frequent first, if much of the library is in them."""
    found = Counter(map(language_of, sampled_texts(connection, SAMPLED_PASSAGES)))
    del found[""]
    told = found.total()
    del found[ENGLISH]
    if found.total() < LEAST_SHARE * told or not found:
        return ()
    return tuple(name for name, _ in found.most_common())
