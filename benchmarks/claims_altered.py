"""One thing of a true sentence changed, so that it is no longer what the sources say.

A new number or name stands somewhere in the same sources where there is one: that is the mistake
which language models make, and the one that is hard to see.
"""

import random
import re
from collections.abc import Callable
from itertools import pairwise

from localdocs.languages.english import MONTHS

_NUMBER = re.compile(r"(?<![\w.,-])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\w-]|[.,]\d)")
_SMALL = re.compile(
    r"(?<!-)\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve)\b(?! of\b|-)", re.IGNORECASE
)
_NAME = re.compile(r"(?<=[\w,;] )(?:[A-Z][\w'’-]+)(?: (?:of |de |the )?[A-Z][\w'’-]+)*")
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|will|would|can|could|should|must|may|did|does|do|has|have|had)\b"
    r"(?! not\b|n['’]t)"
)
_NOT = re.compile(r" not\b(?! only)|(?<=[a-z])n['’]t\b")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b")
_NO_NAMES = frozenset({*MONTHS, "I", "The", "A", "In", "He", "She", "It", "They", "We", "This"})
_UNITS = {
    "hours": "days", "hour": "day", "days": "weeks", "day": "week", "weeks": "months",
    "week": "month", "months": "years", "month": "year", "years": "months", "year": "month",
    "minutes": "hours", "minute": "hour", "seconds": "minutes", "million": "billion",
    "billion": "million", "thousand": "million", "percent": "points", "%": " kg", "km": "miles",
    "miles": "km", "kilometres": "miles", "kg": "g", "metres": "feet", "feet": "metres",
    "dollars": "euros", "$": "€", "€": "$", "£": "$", "people": "companies",
}  # fmt: skip
_UNIT = re.compile(
    rf"(?<=\d)\s?(?:%)|[$€£](?=\s?\d)|(?<=\d )(?:{'|'.join(u for u in _UNITS if u.isalpha())})\b"
)
_LIMITS = {
    "at least": "at most", "at most": "at least", "more than": "less than", "up to": "at least",
    "less than": "more than", "before": "after", "after": "before", "maximum": "minimum",
    "minimum": "maximum", "over": "under", "no more than": "no less than", "longer": "shorter",
}  # fmt: skip
_LIMIT = re.compile(
    rf"\b(?:{'|'.join(sorted(_LIMITS, key=len, reverse=True))})\b(?= (?:of )?(?:the )?[$€£]?\d)",
    re.IGNORECASE,
)

_PLAIN = re.compile(r"(?<!\w)[a-z]{5,}(?!\w)")
_PHRASE = re.compile(
    r"\b(?:for|with|in|by|from|at|on|after|because of) (?:the |a |an |their |all )?"
    r"[a-z]{4,}(?: (?:of |and )?(?:the )?[a-z]{4,}){1,3}"
)


def altered(kind: str, claim: str, sources: str, chance: random.Random) -> str:
    """The claim made wrong in one way; "" where there is nothing to change in it so."""
    changed = ALTERATIONS[kind](claim, sources, chance)
    return changed if changed != claim else ""


def _number(claim: str, sources: str, chance: random.Random) -> str:
    """Another number: one of the sources of the same length, or one that is nowhere."""
    found = [match for match in _NUMBER.finditer(claim) if not _is_year_or_item(match)]
    small = list(_SMALL.finditer(claim))
    if not found and small:
        words = "two three four five six seven eight nine ten twelve".split()
        word = small[0].group()
        return _put(claim, small[0], chance.choice([one for one in words if one != word.lower()]))
    if not found:
        return claim
    match = chance.choice(found)
    said = {one.group() for one in _NUMBER.finditer(claim)}
    near = {
        one
        for one in _NUMBER.findall(sources)
        if one not in said and abs(len(one) - len(match.group())) <= 1 and not _YEAR.fullmatch(one)
    }
    if near and chance.random() < 0.6:
        return _put(claim, match, chance.choice(sorted(near)))
    digits = match.group()
    place = next(i for i, sign in enumerate(digits) if sign.isdigit())
    first = str(int(digits[place]) % 9 + 1)
    return _put(claim, match, digits[:place] + first + digits[place + 1 :])


def _is_year_or_item(match: re.Match[str]) -> bool:
    """Whether a number is a year, or numbers a sentence or a heading at its beginning."""
    return bool(_YEAR.fullmatch(match.group())) or (
        match.start() == 0 and match.string[match.end() :].startswith((". ", ") "))
    )


def _swapped(claim: str, _sources: str, chance: random.Random) -> str:
    """Two numbers change places."""
    found = list(_NUMBER.finditer(claim)) or list(_SMALL.finditer(claim))
    pairs = [
        (one, other)
        for one, other in pairwise(found)
        if one.group() != other.group()
        and bool(_YEAR.fullmatch(one.group())) == bool(_YEAR.fullmatch(other.group()))
        and not re.fullmatch(r"\s?(?:-|–|to|and|,)\s?", claim[one.end() : other.start()])
    ]
    if not pairs:
        return claim
    one, other = chance.choice(pairs)
    between = claim[one.end() : other.start()]
    return f"{claim[: one.start()]}{other.group()}{between}{one.group()}{claim[other.end() :]}"


def _unit(claim: str, _sources: str, chance: random.Random) -> str:
    found = list(_UNIT.finditer(claim))
    if not found:
        return claim
    match = chance.choice(found)
    return _put(claim, match, _UNITS[match.group().strip()])


def _date(claim: str, sources: str, chance: random.Random) -> str:
    """Another month, or another year, of the sources where they name one."""
    if match := _MONTH.search(claim):
        return _put(claim, match, chance.choice([one for one in MONTHS if one != match.group()]))
    if match := _YEAR.search(claim):
        there = sorted(set(_YEAR.findall(sources)) - set(_YEAR.findall(claim)))
        wrong = chance.choice(there) if there else str(int(match.group()) - chance.randint(1, 9))
        return _put(claim, match, wrong)
    return claim


def _name(claim: str, sources: str, chance: random.Random) -> str:
    """Another name of the sources."""
    found = [one for one in _NAME.finditer(claim) if one.group() not in _NO_NAMES]
    words = set(re.findall(r"\w+", claim))
    others = [
        name
        for name in sorted(set(_NAME.findall(sources)) - _NO_NAMES)
        if words.isdisjoint(re.findall(r"\w+", name))
    ]
    if not found or not others:
        return claim
    match = chance.choice(found)
    return _put(claim, match, chance.choice(others))


def _negation(claim: str, _sources: str, _chance: random.Random) -> str:
    """A "not" more, or one less."""
    if match := _NOT.search(claim):
        return _put(claim, match, "n" if claim[: match.start()].endswith("ca") else "")
    if match := _AUXILIARY.search(claim):
        return f"{claim[: match.end()]} not{claim[match.end() :]}"
    return claim


def _limit(claim: str, _sources: str, _chance: random.Random) -> str:
    if match := _LIMIT.search(claim):
        return _put(claim, match, _LIMITS[match.group().lower()])
    return claim


def _word(claim: str, sources: str, chance: random.Random) -> str:
    """A plain word gives way to another one of the sources."""
    found = list(_PLAIN.finditer(claim))
    others = sorted(set(_PLAIN.findall(sources)) - set(_PLAIN.findall(claim)))
    if not found or not others:
        return claim
    return _put(claim, chance.choice(found), chance.choice(others))


def _addition(claim: str, sources: str, chance: random.Random) -> str:
    """A few words more, taken from elsewhere in the sources."""
    words = set(_PLAIN.findall(claim))
    others = [one for one in _PHRASE.findall(sources) if words.isdisjoint(_PLAIN.findall(one))]
    if not others:
        return claim
    end = re.search(r"[.!?]?\s*$", claim)
    assert end is not None
    return f"{claim[: end.start()]} {chance.choice(others)}{end.group()}"


def _put(claim: str, match: re.Match[str], new: str) -> str:
    return claim[: match.start()] + new + claim[match.end() :]


ALTERATIONS: dict[str, Callable[[str, str, random.Random], str]] = {
    "number": _number,
    "swapped": _swapped,
    "unit": _unit,
    "date": _date,
    "name": _name,
    "negation": _negation,
    "limit": _limit,
    "word": _word,
    "addition": _addition,
}
"""What is changed, each with the function that changes it."""
