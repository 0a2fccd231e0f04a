"""What another document says instead: the same thing, in the same words, with another value.

Only where both places say it of the same thing. Rows of tables, labels with a value and what "she"
or "next" point to do not tell what they are about; what was once paid or used is no contradiction.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from localdocs.types import Hit
from prompts.evidence.agreement import same_value
from prompts.evidence.finding import Evidence
from prompts.evidence.said import Amount, Day, Said, said_in
from prompts.question.question import Question
from prompts.text.pairs import PAIR_LINE
from prompts.text.sentences import sentence_spans
from prompts.text.support import readings, stem

_CLAUSE = re.compile(r"[;()\n]|,\s|\s(?:and|but|while|whereas|or)\s")
_POINTS_ELSEWHERE = frozenset(
    "he she it they him her them his hers its their theirs this that these those another other "
    "next last previous former".split()
)
_HAPPENED = frozenset(
    "was were had did paid spent used bought sold received earned worked took made".split()
)
_CHANGES = frozenset(
    map(
        stem,
        "adapt adjust amount annual become change current currently daily decrease increase lower "
        "monthly new now old quarterly raise reduce rise set start valid weekly yearly".split(),
    )
)
"""Stems that a newer sentence may have beside those of the one that it replaces."""
_RHYTHM = re.compile(
    r"(?:\b(?:an?|per|each|every)\s+|/\s?)(hour|day|night|week|month|quarter|year)\b"
    r"|\b(dai|week|month|quarter|year)ly\b",
    re.IGNORECASE,
)
_SALUTATION = re.compile(r"^[^\S\n]*+dear[^\S\n]++([^\n,!:]{1,60})", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Otherwise:
    """Another value of what was answered: the clause that has it, and where it stands."""

    hit: Hit
    words: str


@dataclass(frozen=True, slots=True)
class _Claim:
    """What a clause says of a thing: one value of a kind ("euro", "date")."""

    words: str
    subject: frozenset[str]
    kind: str
    value: Amount | Day
    rhythm: str
    """"month" of "a month", "monthly"; "" where none is said."""

    def contradicts(self, other: "_Claim") -> bool:
        """Whether another clause says of the same thing that it has another value."""
        if (self.subject, self.kind) != (other.subject, other.kind):
            return False
        if self.rhythm and other.rhythm and self.rhythm != other.rhythm:
            return False
        return _differ(self.value, other.value)


def said_otherwise(
    question: Question, evidence: Sequence[Evidence], hits: Sequence[Hit]
) -> list[Otherwise]:
    """What other documents say instead of the first evidence, in the order of the hits."""
    if not evidence:
        return []
    lead = evidence[0]
    value = said_in(lead.answer.text)
    answered = [claim for claim in _claims(lead.quote.text) if _is_in(claim.value, value)]
    found: dict[Path, Otherwise] = {}
    for hit in hits if answered else ():
        for claim in _claims(hit.text) if _is_about_the_same(question, lead.quote.hit, hit) else ():
            if any(claim.contradicts(one) for one in answered):
                found.setdefault(hit.path, Otherwise(hit, claim.words))
    return list(found.values())


def _is_about_the_same(question: Question, own: Hit, other: Hit) -> bool:
    """Whether a passage of another document has the words of the question that the first one has,
    and is no letter to somebody else."""
    if own.path == other.path:
        return False
    asked = question.stems.keys()
    if not asked & readings(_with_heads(own)) <= readings(_with_heads(other)):
        return False
    addressed = [_SALUTATION.search(hit.text) for hit in (own, other)]
    return len({found[1].casefold() for found in addressed if found}) < 2


def _with_heads(hit: Hit) -> str:
    return "\n".join((hit.title, hit.path.stem.replace("_", " "), hit.heading, hit.text))


def _claims(text: str) -> Iterator[_Claim]:
    """The clauses of a text that give one value of a kind to something."""
    for start, end in sentence_spans(text):
        sentence = text[start:end]
        if said_in(sentence).is_row or PAIR_LINE.match(sentence):
            continue
        for clause in _CLAUSE.split(" ".join(sentence.split())):
            said = said_in(clause)
            if said.tokens & (_POINTS_ELSEWHERE | _HAPPENED) or said.denials:
                continue
            subject = said.stems - _CHANGES
            for kind, value in _values(said).items():
                if subject - {kind}:
                    yield _Claim(clause.strip(), subject, kind, value, _rhythm_of(clause))


def _values(said: Said) -> dict[str, Amount | Day]:
    """The value of each kind of which a text has only one."""
    nouns = {word.place: word.stem for word in said.words if not word.name}
    found: list[tuple[str, Amount | Day]] = [
        (amount.unit or nouns.get(amount.place + 1, ""), amount)
        for amount in said.amounts
        if not amount.vague
    ]
    found += [("date", day) for day in said.days if day.day]
    kinds = [kind for kind, _ in found]
    return {kind: value for kind, value in found if kind and kinds.count(kind) == 1}


def _rhythm_of(clause: str) -> str:
    found = _RHYTHM.search(clause)
    return (found[1] or found[2]).lower().replace("dai", "day") if found else ""


def _is_in(value: Amount | Day, said: Said) -> bool:
    if isinstance(value, Day):
        return any(value.is_within(day) or day.is_within(value) for day in said.days)
    return any(same_value(value, amount) for amount in said.amounts)


def _differ(one: Amount | Day, other: Amount | Day) -> bool:
    """Whether two values cannot both be meant. A bound ("up to") holds several."""
    if isinstance(one, Amount) and isinstance(other, Amount):
        return one.limit == other.limit and not same_value(one, other)
    if isinstance(one, Day) and isinstance(other, Day):
        return not (one.is_within(other) or other.is_within(one))
    return True
