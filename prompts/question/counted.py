"""So many things that are asked for by their number: "the 5 flexible schedules"."""

import re
from dataclasses import dataclass

from localdocs.languages.numbers import VALUES
from localdocs.languages.units import is_unit
from prompts.text.support import stem

FEWEST, MOST = 2, 12

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
