"""Statements of ``index.database`` as PostgreSQL takes them. There is little to turn: they are
written in what SQLite and PostgreSQL share."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from index.postgres.readers_words import for_reader

_MARK = re.compile(r"CAST\(\? AS TEXT\)|\(SELECT value FROM json_each\(\?\)( OFFSET 0)?\)|\?")


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement in PostgreSQL's words, and the places of those parameters that are text."""

    text: str
    texts: frozenset[int]

    def bound(self, parameters: Sequence[Any]) -> list[Any]:
        """The parameters; bytes that are text as text, what is no UTF-8 in them as surrogates."""
        return [
            value.decode("utf-8", "surrogateescape")
            if place in self.texts and isinstance(value, bytes)
            else value
            for place, value in enumerate(parameters)
        ]


@lru_cache(maxsize=1000)
def translated(statement: str, *, to_reader: bool = False) -> Statement:
    """``?`` as ``%s``; ``json_each`` as what unfolds an array there. ``to_reader``: of one who may
    only read; see ``index.postgres.readers_words``."""
    if to_reader:
        statement = for_reader(statement)
    texts: set[int] = set()
    count = 0

    def marked(found: re.Match[str]) -> str:
        nonlocal count
        count += 1
        if found[0].startswith("CAST"):
            texts.add(count - 1)
            return "%s::text"
        if found[0].startswith("("):
            unfolded = "(SELECT value::bigint FROM json_array_elements_text(%s::json) AS value"
            return f"{unfolded}{found[1] or ''})"
        return "%s"

    return Statement(_MARK.sub(marked, statement.replace("%", "%%")), frozenset(texts))
