"""The short way of ``localdocs search`` reads a command line as click does, or not at all."""

import sys
from pathlib import Path
from typing import Any

import click
import pytest
from hypothesis import given
from hypothesis import strategies as some

from localdocs.commands.ask import search
from localdocs.home.places import places
from localdocs.service.caller.quick_search import parse_search, quick_home

WORDS = ["search", "ferry", "two words", "-k", "3", "0", "1001", "07", "٣", "--json", "--in", ""]
WORDS += [
    "--type",
    "pdf",
    "--since",
    "2026-01-01",
    "--until",
    "-v",
    "--help",
    "--",
    "-",
    "-k3",
    "--in=x",
]


def as_click_has_it(arguments: list[str]) -> dict[str, Any] | None:
    """What the command ``search`` would be called with; None where click refuses."""
    try:
        parsed = search.make_context("search", arguments[1:]).params
    except (click.ClickException, click.exceptions.Exit):
        return None
    return {
        "question": parsed["question"],
        "k": parsed["count"],
        "filters": [
            list(parsed["inside"]),
            list(parsed["suffixes"]),
            parsed["since"],
            parsed["until"],
        ],
        "json": parsed["as_json"],
    }


@given(some.lists(some.sampled_from(WORDS), max_size=8).map(lambda words: ["search", *words]))
def test_what_is_understood_is_understood_as_click_does(arguments: list[str]) -> None:
    request = parse_search(arguments)
    if request is not None:
        expected = as_click_has_it(arguments)
        assert expected is not None
        assert (request["show"] == "json") == expected.pop("json")
        assert {name: request[name] for name in expected} == expected


@pytest.mark.parametrize(
    "arguments",
    [
        ["search", "ferry"],
        ["search", "-k", "3", "--json", "ferry to the island"],
        ["search", "--in", "docs", "--in", "more", "--type", "pdf", "--since", "2026", "x"],
        ["search", "--since", "2026-01-01", "--until", "2026-02-01", "x"],
    ],
)
def test_the_common_forms_are_understood(arguments: list[str]) -> None:
    assert parse_search(arguments) is not None


@pytest.mark.parametrize(
    "arguments", [[], ["ask", "x"], ["search"], ["search", "a", "b"], ["-v", "search", "x"]]
)
def test_other_words_are_left_to_click(arguments: list[str]) -> None:
    assert parse_search(arguments) is None


@pytest.mark.skipif(sys.platform not in {"linux", "darwin"}, reason="the short way is not taken")
@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"XDG_DATA_HOME": "/somewhere"},
        {"LOCALDOCS_HOME": "/elsewhere"},
        {"LOCALDOCS_HOME": "~/x"},
    ],
)
def test_the_home_is_where_places_says(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]
) -> None:
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.delenv("LOCALDOCS_HOME", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert Path(quick_home() or "") == places().home
