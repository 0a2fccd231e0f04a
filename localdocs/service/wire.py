"""Values as JSON and back, exactly: what the background service and its callers send one another.

Any value of ``localdocs.types`` becomes a list of its fields, in their order. Both ends are of one
version, since whoever calls a service of another version works alone. What programs may rely on is
``localdocs.views``; this is nobody's promise.
"""

import types
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from localdocs import errors
from localdocs.errors import LocalDocsError

Value = TypeVar("Value")

_PLAIN = frozenset({str, int, float, bool, type(None)})


def to_wire(value: Any) -> Any:
    """A value as plain JSON. Paths keep names that are not UTF-8, as lone surrogates."""
    if type(value) in _PLAIN:
        return value
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
    value: Value = _decoder(cast(Any, kind))(data)
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


@cache
def _decoder(kind: Any) -> Callable[[Any], Any]:
    """What makes data into a value of that type; found once for each type."""
    if isinstance(kind, type) and is_dataclass(kind):
        return partial(_with_fields, kind)
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return partial(_or_none, _decoder(inner[0]))
    if origin is tuple and inner[-1] is Ellipsis:
        return partial(_each, _decoder(inner[0]))
    if origin is tuple:
        return partial(_in_turn, [_decoder(one) for one in inner])
    return kind if issubclass(kind, Path | StrEnum) else _as_it_is


def _with_fields(kind: Any, data: Any) -> Any:
    decoders = _field_decoders(kind)
    if len(decoders) != len(data):
        raise ValueError(f"{len(data)} fields are no {kind}")
    return kind(*_in_turn(decoders, data))


def _or_none(decoder: Callable[[Any], Any], data: Any) -> Any:
    return None if data is None else decoder(data)


def _each(decoder: Callable[[Any], Any], data: Any) -> tuple[Any, ...]:
    return tuple(map(decoder, data))


def _in_turn(decoders: Sequence[Callable[[Any], Any]], data: Any) -> tuple[Any, ...]:
    return tuple(decoder(item) for decoder, item in zip(decoders, data, strict=True))


def _as_it_is(data: Any) -> Any:
    return data


@cache
def _field_decoders(kind: type) -> tuple[Callable[[Any], Any], ...]:
    hints = get_type_hints(kind)
    return tuple(_decoder(hints[field.name]) for field in fields(kind))
