"""Evidence across languages: the sentence nearest in meaning, where no words are shared.

Only a multilingual embedding model tells anything then, and how near is near depends on the model.
Of 28 questions that documents in another language answer, multilingual-e5-small served 8 at this
nearness, all of them right, and 1 of 90 that they do not (docs/decisions/0013-other-languages.md).
"""

from collections.abc import Callable, Sequence

from localdocs.languages.known_language import language_of
from localdocs.languages.text_language import ENGLISH
from localdocs.languages.text_language import language_of as language_of_text
from localdocs.languages.unspaced import extent
from localdocs.types import Hit
from prompts.evidence.citations import Quote
from prompts.evidence.finding import SHORTEST, Evidence, log_odds, sentence_around
from prompts.evidence.headings import heading_within, stands_alone
from prompts.evidence.shared_words import kind_of
from prompts.evidence.sureness import SHARED_ENOUGH
from prompts.question.question import Question
from prompts.text.sentences import sentence_spans

Similarity = Callable[[Sequence[str]], Sequence[float]]
"""How near the question is to each text in meaning, in -1..1."""

NEAR_ENOUGH = {"multilingual-e5-small": 0.3}
"""The nearness from which a sentence is shown, by the beginning of a model's identity; on the scale
of `index.embedding.cosines`, where this is a cosine of 0.84."""

HITS_COMPARED, HITS_TOLD = 5, 3
"""Of so many of the best hits sentences are compared, and the language is told."""


def near_enough(identity: str) -> float | None:
    """The least nearness that tells anything across languages, for an embedding model; None where
    it knows one language, or is not known."""
    known = (least for name, least in NEAR_ENOUGH.items() if identity.startswith(name))
    return next(known, None)


def are_foreign(hits: Sequence[Hit]) -> bool:
    """Whether the best hits are all in another language than English, and that is certain."""
    told = {language_of_text(hit.text) for hit in hits[:HITS_TOLD]}
    return bool(told) and told.isdisjoint({ENGLISH, ""})


def evidence_by_meaning(
    question: Question, hits: Sequence[Hit], similarity: Similarity, least: float
) -> list[Evidence]:
    """The sentence of the best hits that is nearest in meaning, if that is ``least`` or more;
    never more than just enough to be shown as the nearest. A sentence in the question's own
    language is left to its words."""
    spans = [(hit, *span) for hit in hits[:HITS_COMPARED] for span in _sentences(question, hit)]
    texts = [_in_its_place(*span) for span in spans]
    near = similarity(texts) if texts else ()
    best = max(zip(near, spans, strict=True), key=lambda one: one[0], default=None)
    if best is None or best[0] < least:
        return []
    nearness, (hit, start, end) = best
    quote = sentence_around(hit, start, end)
    if quote is None:
        return []
    answer = Quote(hit, hit.start + start, hit.start + end, hit.text[start:end])
    features = (log_odds(nearness), log_odds(hit.score), SHARED_ENOUGH, 0.0, 0.0)
    return [Evidence(answer, quote, SHARED_ENOUGH, features)]


def _sentences(question: Question, hit: Hit) -> list[tuple[int, int]]:
    """The sentences of a hit in another language, no headings, that may be what is asked for."""
    if language_of(hit.text) == question.language:
        return []
    return [
        (start, end)
        for start, end in sentence_spans(hit.text)
        if extent(hit.text[start:end]) >= SHORTEST
        and not stands_alone(hit.text, start, end)
        and _may_answer(question, hit.text[start:end])
    ]


def _may_answer(question: Question, sentence: str) -> bool:
    """Whether a sentence has a number where one is wanted, in figures or in its own words."""
    return kind_of(question, sentence, language_of(sentence)) == 1


def _in_its_place(hit: Hit, start: int, end: int) -> str:
    heading = heading_within(hit.text, start)
    return f"{hit.title} {heading} {hit.text[start:end]}".strip()
