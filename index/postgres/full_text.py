"""Full text in PostgreSQL: ``words``, ``documents`` and ``vocabulary`` of ``words_schema``.

Terms are FTS5's, and so is BM25. ``ts_rank_cd`` of one term, or phrase, is the sum of the weights
of its occurrences, which is what FTS5 calls its frequency; the rest of the formula is arithmetic.
Of a term PostgreSQL keeps the first 255 occurrences in a passage.
"""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import Any

from index.connection import Connection
from index.postgres.counts import Counts
from index.postgres.lexemes import Phrase, all_of, any_of, lexeme, vector
from index.postgres.mentions import times
from index.postgres.tokens import Tokenizer
from index.words.full_text import (
    COLUMN_WEIGHTS,
    Expression,
    Mention,
    Naming,
    PassageWords,
    is_beginning,
)

_K1, _B, _LEAST_IDF = 1.2, 0.75, 1e-6
"""Of FTS5's bm25()."""

_WEIGHTS = "'{{{file}, {title}, {heading}, {text}}}'".format(**COLUMN_WEIGHTS)
"""Of D, C, B and A, in SQL."""

_COLUMNS: Mapping[Naming, str] = {"names": "names", "surroundings": "surroundings"}

_RECENT = 1_000
"""Terms that may become visible in another order than they were added."""

_CUT_TOGETHER = 50
"""Passages."""

_MOST_LEARNED = 300_000
"""Terms: some 30 MB."""

_SHORTEST, _LONGEST = 3, 64
"""Characters of a term of the vocabulary."""

_DIGIT = re.compile("[0-9]")


class PostgresFullText:
    """``index.words.full_text.FullText``, where each method is said."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._counts = Counts(connection)
        self._tokenizer = Tokenizer()
        self._learned: set[tuple[int, str]] | None = None
        """Terms that the vocabulary has, while an index is filled."""

    # Writing

    def insert_passages(self, file_id: int, passages: Sequence[PassageWords]) -> None:
        cut = list(self._cut(passages))
        self._connection.insert_many(
            "words",
            ("passage_id", "file_id", "terms", "tokens", "file_tokens"),
            (
                (
                    found.passage_id,
                    file_id,
                    vector(zip("ABCD", columns, strict=True)),
                    sum(map(len, columns)),
                    len(columns[-1]),
                )
                for found, columns in zip(passages, cut, strict=True)
            ),
        )
        self._learn(file_id, (term for columns in cut for terms in columns for term in terms))

    def _cut(self, passages: Sequence[PassageWords]) -> Iterator[list[list[str]]]:
        """The terms of each passage, column by column; many are cut together, which is quicker."""
        for first in range(0, len(passages), _CUT_TOGETHER):
            texts = [
                text
                for found in passages[first : first + _CUT_TOGETHER]
                for text in (found.text, found.heading, found.title, found.file)
            ]
            terms = self._tokenizer.terms(texts)
            yield from (terms[start : start + 4] for start in range(0, len(terms), 4))

    def insert_document(
        self, file_id: int, title: str, file: str, folder: str, opening: str, author: str
    ) -> None:
        columns = self._tokenizer.terms((title, file, folder, opening, author))
        self._connection.execute(
            "INSERT INTO documents (file_id, names, surroundings) "
            "VALUES (?, CAST(? AS tsvector), CAST(? AS tsvector))",
            (
                file_id,
                vector(zip("AB", columns[:2], strict=True)),
                vector(zip("ABC", columns[2:], strict=True)),
            ),
        )

    def rename(self, file_id: int, passage_file: str, file: str, folder: str) -> None:
        columns = self._tokenizer.terms((passage_file, file, folder))
        of_passage, of_document, above = columns
        self._connection.execute(
            """UPDATE words SET
                terms = ts_filter(terms, '{a,b,c}') || CAST(? AS tsvector),
                tokens = tokens - file_tokens + ?, file_tokens = ?
            WHERE file_id = ?""",
            (vector([("D", of_passage)], 2), len(of_passage), len(of_passage), file_id),
        )
        self._connection.execute(
            """UPDATE documents SET
                names = ts_filter(names, '{a}') || CAST(? AS tsvector),
                surroundings = ts_filter(surroundings, '{b,c}') || CAST(? AS tsvector)
            WHERE file_id = ?""",
            (vector([("B", of_document)], 2), vector([("A", above)], 2), file_id),
        )
        self._learn(file_id, of_passage)

    def delete(self, file_id: int) -> None:
        """The vocabulary keeps its terms until ``rebuild``: whether another passage has them, being
        written at this moment, cannot be known."""
        self._connection.execute("DELETE FROM words WHERE file_id = ?", (file_id,))
        self._connection.execute("DELETE FROM documents WHERE file_id = ?", (file_id,))

    @contextmanager
    def filling(self) -> Iterator[None]:
        """A term that was learned once is not looked for again."""
        self._learned = set()
        try:
            yield
        finally:
            self._learned = None

    def empty(self) -> None:
        for table in ("words", "documents", "vocabulary"):
            self._connection.execute(f"DELETE FROM {table}")

    def rebuild(self) -> None:
        """The indexes, and the vocabulary from the passages that are there."""
        self._connection.execute("REINDEX TABLE words")
        self._connection.execute("REINDEX TABLE documents")
        self._connection.execute("DELETE FROM vocabulary")
        self._connection.execute(
            """INSERT INTO vocabulary (term, collection)
            SELECT word, collection FROM (SELECT DISTINCT collection FROM words) AS collections
            CROSS JOIN LATERAL
                ts_stat('SELECT terms FROM words WHERE collection = ' || collection)
            WHERE length(word) BETWEEN ? AND ? AND word !~ '[0-9]'""",
            (_SHORTEST, _LONGEST),
        )

    def _learn(self, file_id: int, told: Iterable[str]) -> None:
        """Words of a collection are suggested to those alone who may read it."""
        row: Any = self._connection.execute(
            "SELECT coalesce(max(collection), 0) FROM files WHERE id = ?", (file_id,)
        ).fetchone()
        collection = row[0]
        new = {(collection, term) for term in filter(_may_stand_in, set(told))}
        if self._learned is not None:
            new -= self._learned
            if len(self._learned) > _MOST_LEARNED:
                self._learned.clear()
            self._learned |= new
        if new:
            self._connection.execute(
                """INSERT INTO vocabulary (term, collection)
                SELECT term, ? FROM unnest(CAST(? AS text[])) AS told (term)
                WHERE NOT EXISTS (SELECT FROM vocabulary
                                  WHERE vocabulary.term = told.term AND collection = ?)""",
                (collection, sorted(term for _, term in new), collection),
            )

    # Reading

    def count(self, terms: Sequence[str]) -> int:
        """Exact up to ten thousand, and of phrases. Beyond that, of a hundred thousand passages or
        more, what PostgreSQL estimates."""
        phrases = self._phrases(terms)
        return self._counts.count(any_of(dict.fromkeys(phrases))) if phrases else 0

    def best(
        self,
        terms: Sequence[str],
        limit: int,
        *,
        required: Sequence[str] = (),
        file_ids: Sequence[int] | None = None,
    ) -> list[tuple[int, float]]:
        phrases = self._phrases(terms)
        query = any_of(phrases)
        if file_ids is not None:
            narrowed = "AND file_id = ANY(CAST(? AS bigint[]))"
            return self._scored(phrases, limit, query, narrowed, list(map(int, file_ids)))
        if required:
            needed = self._phrases(required)
            rarest = any_of(needed)
            if not needed:
                return []
            is_enough = set(needed) <= set(phrases)
            query = rarest if is_enough else f"({query}) & ({rarest})"
        return self._scored(phrases, limit, query)

    def best_of_file(
        self, terms: Sequence[str], limit: int, file_id: int
    ) -> list[tuple[int, float]]:
        phrases = self._phrases(terms)
        return self._scored(phrases, limit, any_of(phrases), "AND file_id = ?", file_id)

    def _scored(
        self,
        phrases: Sequence[Phrase],
        limit: int,
        query: str,
        narrowed: str = "",
        *given: object,
    ) -> list[tuple[int, float]]:
        """What matches a ``tsquery``, by the BM25 of these phrases: one said twice counts twice."""
        if not phrases:
            return []
        totals = self._counts.totals()
        gains: list[object] = []
        for phrase, occurrences in Counter(phrases).items():
            sought = any_of([phrase])
            idf = _idf(totals.passages, self._counts.count(sought))
            gains += [occurrences * idf * (_K1 + 1), sought]
        gain = f"? * (1 - k / (k + ts_rank_cd({_WEIGHTS}, terms, CAST(? AS tsquery))))"
        rows = self._connection.execute(
            f"""SELECT passage_id, {" + ".join([gain] * (len(gains) // 2))} AS score
            FROM (
                SELECT passage_id, terms, CAST(? AS float8) + CAST(? AS float8) * tokens AS k
                FROM words WHERE terms @@ CAST(? AS tsquery) {narrowed}
                OFFSET 0
            ) AS found
            ORDER BY score DESC, passage_id LIMIT ?""",
            (
                *gains,
                _K1 * (1 - _B),
                _K1 * _B / max(totals.average_tokens, 1.0),
                query,
                *given,
                limit,
            ),
        ).fetchall()
        return [(row[0], row[1]) for row in rows]

    def mentions(self, sought: Expression, file_ids: Collection[int]) -> Iterator[Mention]:
        ways = [self._phrases(phrases) for phrases in sought]
        alternatives = [
            found for found, asked in zip(ways, sought, strict=True) if len(found) == len(asked)
        ]
        if not alternatives:
            return
        words = {
            lexeme(term) for found in alternatives for phrase in found for term in phrase.terms
        }
        beginnings = {p.terms[-1] for found in alternatives for p in found if p.beginning}
        rows = self._connection.execute(
            """SELECT file_id, passage_id, lexeme, positions
            FROM words CROSS JOIN LATERAL unnest(ts_filter(terms, '{a}')) AS term
            WHERE terms @@ CAST(? AS tsquery) AND file_id = ANY(CAST(? AS bigint[]))
                AND (lexeme = ANY(CAST(? AS text[])) OR left(lexeme, 1) = ANY(CAST(? AS text[])))
            ORDER BY passage_id""",
            (
                " | ".join(all_of(found, "A") for found in alternatives),
                list(map(int, file_ids)),
                sorted(words),
                sorted(beginnings),
            ),
        )
        for (file_id, passage_id), terms in groupby(rows, key=lambda row: (row[0], row[1])):
            count = times(alternatives, {row[2]: row[3] for row in terms})
            if count:
                yield Mention(file_id, passage_id, count)

    def count_documents(self) -> int:
        """Of a hundred thousand or more, what PostgreSQL estimates."""
        return self._counts.documents()

    def documents_with(self, terms: Sequence[str], where: Naming) -> list[set[int]]:
        cut = self._tokenizer.terms(terms)
        queries = [any_of([Phrase(tuple(words))]) if words else None for words in cut]
        rows = self._connection.execute(
            f"""SELECT place, file_id
            FROM unnest(CAST(? AS text[])) WITH ORDINALITY AS sought (query, place)
            JOIN documents ON {_COLUMNS[where]} @@ CAST(query AS tsquery)""",
            (queries,),
        ).fetchall()
        found: list[set[int]] = [set() for _ in terms]
        for place, file_id in rows:
            found[place - 1].add(file_id)
        return found

    def vocabulary_stamp(self) -> bytes:
        """The newest term, and how many of the last thousand are there: of writers at work at the
        same time, the one that began first may end last."""
        row: Any = self._connection.execute(
            """SELECT max(id), count(*) FROM vocabulary
            WHERE id > (SELECT max(id) FROM vocabulary) - ?""",
            (_RECENT,),
        ).fetchone()
        return f"{row[0]} {row[1]}".encode()

    def vocabulary(self, limit: int) -> list[str]:
        rows = self._connection.execute(
            "SELECT DISTINCT term FROM vocabulary ORDER BY term LIMIT ?", (limit,)
        )
        return [row[0] for row in rows.fetchall()]

    def _phrases(self, terms: Sequence[str]) -> list[Phrase]:
        """What a person's words are in the index, less what is nothing there."""
        cut = self._tokenizer.terms(terms)
        return [
            Phrase(tuple(words), is_beginning(term))
            for term, words in zip(terms, cut, strict=True)
            if words
        ]


def _idf(passages: int, having: int) -> float:
    """Inverse document frequency as FTS5 has it: next to nothing for what half of them have."""
    having = min(having, passages)
    return max(math.log((passages - having + 0.5) / (having + 0.5)), _LEAST_IDF)


def _may_stand_in(term: str) -> bool:
    """Whether a term belongs to the vocabulary."""
    return _SHORTEST <= len(term) <= _LONGEST and _DIGIT.search(term) is None
