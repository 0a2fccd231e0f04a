"""Summaries of documents: their most central sentences, chosen once and stored.

The passages nearest to the middle of a document's vectors, and unlike one another (maximal marginal
relevance, Carbonell and Goldstein, SIGIR 1998), each give the sentence that is nearest to the same
middle (centroid summaries, Radev et al. 2004). From the middle is taken most of what the whole
index has in common, so that of fifty annual reports each is told by its company and not by its
accounting. The beginning counts more than the rest, as is usual in news, papers and reports.
Nothing is written anew: a summary is a list of quotes.
"""

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from index.database import summaries
from index.database.summaries import METHOD, Sentence, StoredPassage
from index.index_store import IndexStore
from localdocs.collection.prose import LONGEST, is_prose
from localdocs.errors import LocalDocsError
from prompts.text.sentences import sentence_spans

logger = logging.getLogger("localdocs")

MOST_SENTENCES = 7
SHORTEST_LINE = 12
"""Characters of a line that is shown where there is no prose."""

PASSAGES_CHOSEN = 10
"""More than are needed: some have no sentence that can stand alone."""

RELEVANCE = 0.7
"""How much being central counts in choosing passages; the rest is being unlike those chosen."""

COMMON = 0.7
"""How much of what is common to the whole index is taken off."""

VECTORS_SAMPLED = 1000
"""So many vectors stand for the whole index."""

OPENING_GAIN = 0.35
OPENING_SHARE = 0.1
"""What the first passage gains, as a cosine; after this share of the document it is 1/e of that."""

FIRST_SENTENCE_GAIN = 0.1
"""What the first sentence of a passage gains: it says what the passage is about."""

TOO_ALIKE = 0.8
"""Of two sentences with a higher cosine one is enough."""

_BOILERPLATE = re.compile(
    r"\b(?:references|bibliography|contents|index|acknowledge?ments?|exhibits?|signatures?"
    r"|disclaimers?|copyright|licen[cs]e|trademarks?|glossary|appendix|forward-looking)\b",
    re.IGNORECASE,
)

_LEANS = re.compile(
    r"(?:See|As|In addition|In contrast|In this|For (?:example|instance|more|further|this)"
    r"|However|But|Additionally|Also|Moreover|Furthermore|Therefore|Thus|Accordingly|Consequently|Similarly"
    r"|Otherwise|Such|These|Those|This|That|They|Their|It|Its|He|His|She|Her|Both|Refer|Note"
    r"|Please)\b"
)
"""How a sentence begins that leans on others."""

_REFERS = re.compile(
    r"in\s+conjunction\s+with|by\s+reference|\bnotes\s+to\b"
    r"|\b(?:see|refer\s+to)\s+(?:the|our|also|note|section|page|item|“)",
    re.IGNORECASE,
)
"""What a sentence says that sends the reader elsewhere."""

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sentence that could stand in the summary, from the passage of that place."""

    passage: int
    sentence: Sentence
    text: str
    is_first: bool


def summary_of(store: IndexStore, file_id: int) -> tuple[Sentence, ...]:
    """The sentences that stand for a document, in reading order.

    Made now if there is no summary yet, and kept if no other process is writing at the moment.
    """
    known = summaries.read_summary(store.connection, file_id, METHOD)
    if known is not None:
        return known
    made_from = summaries.content_hash(store.connection, file_id)
    made = _summarised(summaries.stored_passages(store.connection, file_id), store)
    try:
        with store.connection.without_waiting(), store.writing() as connection:
            summaries.store_summary(connection, file_id, made_from, METHOD, made)
    except LocalDocsError as error:
        logger.debug("a summary was made and not kept: %s", error.message)
    return made


def summarise_some(store: IndexStore, limit: int) -> int:
    """Make up to ``limit`` of the summaries that are missing; how many were made and kept.

    Documents whose vectors are not there yet have to wait.
    """
    waiting = summaries.without_summary(store.connection, METHOD, limit)
    for file_id in waiting:
        summary_of(store, file_id)
    return sum(
        summaries.read_summary(store.connection, file_id, METHOD) is not None for file_id in waiting
    )


def _summarised(passages: Sequence[StoredPassage], store: IndexStore) -> tuple[Sentence, ...]:
    """The best sentences of the best passages, in reading order."""
    candidates = [
        candidate
        for place, passage in enumerate(passages)
        for candidate in _sentences(place, passage)
    ]
    with_prose = {candidate.passage for candidate in candidates}
    good = [place for place in sorted(with_prose) if not _is_boilerplate(passages[place])]
    places = good or sorted(with_prose)
    if not places:
        return tuple(_first_lines(passages))
    if len(candidates) <= MOST_SENTENCES:
        return tuple(candidate.sentence for candidate in candidates)
    vectors = _vectors([passages[place] for place in places], store)
    middle = _middle(vectors, store)
    chosen = [places[row] for row in _central(vectors, middle)]
    return _best_sentences([item for item in candidates if item.passage in chosen], middle, store)


def _sentences(place: int, passage: StoredPassage) -> list[_Candidate]:
    if passage.columns:
        return []
    return [
        _Candidate(
            place,
            Sentence(passage.page_number, passage.start + start, passage.start + end),
            passage.text[start:end],
            start == 0,
        )
        for start, end in sentence_spans(passage.text)
        if is_prose(passage.text[start:end])
        and not _LEANS.match(passage.text, start)
        and not _REFERS.search(passage.text, start, end)
    ]


def _first_lines(passages: Sequence[StoredPassage]) -> list[Sentence]:
    """How a document without prose begins: a list, a table, a form."""
    lines = (
        Sentence(passage.page_number, passage.start + start, passage.start + end)
        for passage in passages
        for start, end in sentence_spans(passage.text)
        if SHORTEST_LINE <= end - start <= LONGEST
    )
    return list(islice(lines, MOST_SENTENCES))


def _is_boilerplate(passage: StoredPassage) -> bool:
    """Whether other documents say the same, or it stands under a heading like "References"."""
    return passage.shared or bool(_BOILERPLATE.search(passage.heading))


def _vectors(passages: Sequence[StoredPassage], store: IndexStore) -> Vectors:
    """float32 [n, dim], unit length: those stored, or computed where one is missing."""
    if all(passage.vector is not None for passage in passages):
        data = b"".join(passage.vector or b"" for passage in passages)
        return np.frombuffer(data, dtype=np.float32).reshape(len(passages), -1)
    return store.embedder.embed_passages([passage.text for passage in passages])


def _middle(vectors: Vectors, store: IndexStore) -> Vectors:
    """The direction in which a document lies from what the index has in common, unit length."""
    middle: Vectors = vectors.mean(axis=0)
    if others := summaries.some_vectors(store.connection, VECTORS_SAMPLED):
        sample = np.frombuffer(b"".join(others), dtype=np.float32).reshape(len(others), -1)
        middle = middle - COMMON * sample.mean(axis=0)
    return middle / max(float(np.linalg.norm(middle)), 1e-9)


def _central(vectors: Vectors, middle: Vectors) -> list[int]:
    """The rows of passages that are central, early, and unlike one another."""
    position = np.arange(len(vectors), dtype=np.float32) / len(vectors)
    relevance = vectors @ middle + OPENING_GAIN * np.exp(-position / OPENING_SHARE)
    likeness = np.zeros(len(vectors), dtype=np.float32)
    chosen: list[int] = []
    for _ in range(min(PASSAGES_CHOSEN, len(vectors))):
        worth = RELEVANCE * relevance - (1 - RELEVANCE) * likeness
        worth[chosen] = -np.inf
        best = int(np.argmax(worth))
        chosen.append(best)
        likeness = np.maximum(likeness, vectors @ vectors[best])
    return chosen


def _best_sentences(
    candidates: Sequence[_Candidate], middle: Vectors, store: IndexStore
) -> tuple[Sentence, ...]:
    """The most central sentences, one of each passage or a few where those are few, in order."""
    vectors = store.embedder.embed_passages([candidate.text for candidate in candidates])
    first = np.array([candidate.is_first for candidate in candidates], dtype=np.float32)
    worth = vectors @ middle + FIRST_SENTENCE_GAIN * first
    most_of_one = -(-MOST_SENTENCES // len({candidate.passage for candidate in candidates}))
    taken: list[int] = []
    for row in np.argsort(-worth, kind="stable").tolist():
        from_here = sum(candidates[other].passage == candidates[row].passage for other in taken)
        if from_here == most_of_one:
            continue
        if taken and float((vectors[taken] @ vectors[row]).max()) > TOO_ALIKE:
            continue
        taken.append(row)
        if len(taken) == MOST_SENTENCES:
            break
    return tuple(candidates[row].sentence for row in sorted(taken))
