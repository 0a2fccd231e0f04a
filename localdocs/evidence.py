"""Evidence: which sentences of the passages speak to the question, and whether they answer it.

Everything here works without a language model. It is what ``--no-llm`` answers with, what stands in
when a model's reply is not supported by the sources, and what decides "not in your documents".
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from index.embedder import Embedder
from localdocs.types import Hit
from prompts.citations import Quote
from prompts.sentences import sentence_spans
from prompts.support import content_of, telling_stems

PASSAGES_LOOKED_AT = 6
"""Sentences are taken from this many of the best passages."""

SHORTEST = 12
"""Characters. Less is a heading or a page number, not a sentence."""

COVERAGE_WEIGHT = 0.35
"""How much the share of the question's words in a sentence counts beside its cosine."""

RANK_WEIGHT = 0.2
"""How much the rank of its passage counts."""

WRONG_KIND = 0.7
"""What is left of a sentence without a number where the question asks for one."""

_ASKS_FOR_A_NUMBER = re.compile(
    r"\b(?:how (?:many|much|long|old|far|tall|high|large|big|often|late|early)|when"
    r"|what (?:year|date|time|percent\w*|amount|price|number)|which year|on what date)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"(?:Both|It|They|This|These|Those|That|He|She|Such|Its|Their|His|Her|The latter|The former)\b"
)
_DOT_LEADERS = re.compile(r"(?:\.\s?){5,}|_{5,}")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that speaks to the question. ``score`` is higher for better ones.

    ``similarity`` is the cosine between question and sentence; ``coverage`` the share of the
    question's telling words, weighted by rarity, that the sentence, its headings or the title have.
    """

    quote: Quote
    score: float
    similarity: float
    coverage: float


def find_evidence(
    question: str, hits: Sequence[Hit], embedder: Embedder, rarity: Mapping[str, float]
) -> list[Evidence]:
    """The sentences of the best hits, best first. ``rarity`` weighs the stems of the question."""
    quotes = [quote for hit in hits[:PASSAGES_LOOKED_AT] for quote in _sentences(hit)]
    if not quotes:
        return []
    vectors = embedder.embed_passages([_in_context(quote) for quote in quotes])
    similarities = vectors @ embedder.embed_query(question)
    evidence = []
    for quote, similarity in zip(quotes, similarities.tolist(), strict=True):
        fit = 1.0 if _is_of_the_kind(question, quote.text) else WRONG_KIND
        coverage = fit * covered(rarity, f"{_document(quote.hit)}\n{_in_context(quote)}")
        score = fit * similarity + COVERAGE_WEIGHT * coverage + RANK_WEIGHT * quote.hit.score
        evidence.append(Evidence(quote, score, fit * similarity, coverage))
    return sorted(evidence, key=lambda item: -item.score)


def _is_of_the_kind(question: str, sentence: str) -> bool:
    """Whether a sentence could answer at all: who asks how many wants a number."""
    if not _ASKS_FOR_A_NUMBER.search(question):
        return True
    return bool(content_of(sentence).numbers - content_of(question).numbers)


def rarity_of(question: str, frequency: Callable[[str], int], total: int) -> dict[str, float]:
    """Inverse document frequency (Robertson and Sparck Jones) of the question's telling stems.

    ``frequency`` tells in how many of ``total`` passages a word occurs.
    """
    return {
        stem: math.log(1 + (total - count + 0.5) / (count + 0.5))
        for stem, word in telling_stems(question).items()
        for count in (min(frequency(word), total),)
    }


def covered(rarity: Mapping[str, float], text: str) -> float:
    """The share, weighted by rarity, of the question's words that a text has: 0..1."""
    total = sum(rarity.values())
    if not total:
        return 0.0
    present = telling_stems(text)
    return sum(weight for stem, weight in rarity.items() if stem in present) / total


def likelihood(
    hits: Sequence[Hit], evidence: Sequence[Evidence], rarity: Mapping[str, float]
) -> float:
    """How likely it is that the passages answer the question, 0..1.

    A logistic regression over four numbers; its weights were fitted by
    ``benchmarks/answerability.py`` and are explained there.
    """
    if not hits or not evidence:
        return 0.0
    return _logistic(features(hits, evidence, rarity))


def features(
    hits: Sequence[Hit], evidence: Sequence[Evidence], rarity: Mapping[str, float]
) -> tuple[float, ...]:
    """What the likelihood is computed from: the best passage's cosine, the best sentence's cosine,
    the best coverage by one passage, and the best coverage by one sentence."""
    looked_at = hits[:PASSAGES_LOOKED_AT]
    return (
        max((hit.similarity or 0.0) for hit in looked_at),
        max(item.similarity for item in evidence),
        max(covered(rarity, _whole(hit)) for hit in looked_at),
        max(item.coverage for item in evidence),
    )


WEIGHTS = (8.54, 7.71, 1.98, 5.28)
BIAS = -9.58


def _logistic(values: Sequence[float]) -> float:
    total = BIAS + sum(w * value for w, value in zip(WEIGHTS, values, strict=True))
    return 1.0 / (1.0 + math.exp(-total))


def _sentences(hit: Hit) -> list[Quote]:
    """The sentences of a hit; one that ends in a colon takes the next one along, and one that
    begins with a word like "both" the one before."""
    spans = list(sentence_spans(hit.text))
    quotes = []
    for number, (start, end) in enumerate(spans):
        if hit.text[end - 1] == ":" and number + 1 < len(spans):
            end = spans[number + 1][1]
        if number and _POINTS_BACK.match(hit.text, start):
            start = spans[number - 1][0]
        if end - start >= SHORTEST and not _DOT_LEADERS.search(hit.text, start, end):
            quotes.append(Quote(hit, hit.start + start, hit.start + end, hit.text[start:end]))
    return quotes


def _in_context(quote: Quote) -> str:
    """A sentence with what stands above it, as it is compared with the question."""
    return "\n".join(part for part in (quote.hit.heading, quote.columns, quote.text) if part)


def _whole(hit: Hit) -> str:
    return "\n".join((_document(hit), hit.heading, hit.columns, hit.text))


def _document(hit: Hit) -> str:
    """The words that say which document this is."""
    return f"{hit.title}\n{hit.path.stem.replace('_', ' ')}"
