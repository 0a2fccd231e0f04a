"""How a reader's statements look words up: by what may do that for him.

``terms @@ query`` gives him the same, since a policy is on every table; it reads all rows for it.
See ``index.postgres.readers_schema``.
"""

import re

_COUNTED = re.compile(r"(?<=SELECT count\(\*\) FROM )words WHERE terms @@ (CAST\(\? AS tsquery\))$")
_JOINED = re.compile(r"JOIN documents ON (names|surroundings) @@ (CAST\(\w+ AS tsquery\))")
_MATCHED = re.compile(r"\bterms @@ (CAST\(\? AS tsquery\))")

_DOCUMENTS = {"names": "documents_named", "surroundings": "documents_amid"}


def for_reader(statement: str) -> str:
    """A statement of ``index.postgres.full_text`` or ``counts``; any other stays as it is."""
    if "@@" not in statement:
        return statement
    statement = _COUNTED.sub(r"passages_with(\1)", statement)
    statement = _MATCHED.sub(r"passage_id IN (SELECT passages_with(\1))", statement)
    return _JOINED.sub(_documents, statement)


def _documents(found: re.Match[str]) -> str:
    return f"CROSS JOIN LATERAL {_DOCUMENTS[found[1]]}({found[2]}) AS documents (file_id)"
