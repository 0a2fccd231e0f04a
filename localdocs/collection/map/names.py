"""Names for groups of documents: the words that most of one group have, and few of the others."""

from collections import Counter
from collections.abc import Sequence
from math import log

from localdocs.collection.map.samples import Words

MOST_WORDS = 3
"""Of a name."""

FEWEST_WITH_IT = 2
"""Documents of the group that must have a word."""

LEAST_SHARE = 0.25
"""Of the group's documents that must have a word."""

LEAST_LIFT = 2.0
"""So many times more frequent in the group than in the others a word must be."""

ALSO_GOOD = 0.55
"""A second word must tell the group apart so far as this part of the first."""

HEAD = 0.5
"""What it counts besides that a word stands in a title or a heading."""

_SMOOTHING = 0.02


def names_of(groups: Sequence[Sequence[Words]]) -> list[str]:
    """A name for each group, "" where no word tells it."""
    shares = [_shares(group) for group in groups]
    return [_name(number, groups, shares) for number in range(len(groups))]


def _name(
    number: int, groups: Sequence[Sequence[Words]], shares: Sequence[dict[str, float]]
) -> str:
    group, own = groups[number], shares[number]
    others = [share for other, share in enumerate(shares) if other != number]
    having = Counter(stem for words in group for stem in words.all)
    worth = {
        stem: telling
        for stem, share in own.items()
        if having[stem] >= max(FEWEST_WITH_IT, LEAST_SHARE * len(group))
        and (telling := _telling(share, stem, others)) > 0
    }
    chosen: list[str] = []
    for stem in sorted(worth, key=lambda one: (-worth[one], one)):
        if len(chosen) == MOST_WORDS or worth[stem] < ALSO_GOOD * max(worth.values()):
            break
        if not any(stem in other or other in stem for other in chosen):
            chosen.append(stem)
    return ", ".join(_as_written(stem, group) for stem in chosen)


def _shares(group: Sequence[Words]) -> dict[str, float]:
    """Which part of a group has each word; more where it stands in titles and headings."""
    counted: Counter[str] = Counter()
    for words in group:
        counted.update(words.all.keys())
    heads = Counter(stem for words in group for stem in words.head)
    return {stem: (counted[stem] + HEAD * heads[stem]) / len(group) for stem in counted}


def _telling(share: float, stem: str, others: Sequence[dict[str, float]]) -> float:
    """How far a word tells a group from the others; 0 where it does not."""
    elsewhere = sum(other.get(stem, 0.0) for other in others) / max(len(others), 1)
    lift = (share + _SMOOTHING) / (elsewhere + _SMOOTHING)
    return share * log(lift) if lift >= LEAST_LIFT else 0.0


def _as_written(stem: str, group: Sequence[Words]) -> str:
    """The word as most documents write it; not all in capitals because a heading is."""
    forms = Counter(words.all[stem] for words in group if stem in words.all)
    if any(not form.isupper() for form in forms):
        forms = Counter({form: times for form, times in forms.items() if not form.isupper()})
    return max(forms, key=lambda form: (forms[form], form.islower(), form))
