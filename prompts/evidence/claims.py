"""Claims: do the sources say what a sentence of a model's reply says?

A claim is SUPPORTED by one or several quotes, CONTRADICTED by one that says otherwise, or
NOT_FOUND. Numbers with their units, dates, names and "not" have to be there, beside the words they
belong to; other words may be different ones: a logistic regression weighs how many of them are
there, and how near the claim is in meaning. `benchmarks/claims_fit.py` fits it.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from localdocs.types import Hit
from prompts.evidence.agreement import Agreement, Surroundings, agreement, facts_shared, has_another
from prompts.evidence.citations import Quote, Statement, Verdict
from prompts.evidence.reading import Reader, Reading
from prompts.evidence.said import Said, said_in
from prompts.evidence.windows import Window, pooled, windows_of
from prompts.text.orders import without_orders

Embed = Callable[[Sequence[str]], npt.NDArray[np.float32]]
"""Texts to float32 [n, dimension], unit length (`Embedder.embed_passages`)."""

LOOKED_AT, SIZE = 8, 0.02
"""So many of the windows nearest in words and meaning are compared closely; a longer
window counts so much less for each sentence."""

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
    "short",
    "sentences",
    "sentences beyond its length",
)
MEANING, RIVAL = FEATURES.index("meaning"), FEATURES.index("nearer elsewhere")
WEIGHTS = (
    0.28, 0.09, -0.89, 1.48, 1.53, -0.50, 1.51, 1.05, -1.45, 3.68, 0.62, -1.04, 1.06
)  # fmt: skip
BIAS, SURE = -2.38, 0.66

MOST_MISSING = 0.3
"""The weight of the claim's words, beside those of the question, that a stretch may lack: a word
that stands everywhere in the sources. What is made up beside a fact is seen by it."""

SAME_SUBJECT, SAME_MEANING = 0.8, 0.6
"""A stretch says otherwise where it has at least this share of the claim's words, names apart, and
is so near in meaning."""

LEAST_RIVAL = -0.3
"""What is further behind in words and meaning tells nothing more."""

WORDS_A_SENTENCE = 6
"""Words and numbers of a claim that may rest on one more sentence."""

LEAST_OF_A_PART = 3
"""Words and numbers. A shorter part of a claim belongs to the next one."""

_YES_NO = re.compile(r"^(?:yes|no|nope|yeah)\b[\s,.:;!–—-]*", re.IGNORECASE)
_PARTS = re.compile(r"[;:.]\s+|(?:,|(?<!\s))\s+(?:and|but|while|whereas)\s+|(?<!\s)\s+[–—]\s+")


@dataclass(frozen=True, slots=True)
class Compared:
    """A window beside a claim. ``features`` are named by FEATURES."""

    window: Window
    agreement: Agreement
    has_another: bool
    """Whether it has another fact of the kind of each that it lacks."""
    features: tuple[float, ...]

    @property
    def likelihood(self) -> float:
        """How likely the window says the claim, 0..1, its facts apart."""
        total = BIAS + sum(w * f for w, f in zip(WEIGHTS, self.features, strict=True))
        return 1 / (1 + math.exp(-total))

    @property
    def closeness(self) -> float:
        """How near it is in words and in meaning, whatever it says."""
        return self.features[MEANING] + self.agreement.in_stretch

    def beside(self, rival: float) -> "Compared":
        """The same, knowing how close the closest stretch is that lacks a fact of the claim."""
        features = list(self.features)
        features[RIVAL] = max(rival - self.closeness, LEAST_RIVAL)
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
        """Whether all facts and telling words of the claim are there, and none is said
        otherwise."""
        found = self.agreement
        return not found.lacking and not found.otherwise and found.missing <= MOST_MISSING


def _is_sure(compared: Sequence[Compared]) -> bool:
    return bool(compared) and compared[0].agrees and compared[0].likelihood >= SURE


def parts_of(claim: str) -> list[str]:
    """The clauses of a claim that say something of their own, in order."""
    parts: list[str] = []
    start = 0
    for match in _PARTS.finditer(claim):
        if _tells(claim[start : match.start()]) and _tells(claim[match.end() :]):
            parts.append(claim[start : match.start()])
            start = match.end()
    return [*parts, claim[start:]]


def _tells(text: str) -> bool:
    said = said_in(text)
    return len(said.keys) + len(said.days) >= LEAST_OF_A_PART


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

    def check(self, claim: str) -> Statement:
        """The verdict on one sentence, without markers or markup."""
        return self._verdict(claim, self.compare(claim))

    def read_claim(self, claim: str) -> Said:
        """What a claim says. Its first word is a name where the sources write it as one."""
        said = said_in(_YES_NO.sub("", claim))
        known = self._names | self._asked.names
        return replace(said, names=said.names | (said.stems & known))

    def compare(self, claim: str) -> list[Compared]:
        """The windows nearest to a claim, likeliest first."""
        said = self.read_claim(claim)
        if not (said.words or said.amounts or said.days) or not self._windows[1]:
            return []
        claimed = self._embed([claim, f"{self._question} {claim}"])
        chosen = self._nearest(said, claimed[0])
        self._read([window.text for window in chosen])
        found = [self._compared(said, window, claimed) for window in chosen]
        rival = max((one.closeness for one in found if not one.agrees), default=0.0)
        found = [one.beside(rival) for one in found]
        return sorted(found, key=lambda one: (-one.agrees, -one.likelihood))

    def _nearest(self, said: Said, claimed: npt.NDArray[np.float32]) -> list[Window]:
        """The windows with most of a claim's words, facts and meaning, best first."""
        near = self._vectors @ claimed
        stems = said.stems - self._asked.stems or said.stems

        def closeness(index: int) -> float:
            window = self._windows[1][index]
            weight = self._around[window.hit].weight
            words = weight(stems & window.said.stems) / max(weight(stems), 1e-9)
            return words + float(near[index]) + facts_shared(said, window.said) - SIZE * window.size

        order = sorted(range(len(near)), key=closeness, reverse=True)
        return [self._windows[1][index] for index in order[:LOOKED_AT]]

    def _verdict(self, claim: str, compared: Sequence[Compared]) -> Statement:
        if quotes := self._support(claim, compared):
            return Statement(claim, quotes)
        closest = max((one.closeness for one in compared if one.agrees), default=0.0)
        for one in compared:
            if one.contradicts and one.closeness > closest:
                return Statement(claim, (one.window.quote(),), Verdict.CONTRADICTED)
        return Statement(claim, (), Verdict.NOT_FOUND)

    def _support(self, claim: str, compared: Sequence[Compared]) -> tuple[Quote, ...]:
        """The quote that says a claim, or those which say its parts one by one."""
        if _is_sure(compared):
            return (compared[0].window.quote(),)
        if any("swapped" in one.agreement.otherwise for one in compared):
            return ()
        parts = parts_of(claim)
        found = [self.compare(part) for part in parts]
        if len(parts) < 2 or not all(map(_is_sure, found)):
            return ()
        return tuple(dict.fromkeys(one[0].window.quote() for one in found))

    def _compared(self, said: Said, window: Window, claimed: npt.NDArray[np.float32]) -> Compared:
        found = agreement(said, window.said, self._around[window.hit])
        near = claimed @ pooled(self._sentence_vectors, window.first, window.last)
        features = (
            found.new,
            found.all,
            found.in_stretch,
            float(near[0]),
            float(near[1]),
            found.nearness,
            found.weakest,
            found.asked,
            0.0,  # see `Compared.beside`
            self._has_the_answer(said, window),
            float(len(said.words) + len(said.amounts) <= 3),
            float(window.size),
            max(window.size - 1 - len(said.keys) / WORDS_A_SENTENCE, 0.0),
        )
        return Compared(window, found, has_another(said, window.said, found), features)

    def _read(self, texts: Sequence[str]) -> None:
        """Let the reader point to an answer in each of these windows, unless it has."""
        unread = [text for text in dict.fromkeys(texts) if text not in self._readings]
        if unread:
            found = self._reader.read(self._question, unread)
            self._readings |= dict(zip(unread, found, strict=True))

    def _has_the_answer(self, said: Said, window: Window) -> float:
        """How far a claim has the words that the reader points to, times how sure it is; 0..1."""
        reading = self._readings[window.text]
        pointed = said_in(window.text[reading.start : reading.end]).keys
        share = len(said.keys & pointed) / len(pointed) if pointed else 0.0
        return share * reading.answerable

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
        return np.stack([pooled(vectors, one.first, one.last) for one in self._windows[1]])

    @cached_property
    def _weights(self) -> dict[str, float]:
        """How much a stem tells: less where many sentences have it."""
        sentences = [one.said.stems for one in self._windows[1] if one.size == 1]
        counts = Counter(stem for stems in sentences for stem in stems)
        return {stem: 1 / (1 + math.log(count)) for stem, count in counts.items()}

    @cached_property
    def _around(self) -> dict[Hit, Surroundings]:
        return {hit: self._surroundings(hit) for hit in self._sources}

    def _surroundings(self, hit: Hit) -> Surroundings:
        above = f"{hit.heading}\n{hit.columns}\n{hit.title}\n{hit.path.stem}"
        heads = said_in(without_orders(above))
        return Surroundings(self._asked, heads, said_in(hit.text), self._weights)
