"""Values as JSON and back, exactly: what the background service and its callers send one another.

Any value of ``localdocs.types`` becomes a list of its fields, in their order. Both ends are of one
version, since whoever calls a service of another version works alone. What programs may rely on is
``localdocs.views``; this is nobody's promise.
"""

import types
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from localdocs import errors
from localdocs.errors import LocalDocsError

Value = TypeVar("Value")


def to_wire(value: Any) -> Any:
    """A value as plain JSON. Paths keep names that are not UTF-8, as lone surrogates."""
    if is_dataclass(value):
        return [to_wire(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, tuple | list):
        return [to_wire(item) for item in value]
    if isinstance(value, Path | StrEnum):
        return str(value)
    return value


def from_wire(kind: type[Value], data: Any) -> Value:
    """The value of that type which ``to_wire`` made into ``data``.

    Raises ValueError or TypeError where it cannot have been one.
    """
    value: Value = _decoded(kind, data)
    return value


def error_to_wire(error: LocalDocsError) -> dict[str, str]:
    """An error as plain JSON."""
    return {"kind": type(error).__name__, "message": error.message, "remedy": error.remedy}


def error_from_wire(data: dict[str, str]) -> LocalDocsError:
    """The same error again; one of an unknown kind becomes a LocalDocsError."""
    kind = getattr(errors, data["kind"], LocalDocsError)
    if not (isinstance(kind, type) and issubclass(kind, LocalDocsError)):
        kind = LocalDocsError
    return kind(data["message"], data["remedy"])


def _decoded(kind: Any, data: Any) -> Any:
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _field_types(kind)
        if len(hints) != len(data):
            raise ValueError(f"{len(data)} fields are no {kind}")
        return kind(*(_decoded(hint, item) for hint, item in zip(hints, data, strict=True)))
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return None if data is None else _decoded(get_args(kind)[0], data)
    if origin is tuple:
        return _decoded_tuple(get_args(kind), data)
    return kind(data) if issubclass(kind, Path | StrEnum) else data


def _decoded_tuple(kinds: tuple[Any, ...], data: Any) -> tuple[Any, ...]:
    if kinds[-1] is Ellipsis:
        return tuple(_decoded(kinds[0], item) for item in data)
    return tuple(_decoded(kind, item) for kind, item in zip(kinds, data, strict=True))


@cache
def _field_types(kind: type) -> tuple[Any, ...]:
    hints = get_type_hints(kind)
    return tuple(hints[field.name] for field in fields(kind))
