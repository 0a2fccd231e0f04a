"""Statements of ``index.database`` as PostgreSQL takes them. There is little to turn: they are
written in what SQLite and PostgreSQL share."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

_MATCHED = re.compile(r"\b(terms|names|surroundings) @@ (CAST\(\? AS tsquery\))")
_COUNTED = re.compile(r"(?<=SELECT count\(\*\) )FROM words WHERE terms @@ (CAST\(\? AS tsquery\))$")
_LOOKED_UP = {
    "terms": "passage_id IN (SELECT passages_with({}))",
    "names": "file_id IN (SELECT documents_named({}))",
    "surroundings": "file_id IN (SELECT documents_amid({}))",
}

_MARK = re.compile(r"CAST\(\? AS TEXT\)|\(SELECT value FROM json_each\(\?\)\)|\?")


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
def translated(statement: str, *, for_reader: bool = False) -> Statement:
    """``?`` as ``%s``; ``json_each`` as what unfolds an array there. ``for_reader``: words are
    looked up by what may do that for a reader; see ``index.postgres.readers_schema``."""
    if for_reader:
        statement = _MATCHED.sub(_looked_up, _COUNTED.sub(r"FROM passages_with(\1)", statement))
    texts: set[int] = set()
    count = 0

    def marked(found: re.Match[str]) -> str:
        nonlocal count
        count += 1
        if found[0].startswith("CAST"):
            texts.add(count - 1)
            return "%s::text"
        if found[0].startswith("("):
            return "(SELECT value::bigint FROM json_array_elements_text(%s::json) AS value)"
        return "%s"

    return Statement(_MARK.sub(marked, statement.replace("%", "%%")), frozenset(texts))


def _looked_up(found: re.Match[str]) -> str:
    return _LOOKED_UP[found[1]].format(found[2])
