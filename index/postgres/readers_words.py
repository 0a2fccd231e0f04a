"""How a reader's statements are put, so that they need not read every row.

They would give the same as they are, since a policy is on every table. But below one PostgreSQL
uses no index for ``@@``, nor for ids that it has to make of text first. So words are looked up by
functions of ``index.postgres.readers_schema``, and ids made beforehand.
"""

import re

from index.database.encoding import THESE

_COUNTED = re.compile(r"(?<=SELECT count\(\*\) FROM )words WHERE terms @@ (CAST\(\? AS tsquery\))$")
_JOINED = re.compile(r"JOIN documents ON (names|surroundings) @@ (CAST\(\w+ AS tsquery\))")
_OF_ONE_FILE = re.compile(r"(?<=WHERE )terms @@ (CAST\(\? AS tsquery\)) AND file_id = \?")
_OF_FILES = re.compile(
    r"\bterms @@ (CAST\(\? AS tsquery\)) AND file_id = ANY\((CAST\(\? AS bigint\[\])\)"
)
_MATCHED = re.compile(r"\bterms @@ (CAST\(\? AS tsquery\))")

_DOCUMENTS = {"names": "documents_named", "surroundings": "documents_amid"}


def for_reader(statement: str) -> str:
    """A statement, in words that ``index.postgres.statements`` turns further."""
    statement = statement.replace(THESE, f"{THESE[:-1]} OFFSET 0)")
    if "@@" not in statement or _OF_ONE_FILE.search(statement):
        return statement  # the words of one file are few
    statement = _COUNTED.sub(r"passages_with(\1)", statement)
    statement = _OF_FILES.sub(r"passage_id IN (SELECT passages_of(\1, \2))", statement)
    statement = _MATCHED.sub(r"passage_id IN (SELECT passages_with(\1))", statement)
    return _JOINED.sub(_documents, statement)


def _documents(found: re.Match[str]) -> str:
    return f"CROSS JOIN LATERAL {_DOCUMENTS[found[1]]}({found[2]}) AS documents (file_id)"
