"""No pattern of the code takes time that grows with the square of a text, or worse.

A line of a file is as long as somebody wants it to be. Every compiled pattern of the four packages
is tried on long lines of one sign or word, in the ways in which the code uses it. Where that takes
long, a line of eight times the length must not take more than 24 times as long: far more than
in proportion, far less than the square. Speed itself is not tested.
"""

import ast
import gc
import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from paths import ROOT
from prompts.question.length import BEGINNING_CHARACTERS, END_CHARACTERS

PACKAGES = ("ingest", "index", "prompts", "localdocs")
LENGTH, LONGER = 4_000, 8
SUSPICIOUS_SECONDS = 0.0015
GROWN_SECONDS = 0.1
TOO_LONG_SECONDS = 2.0
ATTEMPTS = 3
"""A pattern is too slow when it is so each time: one long measurement may be the machine's."""

SHORT_TEXTS = {
    "prompts.question.": BEGINNING_CHARACTERS + END_CHARACTERS,
    "ingest.pages.titles._DATE": 250,
    "ingest.pages.titles._STOCK": 250,
    "ingest.pages.titles._BOGUS": 250,
    "ingest.pages.titles._PAGE_BEHIND": 250,
    "ingest.pages.key_facts._LABEL": 1500,
    "ingest.passages.sections._SENTENCE_START": 600,
    "ingest.pdf.structure.report_title._NO_NAME": 250,
    "ingest.scan.excluded_names.": 255,
    "prompts.text.figures._CELLS": 400,
}
"""What is never shown a longer text than this, by how its name begins."""

PIECES = (
    *". - _ ( ) [ ] < > { } \" ' “ ” ` * # | : = ^ … & % ! ? \\ / @ ~ , ; + $".split(),
    *"1 a A é 图 a1 Aa a. 1. 1, A. a- 0- a: a' 1/ (a (( [a]( ![ {{ {% <!-- () 1000".split(),
    *(" ", "\t", "\n", " \n", "a\n", "a ", "1 ", "A ", ". ", "? ", "; ", ", ", "| ", "- ", "> "),
    *("$1 ", "A. ", "A a ", "the ", "of the ", "and ", "not ", "who is ", "in may ", "2020 "),
    *("word, word ", "Title title ", "ignore all ", "[a](b", "\xa0", "e\u0301", "\r"),
)
FRAMES = (("", ""), ("(2 ", "!x\nZ"))

METHODS: dict[str, Callable[[re.Pattern[Any], Any], object]] = {
    "match": lambda pattern, line: pattern.match(line),
    "fullmatch": lambda pattern, line: pattern.fullmatch(line),
    "finditer": lambda pattern, line: list(pattern.finditer(line)),
}
SEARCHING = frozenset({"search", "findall", "finditer", "sub", "subn", "split"})


def modules() -> Iterator[Any]:
    for package in PACKAGES:
        for found in pkgutil.walk_packages([str(ROOT / package)], f"{package}."):
            if not found.name.endswith("__main__"):
                yield importlib.import_module(found.name)


def patterns_in(value: object, depth: int = 4) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, (tuple, list, set, frozenset)):
        for item in value:
            yield from patterns_in(item, depth - 1)
    elif depth and isinstance(value, dict):
        yield from patterns_in((*value.keys(), *value.values()), depth - 1)
    elif depth and hasattr(value, "__dataclass_fields__") and not isinstance(value, type):
        yield from patterns_in([getattr(value, name) for name in value.__dataclass_fields__])


def used_methods() -> dict[str, set[str]]:
    """How the code calls a pattern: by "module.NAME" where it is private, else by "NAME"."""
    used: dict[str, set[str]] = {}
    for package in PACKAGES:
        for file in (ROOT / package).rglob("*.py"):
            module = ".".join(file.relative_to(ROOT).with_suffix("").parts)
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                    name = node.value.id
                    place = f"{module}.{name}" if name.startswith("_") else name
                    used.setdefault(place, set()).add(node.attr)
    return used


def all_patterns() -> list[tuple[str, re.Pattern[Any], tuple[str, ...]]]:
    """Each pattern once, with its place and the methods to try: those that are used, or all."""
    used = used_methods()
    found: dict[tuple[str | bytes, int], tuple[str, re.Pattern[Any], tuple[str, ...]]] = {}
    for module in modules():
        for name, value in vars(module).items():
            for pattern in patterns_in(value) if not name.startswith("__") else ():
                place = f"{module.__name__}.{name}"
                called = used.get(place if name.startswith("_") else name, set())
                if not isinstance(value, re.Pattern):
                    called = set()
                methods = called & METHODS.keys() | ({"finditer"} if called & SEARCHING else set())
                key = (pattern.pattern, pattern.flags)
                found.setdefault(key, (place, pattern, tuple(sorted(methods)) or ("fullmatch",)))
    return list(found.values())


PATTERNS = all_patterns()


def test_the_patterns_are_found() -> None:
    places = {place for place, _, _ in PATTERNS}
    assert len(places) > 200
    assert "ingest.pages.cleaning._DOT_LEADER" in places


def seconds(pattern: re.Pattern[Any], method: str, line: str) -> float:
    subject = line.encode() if isinstance(pattern.pattern, bytes) else line
    started = time.process_time()
    METHODS[method](pattern, subject)
    return time.process_time() - started


def grows_too_fast(pattern: re.Pattern[Any], method: str, most: int | None = None) -> str:
    """The piece of which a long line takes too long; "" if there is none. ``most``: a line that is
    longer than this is never shown to the pattern."""
    for piece in PIECES:
        for before, after in FRAMES:

            def taken(length: int, around: tuple[str, str] = (before, after)) -> float:
                line = around[0] + piece * (length // len(piece)) + around[1]  # noqa: B023
                return seconds(pattern, method, line)

            if taken(24) > TOO_LONG_SECONDS:
                return piece
            if most is not None:
                if taken(most // 4) > SUSPICIOUS_SECONDS and taken(most) > TOO_LONG_SECONDS:
                    return piece
            elif (first := taken(LENGTH)) > SUSPICIOUS_SECONDS:
                allowed = max(3 * LONGER * min(first, taken(LENGTH)), GROWN_SECONDS)
                if all(taken(LONGER * LENGTH) > allowed for _ in range(ATTEMPTS)):
                    return piece
    return ""


@pytest.fixture
def no_garbage_collection() -> Iterator[None]:
    """Collecting the garbage of all other tests within a measurement is no pattern's time."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("no_garbage_collection")
@pytest.mark.parametrize("package", PACKAGES)
def test_no_pattern_grows_with_the_square_of_a_line(package: str) -> None:
    slow = []
    for place, pattern, methods in PATTERNS:
        if not place.startswith(f"{package}."):
            continue
        known = [length for start, length in SHORT_TEXTS.items() if place.startswith(start)]
        for method in methods:
            if piece := grows_too_fast(pattern, method, min(known, default=None)):
                slow.append((place, method, piece))
    assert not slow


@pytest.mark.parametrize("pattern", [r"\s+x", r"\w*\d", r"\.+x"])
def test_one_that_does_is_noticed(pattern: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "LENGTH", 2_000)  # enough to tell, in a quarter of the time
    assert grows_too_fast(re.compile(pattern), "finditer")
