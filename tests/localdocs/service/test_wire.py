"""Values survive the way to the service and back, whatever they hold."""

import dataclasses
import inspect
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from localdocs import errors, types
from localdocs.errors import FilterError, LocalDocsError
from localdocs.service.wire import error_from_wire, error_to_wire, from_wire, to_wire

TRAVELLERS = [
    kind
    for _, kind in inspect.getmembers(types, dataclasses.is_dataclass)
    if kind.__module__ == types.__name__
]

names = some.text(alphabet=some.characters(codec="utf-8", exclude_characters="\0"))
paths = some.one_of(
    names.map(lambda name: Path("/", name)),
    some.just(Path("/not-\udcff-utf-8")),
    some.just(Path("relative\nname")),
)
some.register_type_strategy(Path, paths)
some.register_type_strategy(float, some.floats(allow_nan=False))


@settings(max_examples=300)
@given(some.one_of([some.from_type(kind) for kind in TRAVELLERS]))
def test_a_value_comes_back_as_it_was(value: Any) -> None:
    through_json = json.loads(json.dumps(to_wire(value)))
    assert from_wire(type(value), through_json) == value


@pytest.mark.parametrize(
    "kind",
    [kind for _, kind in inspect.getmembers(errors, inspect.isclass)],
)
def test_an_error_comes_back_as_it_was(kind: type[LocalDocsError]) -> None:
    back = error_from_wire(json.loads(json.dumps(error_to_wire(kind("what", "remedy")))))
    assert (type(back), back.message, back.remedy) == (kind, "what", "remedy")


@pytest.mark.parametrize("kind", ["NoSuchError", "Path", "annotations"])
def test_an_error_of_an_unknown_kind_is_still_an_error(kind: str) -> None:
    back = error_from_wire({"kind": kind, "message": "what", "remedy": ""})
    assert type(back) is LocalDocsError


def test_too_few_fields_are_no_value() -> None:
    with pytest.raises(ValueError, match="no"):
        from_wire(types.Filters, [[]])


def test_the_shape_is_small() -> None:
    assert to_wire(types.Filters(("a",), (".md",))) == [["a"], [".md"], "", ""]
    assert error_to_wire(FilterError("x"))["kind"] == "FilterError"
