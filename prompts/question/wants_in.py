"""What kind of answer a question wants in another language than English."""

from collections.abc import Iterator

from localdocs.languages.spelling import folded
from localdocs.languages.words import Language, in_words
from prompts.question.wants import LONGEST_TOPIC, Wants

FIRST_WORDS = 4
"""A single word that asks stands among so many at a question's beginning; "precio" anywhere."""

LONGEST_UNSPACED_TOPIC = 6
"""Characters."""

_ANYWHERE = frozenset(("price", "number"))


def wants_in(asked: str, known: Language) -> Wants:
    """What the asking part of a question wants."""
    kinds = frozenset(_kinds(asked, known))
    number = not kinds.isdisjoint(("number", "time", "price"))
    length = len(asked.split()) if known.is_spaced else len(asked.strip("?？"))
    return Wants(
        number=number,
        price="price" in kinds,
        time="time" in kinds,
        fact=not kinds.isdisjoint(("fact", "person", "place")),
        more="reason" in kinds,
        person="person" in kinds and not number,
        list="list" in kinds and not number,
        steps="steps" in kinds and not number,
        verdict="verdict" in kinds,
        topic=not kinds
        and length <= (LONGEST_TOPIC if known.is_spaced else LONGEST_UNSPACED_TOPIC),
        several=False,
    )


def _kinds(asked: str, known: Language) -> Iterator[str]:
    """What the phrases ask for that are there; a longer one goes before those within it."""
    rest = f" {' '.join(in_words(asked))} " if known.is_spaced else folded(asked)
    phrases = [(phrase, kind) for kind, of_kind in known.asks.items() for phrase in of_kind]
    for phrase, kind in sorted(phrases, key=lambda one: -len(one[0])):
        sought = f" {phrase} " if known.is_spaced else phrase
        place = rest.find(sought)
        if place >= 0 and (not known.is_spaced or _may_ask(rest[:place], phrase, kind)):
            yield kind
            rest = rest.replace(sought, " | ", 1)


def _may_ask(before: str, phrase: str, kind: str) -> bool:
    """Whether a phrase asks where it stands: a verb at the beginning, a word near it."""
    words = len(before.split())
    if kind == "verdict":
        return not words or " " in phrase or len(phrase) <= 2
    return " " in phrase or kind in _ANYWHERE or words < FIRST_WORDS
