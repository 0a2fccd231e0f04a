"""What a model has read already comes first in its next prompt."""

from dataclasses import replace
from pathlib import Path

import pytest

from localdocs.types import Hit, Prompt
from prompts.answer import prompt_reuse
from prompts.answer.prompt_reuse import holds, known_first, new_tokens, remember


def source(number: int, start: int = 0, end: int = 100) -> Hit:
    return Hit(
        number, Path("/a.txt"), "", 1, "", start, end, "", "", "x" * (end - start), 0.5, "both"
    )


A, B, C, D = (source(number, 100 * number, 100 * number + 100) for number in range(4))


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prompt_reuse, "_last", {})


def asked(
    sources: list[Hit], found: list[Hit], *, model: str = "m", gone: Hit | None = None
) -> list[Hit]:
    return known_first(model, sources, found, lambda source: source != gone)


def test_a_first_prompt_is_new_from_beginning_to_end() -> None:
    assert asked([A, B], [A, B]) == [A, B]
    assert new_tokens("m", Prompt("abcd", (A,), 100)) == 100


def test_sources_of_the_prompt_before_come_first_and_in_their_order() -> None:
    remember("m", Prompt("text", (B, A), 10))
    assert asked([C, A], [A, B, C]) == [B, A, C]
    assert asked([C, A], [A, B, C], model="another") == [C, A]


def test_another_subject_begins_afresh() -> None:
    elsewhere = replace(B, page_number=2)
    remember("m", Prompt("text", (elsewhere, A), 10))
    assert asked([C, A], [A, C]) == [C, A]
    assert asked([C, A], [A, C, elsewhere]) == [elsewhere, A, C]


def test_what_is_gone_ends_what_is_kept() -> None:
    remember("m", Prompt("text", (B, A, D), 10))
    assert asked([C], [A, B, C], gone=A) == [B, C]
    assert asked([C], [A, B, C], gone=B) == [C]


def test_what_stands_in_a_known_source_is_not_given_twice() -> None:
    remember("m", Prompt("text", (B,), 10))
    part = replace(B, start=110, end=140, text="x" * 30)
    assert holds(B, part) and not holds(part, B) and not holds(A, part)
    assert asked([part, C], [B, C]) == [B, C]


def test_only_the_best_new_place_is_added() -> None:
    remember("m", Prompt("text", (A,), 10))
    assert asked([B, C, D], [A, B, C, D]) == [A, B]


def test_the_shared_beginning_is_not_counted_as_read() -> None:
    remember("m", Prompt("aaaabbbb", (A,), 100))
    assert new_tokens("m", Prompt("aaaacccc", (A,), 100)) == 50
    assert new_tokens("m", Prompt("aaaabbbb", (A,), 100)) == 0
    assert new_tokens("m", Prompt("", (), 0)) == 0
