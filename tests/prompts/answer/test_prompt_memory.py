"""What a model has read already comes first in its next prompt, which is as long as time allows."""

from dataclasses import replace
from pathlib import Path

from localdocs.types import Hit, Prompt
from prompts.answer.prompt_memory import ASSUMED, LEAST_TOKENS, PromptMemory, holds


def source(number: int, start: int = 0, end: int = 100) -> Hit:
    return Hit(
        number, Path("/a.txt"), "", 1, "", start, end, "", "", "x" * (end - start), 0.5, "both"
    )


A, B, C, D = (source(number, 100 * number, 100 * number + 100) for number in range(4))


def after(*sources: Hit, text: str = "text") -> PromptMemory:
    return PromptMemory(Prompt(text, sources, 10))


def asked(
    memory: PromptMemory, sources: list[Hit], found: list[Hit], gone: Hit | None = None
) -> list[Hit]:
    return memory.known_first(sources, found, lambda source: source != gone)


def test_a_first_prompt_is_new_from_beginning_to_end() -> None:
    assert asked(PromptMemory(), [A, B], [A, B]) == [A, B]
    assert PromptMemory().new_tokens(Prompt("abcd", (A,), 100)) == 100


def test_sources_of_the_prompt_before_come_first_and_in_their_order() -> None:
    assert asked(after(B, A), [C, A], [A, B, C]) == [B, A, C]


def test_another_subject_begins_afresh() -> None:
    elsewhere = replace(B, page_number=2)
    assert asked(after(elsewhere, A), [C, A], [A, C]) == [C, A]
    assert asked(after(elsewhere, A), [C, A], [A, C, elsewhere]) == [elsewhere, A, C]


def test_what_is_gone_ends_what_is_kept() -> None:
    assert asked(after(B, A, D), [C], [A, B, C], gone=A) == [B, C]
    assert asked(after(B, A, D), [C], [A, B, C], gone=B) == [C]


def test_what_stands_in_a_known_source_is_not_given_twice() -> None:
    part = replace(B, start=110, end=140, text="x" * 30)
    assert holds(B, part) and not holds(part, B) and not holds(A, part)
    assert asked(after(B), [part, C], [B, C]) == [B, C]


def test_only_the_best_new_place_is_added() -> None:
    assert asked(after(A), [B, C, D], [A, B, C, D]) == [A, B]


def test_the_shared_beginning_is_not_counted_as_read() -> None:
    memory = after(A, text="aaaabbbb")
    assert memory.new_tokens(Prompt("aaaacccc", (A,), 100)) == 50
    assert memory.new_tokens(Prompt("aaaabbbb", (A,), 100)) == 0
    assert memory.new_tokens(Prompt("", (), 0)) == 0


def test_a_slow_laptop_is_assumed_at_first() -> None:
    assert PromptMemory().affordable(2.0) == int(2 * ASSUMED)
    assert PromptMemory().affordable(2.0, 135_000_000) == int(2 * ASSUMED)
    assert PromptMemory().affordable(8.0, 1_600_000_000) == 400


def test_what_was_seen_is_learned_and_the_latest_counts_half() -> None:
    memory = PromptMemory()
    memory.learn(Prompt("a", (), 1000), 1.0)
    assert memory.affordable(1.5) == 1500
    memory.learn(Prompt("b", (), 1000), 2.0)
    assert memory.affordable(1.0) == 750


def test_there_is_always_room_for_a_sentence() -> None:
    memory = PromptMemory()
    memory.learn(Prompt("a", (), 500), 1000.0)
    assert memory.affordable(1.0) == LEAST_TOKENS


def test_what_says_nothing_is_not_learned() -> None:
    memory = PromptMemory()
    memory.learn(Prompt("a", (), 5), 1.0)
    memory.learn(Prompt("b", (), 1000), 0.0)
    assert memory.affordable(1.0) == int(ASSUMED)


def test_what_one_model_has_read_is_not_known_of_another() -> None:
    one, other = after(B), PromptMemory()
    assert asked(one, [C], [B, C]) == [B, C]
    assert asked(other, [C], [B, C]) == [C]
