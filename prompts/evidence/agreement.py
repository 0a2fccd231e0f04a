"""How far a stretch of a source agrees with a claim: what it lacks, and what it says otherwise."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from prompts.evidence.said import Amount, Day, Said, Word
from prompts.text.support import stem
from prompts.text.units import OPPOSITES, SIGNS, UNITS

NEAR = 8
"""Places. Words further away from a number or a name say nothing about what it belongs to."""

RIVAL, TOLD_APART = 1.5, 0.1
"""By how much better the words around a number have to fit another one, to be that one's."""

COPIED, LEAST_COPIED = 0.8, 5
"""A claim with so large a share of the words of a stretch, and of its own there, is a copy."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How a stretch compares with a claim.

    ``lacking`` are facts of the claim that the stretch does not have, ``otherwise`` those which it
    has differently (another number of the same unit, a "not" more). The shares are of the weight of
    the claim's words: ``new`` of those that the question does not have, ``all``; ``missing`` is the
    weight of the new ones that are not there. ``nearness``: how
    far the words around the claim's facts are those around the same facts there, on the whole
    and (``weakest``) for the fact that is new beside the question and fits worst. ``asked``: the
    share of the question's words. ``subject``: the share of the claim's words that are no names.
    """

    lacking: tuple[str, ...]
    otherwise: tuple[str, ...]
    new: float
    missing: float
    all: float
    nearness: float
    weakest: float
    in_stretch: float
    asked: float
    subject: float


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What may stand outside a stretch: what was asked, and what is above and around it.

    ``heads`` (title, heading, column heads) may supply new words and numbers, ``passage`` only what
    the claim repeats of the question.
    """

    question: Said
    heads: Said
    passage: Said
    weights: Mapping[str, float]
    """How much a stem tells; rare ones more."""

    def weight(self, stems: Iterable[str]) -> float:
        return sum(self.weights.get(one, 1.0) for one in stems)


def agreement(claim: Said, there: Said, around: Surroundings) -> Agreement:
    """Compare."""
    lacking = [*_amounts_lacking(claim, there, around), *_days_lacking(claim, there, around)]
    lacking += _names_lacking(claim, there, around)
    otherwise = [*_denials(claim, there), *_opposites(claim, there), *_misplaced(claim, there)]
    otherwise += _copied_wrongly(claim, there)
    stems = {word.stem for word in claim.words}
    new = stems - around.question.stems
    known = there.stems | around.heads.stems
    backed = known | (around.question.stems & around.passage.stems)
    near = _nearness(claim, there)
    fresh = [share for share, stem_ in near if stem_ not in around.question.stems]
    return Agreement(
        tuple(lacking),
        tuple(otherwise),
        _share(new, known, around),
        around.weight(new - known),
        _share(stems, backed, around),
        sum(share for share, _ in near) / len(near) if near else 0.5,
        min(fresh, default=0.5),
        _share(stems, there.stems, around),
        _share(set(around.question.stems), known, around),
        _share(stems - claim.names, backed, around),
    )


def _share(part: set[str], whole: frozenset[str], around: Surroundings) -> float:
    return around.weight(part & whole) / around.weight(part) if part else 1.0


def facts_shared(claim: Said, there: Said) -> float:
    """The share of the claim's numbers and dates that a stretch has, whatever they belong to."""
    facts: list[Amount | Day] = [*claim.amounts, *claim.days]
    return sum(bool(_places_of(fact, there)) for fact in facts) / len(facts) if facts else 0.0


def has_another(claim: Said, there: Said, found: Agreement) -> bool:
    """Whether a stretch has, for all that it lacks, something else of the same kind: a number of
    the same unit, a date, a name."""
    kinds = {fact.partition(" ")[0] for fact in found.lacking}
    units = {one.unit for one in claim.amounts}
    instead = {
        "amount": any(
            one.unit in units or bool(_places_of(one, claim))
            for one in there.amounts
            if not one.vague
        ),
        "date": bool(there.days),
        "name": bool(there.names - claim.names),
    }
    return bool(kinds) and all(instead[kind] for kind in kinds)


def same_value(one: Amount, other: Amount) -> bool:
    """Whether two numbers are one; a table may name the scale elsewhere."""
    if math.isclose(one.value * one.scale, other.value * other.scale, rel_tol=1e-9):
        return True
    return one.value == other.value and 1.0 in (one.scale, other.scale)


def _fits(mine: Amount, its: Amount) -> bool:
    if not same_value(mine, its):
        return False
    if mine.unit and its.unit and mine.unit != its.unit:
        return False
    return not (mine.limit and its.limit and mine.limit != its.limit)


def _amounts_lacking(claim: Said, there: Said, around: Surroundings) -> list[str]:
    return [
        f"amount {amount.value * amount.scale:g} {amount.unit}".strip()
        for amount in claim.amounts
        if not amount.vague and not _has_amount(amount, there, around)
    ]


def _has_amount(amount: Amount, there: Said, around: Surroundings) -> bool:
    if any(_fits(amount, other) for other in there.amounts):
        return _unit_is_there(amount, there, around)
    if any(_fits(amount, other) for other in around.heads.amounts):
        return True
    repeated = any(_fits(amount, other) for other in around.question.amounts)
    return repeated and any(same_value(amount, other) for other in around.passage.amounts)


def _unit_is_there(amount: Amount, there: Said, around: Surroundings) -> bool:
    """Whether a number that has no unit of its own in the stretch may have that of the claim."""
    if not amount.unit or any(_fits(amount, one) and one.unit for one in there.amounts):
        return True
    if amount.unit in SIGNS and not there.is_row:
        return amount.unit in {one.unit for one in around.heads.amounts} | around.heads.stems
    said = (there, around.heads, around.question, around.passage)
    return amount.unit in {UNITS.get(token) for one in said for token in one.tokens}


def _days_lacking(claim: Said, there: Said, around: Surroundings) -> list[str]:
    return [
        f"date {day.year}-{day.month}-{day.day}"
        for day in claim.days
        if not _has_day(day, there, around)
    ]


def _has_day(day: Day, there: Said, around: Surroundings) -> bool:
    """Whether a date is there; its year may stand elsewhere in the passage, or in the question."""
    if any(day.is_within(other) for other in (*there.days, *around.heads.days)):
        return True
    if day.year and not day.month and any(one.value == day.year for one in there.amounts):
        return True
    outside = (*around.heads.days, *around.question.days, *around.passage.days)
    without_year = replace(day, year=0)
    if day.month and day.year in {one.year for one in outside}:
        return any(without_year.is_within(other) and not other.year for other in there.days)
    repeated = any(day.is_within(other) for other in around.question.days)
    return repeated and any(day.is_within(other) for other in around.passage.days)


def _names_lacking(claim: Said, there: Said, around: Surroundings) -> list[str]:
    known = there.stems | around.heads.stems
    repeated = around.question.stems & (around.passage.stems | around.heads.stems)
    return [f"name {one}" for one in sorted(claim.names - known - repeated)]


def _denials(claim: Said, there: Said) -> list[str]:
    """Whether one of the two denies what the other says. What is denied is first of all the word
    after the "not"."""
    its = {key for denied in there.denials for key in denied}
    for denied in claim.denials:
        known = [key for key in denied if key in there.keys]
        if not there.denials or (known and denied[0] == known[0] and known[0] not in its):
            return ["denial"]
        if known and not its.intersection(known) and there.plain.issuperset(known):
            return ["denial"]
    for denied in there.denials:
        known = [key for key in denied if key in claim.keys]
        if known and denied[0] == known[0] and known[0] in claim.plain - there.plain:
            return ["denial"]
        if known and claim.plain.issuperset(known) and there.plain.isdisjoint(known):
            return ["denial"]
    return []


def _copied_wrongly(claim: Said, there: Said) -> list[str]:
    """What is different in a claim that is otherwise the stretch, word for word: a "not" more or
    less, or a name in place of another one, whatever the heads and the question say."""
    shared = len(claim.stems & there.stems)
    if shared < COPIED * max(len(claim.stems), len(there.stems), LEAST_COPIED):
        return []
    if len(claim.denials) != len(there.denials):
        return ["denial"]
    if claim.names - there.stems and there.names - claim.stems:
        return ["name"]
    return []


def _opposites(claim: Said, there: Said) -> list[str]:
    mine = claim.stems | claim.tokens
    its = there.stems | there.tokens
    for pair in OPPOSITES:
        for one, other in (pair, pair[::-1]):
            ones = {*one, *map(stem, one)}
            others = {*other, *map(stem, other)}
            if mine & ones and not mine & others and its & others and not its & ones:
                return [f"opposite {min(mine & ones)}"]
    return []


def _around(words: Sequence[Word], place: int) -> dict[str, float]:
    """The stems near a place, with how near they are, in (0, 1]."""
    near: dict[str, float] = {}
    for word in words:
        distance = abs(word.place - place)
        if 0 < distance <= NEAR:
            near[word.stem] = max(near.get(word.stem, 0.0), 1 / (1 + distance))
    return near


def _match(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return sum(min(weight, other.get(stem_, 0.0)) for stem_, weight in one.items())


def _misplaced(claim: Said, there: Said) -> list[str]:
    """Numbers that stand there beside the words of another number."""
    alike: tuple[Sequence[Amount | Day], ...] = (claim.amounts, claim.days)
    for facts in alike:
        if any(_is_swapped(one, other, claim, there) for one, other in combinations(facts, 2)):
            return ["swapped"]
    if any(_is_of_another(amount, claim, there) for amount in claim.amounts):
        return ["of something else"]
    return []


def _is_swapped(one: Amount | Day, other: Amount | Day, claim: Said, there: Said) -> bool:
    """Whether the words around two numbers fit better when the numbers change places."""
    if isinstance(one, Amount) and isinstance(other, Amount) and not _comparable(one, other):
        return False
    ones, others = _places_of(one, there), _places_of(other, there)
    if not ones or not others or set(ones) & set(others):
        return False
    mine, mine_other = _around(claim.words, one.place), _around(claim.words, other.place)
    straight = _best(mine, ones, there) + _best(mine_other, others, there)
    crossed = _best(mine, others, there) + _best(mine_other, ones, there)
    in_order = any((one.place < other.place) == (a < b) for a in ones for b in others)
    return crossed > straight * 1.1 or (crossed >= straight * 0.95 and not in_order)


def _comparable(one: Amount, other: Amount) -> bool:
    return one.unit == other.unit or "" in (one.unit, other.unit)


def _places_of(fact: Amount | Day, there: Said) -> list[int]:
    if isinstance(fact, Day):
        return [its.place for its in there.days if fact.is_within(its)]
    return [its.place for its in there.amounts if same_value(fact, its)]


def _is_of_another(amount: Amount, claim: Said, there: Said) -> bool:
    """Whether the words around a number tell of another number of its unit, which the claim does
    not have. Words that are about as near to both tell nothing."""
    its = _places_of(amount, there)
    rivals = [
        one.place
        for one in there.amounts
        if one.unit in ("", amount.unit)
        and not any(same_value(one, said) for said in claim.amounts)
    ]
    if not its or not rivals or amount.vague:
        return False
    near = _around(claim.words, amount.place)
    own = _nearest(near, its, there)
    return any(
        sum(max(rival[key] - own[key], 0.0) for key in near)
        > RIVAL * sum(max(own[key] - rival[key], 0.0) for key in near) + TOLD_APART
        for rival in (_nearest(near, [place], there) for place in rivals)
    )


def _nearest(near: Mapping[str, float], places: Sequence[int], there: Said) -> dict[str, float]:
    """How near each of these words comes to one of several places, at most as near as it was."""
    found = [_around(there.words, place) for place in places]
    return {
        key: min(weight, max(one.get(key, 0.0) for one in found)) for key, weight in near.items()
    }


def _best(near: Mapping[str, float], places: Sequence[int], there: Said) -> float:
    return max(_match(near, _around(there.words, place)) for place in places)


def _nearness(claim: Said, there: Said) -> list[tuple[float, str]]:
    """How far the words around each of the claim's numbers and names are those around it there,
    0..1, with the name's stem."""
    shares = []
    for place, places, stem_ in _anchors(claim, there):
        near = _around(claim.words, place)
        whole = sum(near.values())
        if whole and places:
            shares.append((_best(near, places, there) / whole, stem_))
    return shares


def _anchors(claim: Said, there: Said) -> Iterable[tuple[int, list[int], str]]:
    facts: list[Amount | Day] = [*claim.amounts, *claim.days]
    for fact in facts:
        yield fact.place, _places_of(fact, there), ""
    for word in claim.words:
        if word.stem in claim.names:
            yield word.place, [o.place for o in there.words if o.stem == word.stem], word.stem
