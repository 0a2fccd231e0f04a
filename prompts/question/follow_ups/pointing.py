"""What else points back: "that report", "there", "the same year"."""

import re

from prompts.question.follow_ups.carried import prefixed
from prompts.question.phrases import (
    AUXILIARIES,
    NEW_CLAUSE,
    names_in,
    noun_phrases,
    telling_words,
    times_in,
    words_of,
)

_POINTING = re.compile(
    r"(?P<which>\b(?:that|this|these|those)|(?<=\bthe )same)\b(?P<noun> \w+)?(?P<next> \w+)?",
    re.IGNORECASE,
)
_BEFORE_THAT = frozenset(
    "about after are at before by did do does for from in is of on than was were with".split()
)
"""After one of these, or first, "that" points; elsewhere it most often begins a clause."""
_OUR_TIME = frozenset("year month week quarter morning evening afternoon day".split())
_DOCUMENTS = frozenset(
    """
    article book class code document documents example file files function handbook implementation
    library manual module package page pages paper policy program project report reports section
    slide slides study table test text
    """.split()
)
"""What "this …" may be said of without any question before."""


def points_back(question: str, former: str) -> bool:
    """Whether a question speaks of something that only the former one tells."""
    if any(_points(question, match, former) for match in _POINTING.finditer(question)):
        return True
    plain = [word.plain for word in words_of(question)]
    for position, word in enumerate(plain):
        around = {*plain[max(position - 1, 0) : position], *plain[position + 1 : position + 2]}
        if word == "there" and not around & (AUXILIARIES | {"s"}):
            return True
    return bool(plain) and plain[-1] == "then"


def with_what_is_meant(question: str, former: str) -> str:
    """With "that report" as the report of the former question, or after its telling words."""
    years = [phrase for kind, phrase in times_in(former) if kind == "year"]
    for match in _POINTING.finditer(question):
        noun = (match["noun"] or "").strip().lower()
        if noun == "year" and len(years) == 1:
            start = (
                question.lower().rindex("the ", 0, match.start())
                if match["which"] == "same"
                else match.start()
            )
            return question[:start] + years[0].text + question[match.end("noun") :]
        for phrase in noun_phrases(former) if match["which"].lower() != "same" else []:
            if noun and noun in (word.plain for word in words_of(phrase.text)):
                return question[: match.start()] + phrase.text + question[match.end("noun") :]
    return prefixed(telling_words(former), question)


def _points(question: str, match: re.Match[str], former: str) -> bool:
    """Whether a "that" or "this" means something of the former question."""
    which, noun = match["which"].lower(), (match["noun"] or "").strip().lower()
    before = words_of(question[: match.start()])
    if any(word.plain in NEW_CLAUSE for word in before[1:]):
        return False
    if noun in _heads(former) or which == "same":
        return not names_in(question)
    if which == "that":
        return not before or before[-1].plain in _BEFORE_THAT
    nouns = {noun, (match["next"] or "").strip().lower()}
    return not nouns & (_OUR_TIME | _DOCUMENTS | {"who", "that", "which"})


def _heads(text: str) -> set[str]:
    """The last words of the noun phrases of a text."""
    return {words_of(phrase.text)[-1].plain for phrase in noun_phrases(text)}
