"""So many things that are asked for by their number: "the 5 flexible schedules"."""

import re
from dataclasses import dataclass

from localdocs.languages.numbers import VALUES
from localdocs.languages.units import is_unit
from prompts.text.support import stem

FEWEST, MOST = 2, 12

NAMED_WITHIN = 40
"""Characters behind a number and its things, in which they begin to be named."""

_COUNTED = re.compile(
    rf"\b(?P<number>\d{{1,2}}|{'|'.join(VALUES)}) (?:(?!of\b)[^\W\d_]+ ){{0,2}}?"
    r"(?P<noun>[^\W\d_]{3,}s)\b(?: of (?:the |a )?(?P<whole>[^\W\d_]+))?",
    re.IGNORECASE,
)
_OF_ANYTHING = frozenset("kinds types sorts forms names parts ways classes".split())
_ASKS_SOMETHING_ELSE = re.compile(
    r"^\s*(?:is|are|was|were|does|do|did|has|have|can|could|will|would|should|may)\b"
    r"|\bhow\b|\bwhy\b|\bwhen\b|\bwho\b|\bwhere\b|\bi\b|\bwe\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Counted:
    """``number`` things, and the stem of what they are."""

    number: int
    noun: str


def says_so_many(counted: Counted, text: str) -> bool:
    """Whether a text goes on to name the things by their number: "four modes: Eco, …"."""
    for match in _COUNTED.finditer(text):
        said = match["number"].lower()
        number = int(said) if said.isdigit() else VALUES[said]
        nouns = {stem(match["noun"].lower()), stem((match["whole"] or "").lower())}
        named = text[match.end() : match.end() + NAMED_WITHIN].partition("\n\n")[0]
        if number == counted.number and counted.noun in nouns and re.search(r"[:(,]|\n", named):
            return True
    return False


def counted_in(asked: str) -> Counted | None:
    """The things that a question asks for by their number; None where it asks for no such thing."""
    match = _COUNTED.search(asked)
    if match is None or _ASKS_SOMETHING_ELSE.search(asked) or is_unit(match["noun"]):
        return None
    said = match["number"].lower()
    number = int(said) if said.isdigit() else VALUES[said]
    noun = match["noun"].lower()
    if noun in _OF_ANYTHING and match["whole"]:
        noun = match["whole"].lower()
    return Counted(number, stem(noun)) if FEWEST <= number <= MOST else None
