"""How often terms occur: what BM25 needs to know of the whole index.

A small index is counted each time. Of a large one the totals, and what is common, are kept for a
minute, and how common a very common word is says PostgreSQL's estimate: a score hardly moves by it.
"""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass

from index.connection import Connection
from index.postgres.lexemes import has_phrase

LARGE = 10_000
"""Passages from which on totals and counts are kept."""

VERY_LARGE = 100_000
"""Passages from which on totals are estimated, and words that more than MOST_COUNTED have."""

MOST_COUNTED = 10_000
"""Passages with a term, at some microseconds each."""

COMMON = 1_000
"""Passages with a term, from which on their number is kept; that of a phrase always is."""

KEPT_SECONDS = 60.0

_SAMPLE = 10_000
"""Passages from which the average length is taken."""

_MOST_KEPT = 10_000

_NOWHERE = "'\x01'"
"""A term that no text has: what PostgreSQL expects of one that it knows nothing of."""

_ROWS = re.compile(r"rows=(\d+)")


@dataclass(frozen=True, slots=True)
class Totals:
    """Passages, and how many tokens one has on average."""

    passages: int
    average_tokens: float


class Counts:
    """The counts of one database, by a ``clock`` in seconds."""

    def __init__(self, connection: Connection, clock: Callable[[], float] = time.monotonic) -> None:
        self._connection = connection
        self._clock = clock
        self._kept: dict[str, int] = {}
        self._totals: Totals | None = None
        self._kept_since = 0.0

    def totals(self) -> Totals:
        """All passages together."""
        if self._clock() - self._kept_since >= KEPT_SECONDS:
            self._totals = None
            self._kept.clear()
        if self._totals is not None:
            return self._totals
        found = self._measured()
        if found.passages >= LARGE:
            self._totals, self._kept_since = found, self._clock()
        return found

    def count(self, query: str) -> int:
        """How many passages match a ``tsquery``; an estimate beyond MOST_COUNTED of very many."""
        passages = self.totals().passages
        if passages < VERY_LARGE or self._connection.reads_only:
            return self._kept_or(query, self._exact) if passages >= LARGE else self._exact(query)
        return self._kept_or(query, self._exact_or_estimated)

    def documents(self) -> int:
        """How many documents there are."""
        estimate = self._estimated_rows("documents")
        if estimate >= VERY_LARGE:
            return estimate
        return int(self._connection.execute("SELECT count(*) FROM documents").fetchone()[0])

    def _measured(self) -> Totals:
        estimate = self._estimated_rows("words")
        if estimate < VERY_LARGE:
            query = "SELECT count(*), coalesce(sum(tokens), 0) FROM words"
            passages, tokens = self._connection.execute(query).fetchone()
            return Totals(passages, tokens / passages if passages else 0.0)
        row = self._connection.execute(
            "SELECT CAST(avg(tokens) AS float8) FROM words TABLESAMPLE SYSTEM (?)",
            (100.0 * min(1.0, _SAMPLE / estimate),),
        ).fetchone()
        return Totals(estimate, row[0] or 1.0)

    def _estimated_rows(self, table: str) -> int:
        """0 for a reader: PostgreSQL tells of all rows, also of those that he may not see."""
        if self._connection.reads_only:
            return 0
        row = self._connection.execute(
            "SELECT CAST(reltuples AS bigint) FROM pg_class WHERE oid = to_regclass(?)", (table,)
        ).fetchone()
        return int(row[0])

    def _kept_or(self, query: str, count: Callable[[str], int]) -> int:
        if query in self._kept:
            return self._kept[query]
        found = count(query)
        costly = found >= COMMON or (found and has_phrase(query))
        if costly and len(self._kept) < _MOST_KEPT:
            self._kept[query] = found
        return found

    def _exact(self, query: str) -> int:
        row = self._connection.execute(
            "SELECT count(*) FROM words WHERE terms @@ CAST(? AS tsquery)", (query,)
        ).fetchone()
        return int(row[0])

    def _exact_or_estimated(self, query: str) -> int:
        """Believed is an estimate that says more than that nothing is known of a term. Of a phrase
        PostgreSQL only knows how often its words are in one passage."""
        if has_phrase(query):
            return self._exact(query)
        estimate = self._estimate(query)
        if estimate > max(MOST_COUNTED, 2 * self._estimate(_NOWHERE)):
            return estimate
        return self._exact(query)

    def _estimate(self, query: str) -> int:
        plan = self._connection.execute(
            "EXPLAIN SELECT FROM words WHERE terms @@ CAST(? AS tsquery)", (query,)
        ).fetchone()
        rows = _ROWS.search(plan[0])
        return int(rows[1]) if rows else 0
