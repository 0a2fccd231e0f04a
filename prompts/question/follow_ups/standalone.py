"""Decides what a question leans on, if anything, and lets that be put in its place."""

import re
from collections.abc import Sequence

from localdocs.types import Turn
from prompts.question.follow_ups.carried import names_and_times, prefixed
from prompts.question.follow_ups.fragments import is_fragment, with_fragment
from prompts.question.follow_ups.items import with_item
from prompts.question.follow_ups.pointing import points_back, with_what_is_meant
from prompts.question.follow_ups.pronouns import PERSONS, THINGS, with_antecedents
from prompts.question.phrases import (
    AUXILIARIES,
    PREPOSITIONS,
    QUESTION_WORDS,
    Word,
    names_in,
    telling_words,
    words_of,
)

LONGEST_LEANING = 16
"""Words. A longer question says itself what its pronouns mean."""
LONGEST_FORMER = 600
"""Characters. A pasted page is no question that another one follows."""
_OPENING = re.compile(
    r"(?:(?:ok|okay|so|then|now)\b,?\s+)*"
    r"(?P<links>(?:(?:but|and|also)\b,?\s*)(?:(?:so|then|now|also)\b,?\s*)?)?"
    r"(?P<about>(?:what|how) about\b\s*)?",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"(?:(?:can you |please )*(?:tell me more|more(?: details?)?|go on|explain|elaborate|details)"
    r"(?: (?:about )?(?:it|that|this))?(?:,? please)?)",
    re.IGNORECASE,
)
_ASKS_AGAIN = QUESTION_WORDS | {"exactly", "not", "so", "else", "come", "long", "often", "since"}


def standalone_question(question: str, turns: Sequence[Turn]) -> str:
    """The question with what it takes from the last turns, or exactly as it is.

    ``turns`` are in the order in which they were asked.
    """
    turns = [turn for turn in turns if len(turn.standalone) <= LONGEST_FORMER]
    if not turns or not question.strip():
        return question
    former = turns[-1].standalone
    opening = _OPENING.match(question.strip())
    assert opening is not None  # it may be empty
    rest = question.strip()[opening.end() :]
    opened = bool(opening["links"] or opening["about"])
    plain = rest.rstrip("?!. ")
    words = words_of(plain)
    if len(words) <= LONGEST_LEANING and (of_item := with_item(question.strip(), turns)):
        return of_item
    if _MORE.fullmatch(plain) or _only_asks_again(words) or (opened and not words):
        return prefixed(telling_words(former), question)
    if is_fragment(words):
        return with_fragment(plain, former, turns, opened) or question
    if len(words) <= LONGEST_LEANING:
        replaced = with_antecedents(rest, turns)
        if replaced != rest:
            return replaced
        if points_back(rest, former):
            return with_what_is_meant(rest, former)
    if opened and not names_in(rest):
        return _carrying_names(question, former)
    return question


def _only_asks_again(words: list[Word]) -> bool:
    """Whether nothing is asked but "why?", "how much?", "since when?"."""
    return (
        bool(words)
        and all(
            word.plain in _ASKS_AGAIN or word.plain in PREPOSITIONS or not word.tells
            for word in words
        )
        and any(word.plain in QUESTION_WORDS for word in words)
        and not any(word.plain in THINGS | PERSONS | AUXILIARIES for word in words)
    )


def _carrying_names(question: str, former: str) -> str:
    """ "And who is the chairman?", asked after Apple, means the one of Apple."""
    names = [name.text for name in names_in(former)]
    return prefixed(names_and_times(former, question), question) if names else question
