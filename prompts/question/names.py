"""The names in a question, and the question without those that a document supplies.

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


@dataclass(frozen=True, slots=True)
class _Run:
    """A name where it stands: ``question[start:end]``, a preposition or "the" before it included.

    ``words`` are its telling ones, in lower case.
    """

    start: int
    end: int
    before: str
    is_possessive: bool
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """The names in ``question``."""

    question: str
    runs: tuple[_Run, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The telling words of all names, in lower case."""
        return tuple(word for run in self.runs for word in run.words)

    @classmethod
    def of(cls, question: str) -> "Names":
        """Every run of words written large, but the question's own first word."""
        runs = [
            _Run(match.start(), match.end(), match["before"], _is_possessive(match["name"]), words)
            for match in _RUN.finditer(question)
            if (words := _words_of(match))
        ]
        return cls(question, tuple(runs))

    def left_out(self, known: str, said: str) -> str:
        """The question with "it" or "its" for each name that stands in ``known`` (the title and
        the file's name of a document) and of which no word stands in ``said``; with a preposition
        it is left out. The question as it is where nothing would be left to ask."""
        in_document, in_text = _Words.of(known), _Words.of(said)
        asked = self.question
        for run in reversed(self.runs):
            if in_document.has(run.words) and not in_text.has(run.words):
                asked = asked[: run.start] + _instead_of(run) + asked[run.end :]
        asked = re.sub(r"\s+([?,.])", r"\1", " ".join(asked.split()))
        return asked if len(_WORD.findall(asked)) > _SHORTEST else self.question

    def name_another(self, text: str) -> bool:
        """Whether there is a name of which no word stands in ``text``."""
        known = _Words.of(text)
        return any(not known.has(run.words) for run in self.runs)


def _instead_of(run: _Run) -> str:
    if run.is_possessive:
        return f"{run.before.removesuffix('the ')}its"
    return "" if run.before.split() else "it"


def _is_possessive(name: str) -> bool:
    return name.endswith(("'s", "’s"))


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


def _words_of(match: re.Match[str]) -> tuple[str, ...]:
    """The telling words of a name; none where it is no name, but a question's first word."""
    words = [word.lower() for word in _WORD.findall(match["name"]) if word != "s"]
    if match.start("name") == 0 or (words[:1] and words[0] in _NO_NAMES):
        return ()
    return tuple(word for word in words if word not in _NO_NAMES and len(word) >= _SHORTEST)
