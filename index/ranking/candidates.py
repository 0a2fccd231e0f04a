"""What may answer a question: found by words, by meaning, or in a document that it names."""

from collections.abc import Callable, Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from index.connection import Connection
from index.database import lookup
from index.ranking.fusion import PLACE_CHARACTERS, Candidate
from index.ranking.naming import named_documents
from index.words.glossary import with_expansions
from index.words.query import known_terms, search_terms, search_terms_of_file
from index.words.vocabulary import Vocabulary

CANDIDATES = 100
"""How deep the searches through everything go, at the least."""

NAMED_DOCUMENTS = 5
NAMED_ENOUGH = 0.7
"""So many of the documents that a question names are searched on their own, those that it names at
least so well beside the best one."""

CANDIDATES_OF_A_DOCUMENT = 30
"""By words of each of them, and by meaning of all together."""

QueryVector = Callable[[], NDArray[np.float32] | None]
"""Waits for a question's vector, float32 [dimension], unit length; None where there is none."""

Nearest = Callable[[NDArray[np.float32], int, Sequence[int] | None], list[int]]
"""Passage ids whose vectors are nearest to a question's, best first, up to so many; the file ids
narrow the search, None means all."""


def gather(
    vocabulary: Vocabulary,
    question: str,
    query_vector: QueryVector,
    nearest: Nearest,
    limit: int,
    file_ids: list[int] | None = None,
    spoken_of: Collection[int] = (),
) -> list[Candidate]:
    """The candidates for a question, in no order; enough of them for ``limit`` hits.

    ``spoken_of`` are files that the question leans on without naming them.
    """
    connection = vocabulary.connection
    depth = max(CANDIDATES, limit)
    terms = known_terms(vocabulary, with_expansions(question))
    words = dict(search_terms(connection, terms, 2 * depth, file_ids))
    by_words = set(list(words)[:depth])
    naming = named_documents(connection, question, file_ids)
    query = query_vector()
    by_meaning = set(nearest(query, depth, file_ids) if query is not None else ())
    passages = by_words | by_meaning
    enough = NAMED_ENOUGH * max(naming.values(), default=0.0)
    best_first = sorted(naming, key=lambda file_id: (-naming[file_id], file_id))[:NAMED_DOCUMENTS]
    named = [file_id for file_id in best_first if naming[file_id] >= enough]
    if file_ids is None:
        named += [file_id for file_id in spoken_of if file_id not in named]
    for file_id in named:
        inside = dict(search_terms_of_file(connection, terms, CANDIDATES_OF_A_DOCUMENT, file_id))
        words = inside | words
        passages |= inside.keys()
    if named and query is not None:
        passages |= set(nearest(query, CANDIDATES_OF_A_DOCUMENT, named))
    meaning = _cosines(connection, query, passages)
    rows = lookup.places(connection, passages)
    sizes = lookup.passage_counts(connection, {file_id for file_id, _, _ in rows.values()})
    return [
        Candidate(
            passage_id=passage_id,
            file_id=file_id,
            place=(file_id, page_number, start // PLACE_CHARACTERS),
            words=words.get(passage_id, 0.0),
            meaning=meaning.get(passage_id),
            naming=naming.get(file_id, 0.0),
            document_passages=sizes[file_id],
            by_words=passage_id in by_words,
            by_meaning=passage_id in by_meaning,
            spoken_of=file_id in spoken_of,
        )
        for passage_id, (file_id, page_number, start) in rows.items()
    ]


def _cosines(
    connection: Connection, query: NDArray[np.float32] | None, passages: set[int]
) -> dict[int, float]:
    """Passage id to its cosine with the question, for all that have a vector."""
    if query is None or not passages:
        return {}
    stored = lookup.stored_vectors(connection, sorted(passages))
    if not stored:
        return {}
    matrix = np.frombuffer(b"".join(stored.values()), dtype=np.float32).reshape(len(stored), -1)
    return dict(zip(stored, (matrix @ query).tolist(), strict=True))
