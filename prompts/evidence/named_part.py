"""A question without the names that its document supplies.

"What was the cause of the accident near Seward, Alaska?" is answered on a page that says neither,
in a report whose title says where. A reader that looks at a passage alone holds the missing name
against it, rightly: most passages of other reports miss it as well. So each passage is asked what
is left when the names are taken out that its document has, and the passage has not.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from localdocs.languages.months import WHOLE_NAME

_WORD = re.compile(r"[^\W_]+")
_NAME = rf"(?!(?:{WHOLE_NAME}|FY|Q[1-4])\b|FY\d)(?:[A-Z]|\d+[A-Z])[\w&.-]*(?:['’]s)?"
_RUN = re.compile(
    r"(?P<before>(?:\b(?:in|at|near|of|from|by|for|on|to|with)\s+)?(?:\b[Tt]he\s+)?)"
    rf"\b(?P<name>{_NAME}(?:,?\s+(?:{_NAME}))*)"
)
_NO_NAMES = frozenset(
    """
    who whom whose what which when where why how is are was were do does did has have had can could
    may might must shall should will would the a an in on at according list name give tell show
    describe explain i
    """.split()
)
_SHORTEST = 2


def without_names(question: str, names: str, text: str) -> str:
    """``question`` with "it" or "its" for each name that stands in ``names`` (the title and the
    file's name of a document) and of which no word stands in ``text``; with a preposition it is
    left out. The question as it is where nothing would be left to ask."""
    known, said = _Words.of(names), _Words.of(text)

    def shortened(match: re.Match[str]) -> str:
        words = _words_of(match)
        if not words or not known.has(words) or said.has(words):
            return match.group()
        if match["name"].endswith(("'s", "’s")):
            return f"{match['before'].removesuffix('the ')}its"
        return "" if match["before"].split() else "it"

    asked = _RUN.sub(shortened, question)
    asked = re.sub(r"\s+([?,.])", r"\1", " ".join(asked.split()))
    return asked if len(_WORD.findall(asked)) > _SHORTEST else question


def names_another(question: str, text: str) -> bool:
    """Whether a question names somebody or something of which no word stands in ``text``."""
    known = _Words.of(text)
    runs = [words for match in _RUN.finditer(question) if (words := _words_of(match))]
    return any(not known.has(words) for words in runs)


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a text, and all of them joined: "Best Buy" is in "BESTBUY_2024"."""

    single: frozenset[str]
    joined: str

    @classmethod
    def of(cls, text: str) -> "_Words":
        words = [word.lower() for word in _WORD.findall(text.replace("_", " "))]
        return cls(frozenset(words), "".join(words))

    def has(self, name: Sequence[str]) -> bool:
        """Whether any word of a name is there, or its first two as one."""
        return not self.single.isdisjoint(name) or "".join(name[:2]) in self.joined


def _words_of(match: re.Match[str]) -> list[str]:
    """The telling words of a name; none where it is no name, but a question's first word."""
    words = [word.lower() for word in _WORD.findall(match["name"]) if word != "s"]
    if match.start("name") == 0 or (words[:1] and words[0] in _NO_NAMES):
        return []
    return [word for word in words if word not in _NO_NAMES and len(word) >= _SHORTEST]
