"""What is off in a request, in our words: those of pydantic are for programmers of Python."""

from typing import Any

from pydantic_core import ErrorDetails

_WORDS = {
    "missing": "It is missing.",
    "extra_forbidden": "There is nothing of this name.",
    "string_type": "It has to be text.",
    "int_type": "It has to be a whole number.",
    "int_from_float": "It has to be a whole number.",
    "int_parsing": "It has to be a whole number.",
    "int_parsing_size": "The number is too large.",
    "float_type": "It has to be a number.",
    "float_parsing": "It has to be a number.",
    "finite_number": "It has to be a finite number.",
    "bool_type": "It has to be true or false.",
    "list_type": "It has to be a list.",
    "dict_type": "It has to be an object.",
    "model_type": "It has to be an object.",
    "literal_error": "It has to be {expected}.",
    "greater_than_equal": "It has to be {ge} or more.",
    "less_than_equal": "It has to be {le} or less.",
    "less_than": "It has to be less than {lt}.",
    "value_error": "{error}",
}
"""By pydantic's names of what went wrong."""


def words_of(fault: ErrorDetails) -> str:
    """A fault as a sentence. The value that was given is not told: it may be a secret."""
    facts = fault.get("ctx", {})
    kind = fault["type"]
    if kind.endswith(("too_short", "too_long")):
        return _length(kind, facts)
    written = {name: _written(value) for name, value in facts.items()}
    return _WORDS.get(kind, "It cannot be read.").format_map(written)


def _length(kind: str, facts: dict[str, Any]) -> str:
    if kind.endswith("too_short") and facts["min_length"] == 1:
        return "It is empty."
    what = "characters" if kind.startswith("string") else "items"
    if kind.endswith("too_long"):
        return f"It may have {facts['max_length']:,} {what} at most."
    return f"It has to have {facts['min_length']:,} {what} or more."


def _written(value: object) -> str:
    """A bound as people write it: 2 rather than 2.0."""
    return f"{value:,}".removesuffix(".0") if isinstance(value, int | float) else str(value)
