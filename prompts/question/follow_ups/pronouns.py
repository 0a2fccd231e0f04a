"""Pronouns: "Where does she live?"."""

import re
from collections.abc import Sequence

from localdocs.types import Turn
from prompts.question.follow_ups.carried import in_its_time, prefixed
from prompts.question.phrases import (
    AUXILIARIES,
    NEW_CLAUSE,
    WITH_BASE_VERB,
    Word,
    names_in,
    noun_phrases,
    subject_of,
    telling_words,
    words_of,
)

READ_OF_ANSWER = 600
"""Characters of an answer in which what a pronoun stands for is looked for."""

THINGS = frozenset("it its they them their theirs".split())
PERSONS = frozenset("he him his she her hers".split())
OWNING = frozenset("its their theirs his hers her".split())
_EMPTY_IT = re.compile(
    r"\bit\b(?= (?:rain|snow)s?\b| takes? to\b| true\b| true that\b| legal\b"
    r"| (?:\w+ ){0,2}(?:allowed|possible|necessary|permitted|forbidden|important|better|safe|okay)"
    r" (?:to|that|for|if)\b)"
    r"|\bit\b(?= take (?:to|for|from|until)\b)|(?<=what time is )it\b|(?<=what date is )it\b",
    re.IGNORECASE,
)
_PROPERTY = re.compile(
    r"^(?:the )?(?:price|cost|weight|length|size|age|height|width|depth|colou?r|name|title|number"
    r"|address|owner|author) of (?=\w)",
    re.IGNORECASE,
)
_OF_A_THING = re.compile(
    r"\bhow (?:heavy|old|long|tall|far|wide|deep|thick|fast|hot|cold)\b|\bwhere\b", re.IGNORECASE
)
"""What is asked of a thing, never of its price."""
_HAPPENS_TO_FIGURES = frozenset(
    """
    amount apply become begin change come compare cost decline decrease develop differ drop end fall
    go grow happen improve increase last look matter mean rise start stay take vary
    """.split()
)


def with_antecedents(question: str, turns: Sequence[Turn]) -> str:
    """The question with its free pronouns replaced by what they stand for."""
    empty = {match.start() for match in _EMPTY_IT.finditer(question)}
    words = words_of(question)
    parts, done, timeless = [], 0, False
    former = turns[-1].standalone
    for position, word in enumerate(words):
        free = word.plain in THINGS | PERSONS and word.start not in empty
        if not free or _is_bound(question, words, position):
            continue
        owns = _owns(words, position)
        thing = antecedent(word.plain, turns, owns=owns)
        if not thing:
            return prefixed(telling_words(former), question)
        if word.plain in {"it", "they"} and _acts(words, position):
            thing = next((name.text for name in names_in(former)), thing)
        if word.plain == "it" and _OF_A_THING.search(question):
            thing = _PROPERTY.sub("", thing)
        parts += [question[done : word.start], owning(thing) if owns else thing]
        done = word.end
        timeless = timeless or word.plain in PERSONS
    replaced = "".join([*parts, question[done:]])
    return replaced if timeless or not parts else in_its_time(replaced, former)


def antecedent(pronoun: str, turns: Sequence[Turn], *, owns: bool = True) -> str:
    """What a pronoun most likely stands for, or "" where nothing offers itself."""
    for turn in reversed(turns):
        found = _person(turn) if pronoun in PERSONS else _thing(turn, owns=owns)
        if found:
            return found
    return ""


def owning(thing: str) -> str:
    """The genitive: "Apple's", "Limes'"."""
    return f"{thing}'" if thing.endswith("s") else f"{thing}'s"


def _acts(words: list[Word], position: int) -> bool:
    """Whether "it" or "they" do something: a company, rather than the figure that was asked for."""
    return (
        0 < position < len(words) - 1
        and words[position - 1].plain in WITH_BASE_VERB
        and words[position + 1].plain not in _HAPPENS_TO_FIGURES
    )


def _is_bound(question: str, words: list[Word], position: int) -> bool:
    """Whether a pronoun has its antecedent in its own question.

    A possessive may mean the subject of its clause, unless it is a part of it ("the address of his
    employer"); any other pronoun may mean only what stands in a clause before.
    """
    word, before = words[position], words[:position]
    phrases = noun_phrases(question[: word.start])
    if _owns(words, position):
        if phrases:
            after = {other.plain for other in before if other.start >= phrases[-1].end}
            return len(phrases) > 1 or not after or not after <= {"of", "for"}
        asked = any(other.plain in {"who", "which", "what", "whose"} for other in before)
        tells = any(other.tells for other in before)
        return asked and tells and before[-1].plain not in AUXILIARIES
    clauses = [other.start for other in before[1:] if other.plain in NEW_CLAUSE]
    clauses += [match.start() for match in re.finditer(",", question[: word.start])]
    return bool(clauses) and any(other.tells and other.start < max(clauses) for other in before)


def _owns(words: list[Word], position: int) -> bool:
    """Whether a pronoun is a possessive; "her" may be either."""
    word, rest = words[position].plain, words[position + 1 :]
    return word in OWNING and bool(rest) and (word != "her" or rest[0].tells)


def _person(turn: Turn) -> str:
    names = [name.text for name in names_in(turn.standalone)]
    told = _only_told(turn, names)
    asked = words_of(turn.standalone)[:2]
    if told and any(word.plain in {"who", "whom", "whose", "which"} for word in asked):
        return told[0]
    full = [name for name in names if " " in name]
    return next(iter([*full, *names, *told]), "") or subject_of(turn.standalone)


def _thing(turn: Turn, *, owns: bool) -> str:
    """For "its" the owner, which is most often named; for "it" the whole that was asked about."""
    names = [name.text for name in names_in(turn.standalone)]
    if owns and names:
        return names[0]
    told = _only_told(turn, names)
    if told and _asks_which(turn.standalone):
        return told[0]
    return subject_of(turn.standalone) or next(iter([*names, *told]), "")


def _only_told(turn: Turn, asked: list[str]) -> list[str]:
    """The names in an answer that its question has not."""
    told = names_in(turn.answer_text[:READ_OF_ANSWER])
    return [name.text for name in told if name.text not in asked]


def _asks_which(question: str) -> bool:
    """Whether the thing that was asked about is in the answer: "Which company made the stove?"."""
    words = words_of(question)
    return (
        len(words) > 2
        and words[0].plain in {"which", "what"}
        and words[1].tells
        and words[2].plain not in AUXILIARIES
    )
