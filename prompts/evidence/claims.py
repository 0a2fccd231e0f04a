"""Claims: do the sources say what a sentence of a model's reply says?

A claim is SUPPORTED by one or several quotes, CONTRADICTED by one that says otherwise, or
NOT_FOUND. Numbers with their units, dates, names and "not" have to be there, beside the words they
belong to; other words may be different ones: a logistic regression weighs how many of them are
there, and how near the claim is in meaning. `benchmarks/claims_fit.py` fits it.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

import numpy as np
import numpy.typing as npt

from localdocs.types import Hit
from prompts.evidence.agreement import Agreement, Surroundings, agreement, has_another, together
from prompts.evidence.citations import Quote
from prompts.evidence.reading import Reader, Reading
from prompts.evidence.said import Said, said_in
from prompts.evidence.windows import Window, pooled, windows_of

Embed = Callable[[Sequence[str]], npt.NDArray[np.float32]]
"""Texts to float32 [n, dimension], unit length (`Embedder.embed_passages`)."""

LOOKED_AT, BEGINNINGS, MOST_QUOTES = 8, 2, 3
"""So many of the windows nearest in words and meaning are compared closely; so many of them also
together with others, of which there are so many in all."""

FEATURES = (
    "new words there",
    "all words there",
    "words in the stretch",
    "meaning",
    "meaning with the question",
    "nearness of facts",
    "nearness of the worst",
    "question's words there",
    "nearer elsewhere",
    "reader's place has the claim",
    "reader's score",
    "short",
    "sentences",
)
MEANING, RIVAL = FEATURES.index("meaning"), FEATURES.index("nearer elsewhere")
WEIGHTS = (2.12, -1.42, -0.93, 1.23, 2.09, -1.32, 3.25, 1.40, -5.40, 2.91, -0.34, 0.95, -1.93)
BIAS, SURE = -2.09, 0.64

SAME_SUBJECT, SAME_MEANING = 0.8, 0.6
"""A stretch says otherwise where it has at least this share of the claim's words, names apart, and
is so near in meaning."""

LEAST_OF_A_PART = 3
"""Words and numbers. A shorter part of a claim belongs to the one before."""

_YES_NO = re.compile(r"^(?:yes|no|nope|yeah)\b[\s,.:;!–—-]*", re.IGNORECASE)
_PARTS = re.compile(r"[;:.]\s+|,?\s+(?:and|but|while|whereas)\s+|\s+[–—]\s+")


class Verdict(StrEnum):
    """What the sources say of a claim."""

    SUPPORTED = "supported"
    NOT_FOUND = "not found"
    CONTRADICTED = "contradicted"


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A claim, its verdict, and the quotes that support or contradict it, in order of the claim."""

    text: str
    verdict: Verdict
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """Windows beside a claim: one, or several that have more of it together. ``features`` are
    named by FEATURES."""

    windows: tuple[Window, ...]
    agreement: Agreement
    has_another: bool
    """Whether it has another fact of the kind of each that it lacks."""
    features: tuple[float, ...]

    @property
    def likelihood(self) -> float:
        """How likely the window says the claim, 0..1, its facts apart."""
        total = BIAS + sum(w * f for w, f in zip(WEIGHTS, self.features, strict=True))
        return 1 / (1 + math.exp(-total))

    def beside(self, rival: float) -> "Compared":
        """The same, knowing how near the nearest stretch is that says otherwise."""
        features = list(self.features)
        features[RIVAL] = max(rival - features[MEANING], 0.0)
        return replace(self, features=tuple(features))

    @property
    def contradicts(self) -> bool:
        """Whether the window says the same of another number, date or name, or denies it."""
        found = self.agreement
        if found.subject < SAME_SUBJECT or self.features[MEANING] < SAME_MEANING:
            return False
        return bool(found.otherwise) or self.has_another

    @property
    def agrees(self) -> bool:
        """Whether all facts of the claim are there, and none is said otherwise."""
        return not self.agreement.lacking and not self.agreement.otherwise


def _is_sure(compared: Sequence[Compared]) -> bool:
    return bool(compared) and compared[0].agrees and compared[0].likelihood >= SURE


def _quotes(compared: Compared) -> tuple[Quote, ...]:
    return tuple(window.quote() for window in compared.windows)


def parts_of(claim: str) -> list[str]:
    """The clauses of a claim that say something of their own, in order."""
    parts: list[str] = []
    for piece in _PARTS.split(claim):
        said = said_in(piece)
        tells = len(said.stems) + len(said.amounts) + len(said.days)
        if parts and tells < LEAST_OF_A_PART:
            parts[-1] += f", {piece}"
        elif piece.strip():
            parts.append(piece)
    return parts


class ClaimCheck:
    """Checks the sentences of one answer. What it learns of the sources is kept between them.

    ``embed`` gives vectors of passages; ``reader`` tells which of several facts of a sentence
    answers the question.
    """

    def __init__(self, question: str, sources: Sequence[Hit], embed: Embed, reader: Reader) -> None:
        self._question = question
        self._asked = said_in(question)
        self._sources = list(sources)
        self._embed = embed
        self._reader = reader
        self._readings: dict[str, Reading] = {}

    def check(self, claim: str) -> CheckedClaim:
        """The verdict on one sentence, without markers or markup."""
        compared = self.compare(claim)
        return self._verdict(claim, compared)

    def compare(self, claim: str) -> list[Compared]:
        """The windows nearest to a claim, likeliest first."""
        said = self._claim(claim)
        if not (said.words or said.amounts or said.days) or not self._windows[1]:
            return []
        claimed = self._embed([claim, f"{self._question} {claim}"])
        near = claimed @ self._vectors.T
        surroundings = {id(hit): self._around(hit) for hit in self._sources}
        rough = []
        for index, window in enumerate(self._windows[1]):
            around = surroundings[id(window.hit)]
            stems = said.stems - self._asked.stems or said.stems
            facts = self._facts_there(said, window)
            words = around.weight(stems & window.said.stems) / max(around.weight(stems), 1e-9)
            rough.append((words + float(near[0, index]) + facts - 0.02 * window.size, index))
        rough.sort(reverse=True)
        nearest = [self._windows[1][index] for _, index in rough[:LOOKED_AT]]
        chosen: list[tuple[Window, ...]] = [(window,) for window in nearest]
        for first in nearest[:BEGINNINGS]:
            chosen += self._together(said, first)
        found = [self._compared(said, windows, surroundings, claimed) for windows in chosen]
        others = [one.features[MEANING] for one in found if not one.agrees]
        rival = max(others, default=0.0)
        found = [one.beside(rival) for one in found]
        return sorted(found, key=lambda one: (-one.agrees, -one.likelihood))

    def _verdict(self, claim: str, compared: Sequence[Compared]) -> CheckedClaim:
        if quotes := self._support(claim, compared):
            return CheckedClaim(claim, Verdict.SUPPORTED, quotes)
        for one in compared:
            if one.contradicts and not any(other.agrees for other in compared):
                return CheckedClaim(claim, Verdict.CONTRADICTED, _quotes(one))
        return CheckedClaim(claim, Verdict.NOT_FOUND)

    def _support(self, claim: str, compared: Sequence[Compared]) -> tuple[Quote, ...]:
        """The quote that says a claim, or those which say its parts one by one."""
        if _is_sure(compared):
            return _quotes(compared[0])
        if any("swapped" in one.agreement.otherwise for one in compared):
            return ()
        parts = parts_of(claim)
        found = [self.compare(part) for part in parts]
        if len(parts) < 2 or not all(map(_is_sure, found)):
            return ()
        return tuple(dict.fromkeys(quote for one in found for quote in _quotes(one[0])))

    def _claim(self, claim: str) -> Said:
        """What a claim says. Its first word is a name where the sources write it as one."""
        said = said_in(_YES_NO.sub("", claim))
        known = self._names | self._asked.names
        return replace(said, names=said.names | (said.stems & known))

    def _facts_there(self, said: Said, window: Window) -> float:
        facts = {(a.value, "") for a in said.amounts} | {(d.year, d.month) for d in said.days}
        its = {(a.value, "") for a in window.said.amounts} | {
            (d.year, d.month) for d in window.said.days
        }
        return len(facts & its) / len(facts) if facts else 0.0

    def _together(self, said: Said, first: Window) -> Iterator[tuple[Window, ...]]:
        """A window with one more sentence, and with two, that have what it lacks of a claim."""
        wanted, chosen = said.keys - self._asked.keys, [first]
        for _ in range(MOST_QUOTES - 1):
            lacking = wanted.difference(*(one.said.keys for one in chosen))
            single = [one for one in self._windows[1] if one.size == 1]
            best = max(single, key=lambda one: len(one.said.keys & lacking))
            if not best.said.keys & lacking:
                return
            chosen.append(best)
            yield tuple(chosen)

    def _compared(
        self,
        said: Said,
        windows: tuple[Window, ...],
        surroundings: dict[int, Surroundings],
        claimed: npt.NDArray[np.float32],
    ) -> Compared:
        there = said_in("\n".join(one.text for one in windows))
        around = together([surroundings[id(one.hit)] for one in windows])
        found = agreement(said, there, around)
        near = claimed @ pooled(self._sentence_vectors, [one.sentences for one in windows])
        window = windows[0]
        place, score = self._read(said, window)
        features = (
            found.new,
            found.all,
            found.in_stretch,
            float(near[0]),
            float(near[1]),
            found.nearness,
            found.weakest,
            found.asked,
            0.0,
            place,
            score,
            float(len(said.words) + len(said.amounts) <= 3),
            float(sum(one.size for one in windows)),
        )
        return Compared(windows, found, has_another(said, there, found), features)

    def _read(self, said: Said, window: Window) -> tuple[float, float]:
        """How far the claim has the words that the reader points to, and how sure it is; 0..1."""
        text = window.text
        if text not in self._readings:
            (self._readings[text],) = self._reader.read(self._question, [text])
        reading = self._readings[text]
        pointed = said_in(text[reading.start : reading.end])
        mine = said.stems | {str(a.value) for a in said.amounts} | {str(d) for d in said.days}
        its = pointed.stems | {str(a.value) for a in pointed.amounts}
        share = len(mine & its) / len(its) if its else 0.0
        return share * reading.answerable, reading.answerable

    @cached_property
    def _windows(self) -> tuple[list[str], list[Window]]:
        return windows_of(self._sources)

    @cached_property
    def _names(self) -> frozenset[str]:
        """Words that the sources write like names only."""
        as_name: set[str] = set()
        plain: set[str] = set()
        for window in self._windows[1]:
            if window.size == 1:
                for word in window.said.words:
                    (as_name if word.name else plain).add(word.stem)
        return frozenset(as_name - plain)

    @cached_property
    def _sentence_vectors(self) -> npt.NDArray[np.float32]:
        """float32 [sentences, dimension]."""
        return self._embed(self._windows[0])

    @cached_property
    def _vectors(self) -> npt.NDArray[np.float32]:
        """float32 [windows, dimension]."""
        vectors = self._sentence_vectors
        return np.stack([pooled(vectors, [one.sentences]) for one in self._windows[1]])

    @cached_property
    def _weights(self) -> dict[str, float]:
        """How much a stem tells: less where many sentences have it."""
        sentences = [one.said.stems for one in self._windows[1] if one.size == 1]
        counts = Counter(stem for stems in sentences for stem in stems)
        return {stem: 1 / (1 + math.log(count)) for stem, count in counts.items()}

    def _around(self, hit: Hit) -> Surroundings:
        heads = said_in(f"{hit.heading}\n{hit.columns}\n{hit.title}\n{hit.path.stem}")
        return Surroundings(self._asked, heads, said_in(hit.text), self._weights)
