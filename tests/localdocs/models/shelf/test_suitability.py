"""Which model suits this computer: the memory it takes, the speed to be expected, the choice."""

from dataclasses import replace
from pathlib import Path

import pytest

from gguf_files import write_gguf
from localdocs.computer import machine as machines
from localdocs.computer.machine import Machine, measure_bandwidth, this_machine
from localdocs.models.gguf.facts import GgufFacts, LocalModel, MemoryNeed
from localdocs.models.gguf.header import read_facts
from localdocs.models.gguf.memory import PROGRAM_BYTES, memory_need
from localdocs.models.shelf.suitability import choose, suitability

GIB = 1 << 30
LAPTOP = Machine(memory=8 * GIB, available=6 * GIB, cores=4, bandwidth=40e9)


@pytest.fixture
def facts(tmp_path: Path) -> GgufFacts:
    return read_facts(write_gguf(tmp_path / "tiny.gguf"))


def model(facts: GgufFacts, name: str, billions: float, gib: float) -> LocalModel:
    grown = replace(facts, parameters=int(billions * 1e9), weight_bytes=int(gib * GIB))
    return LocalModel(name, Path(name), "Ollama", grown)


def test_memory_is_weights_and_context_and_buffers(facts: GgufFacts) -> None:
    """The figures of Llama 3.1 8B: 1 GiB of keys and values at 8,192 tokens, as its makers say."""
    llama = replace(facts, weight_bytes=4_653_375_488, layers=32, width=4096, vocabulary=128_256)
    llama = replace(llama, key_value_width=32 * 8 * (128 + 128), context_tokens=131_072)
    need = memory_need(llama, 8192)
    assert need.context == GIB
    assert need.total == need.weights + need.context + need.buffers
    assert 80e6 < need.buffers - PROGRAM_BYTES < 120e6
    assert memory_need(llama, 8192, key_value_type="q8_0").context == GIB * 34 // 64
    assert memory_need(llama, 8192, flash_attention=False).buffers > need.buffers


def test_no_more_context_than_the_model_was_made_for(facts: GgufFacts) -> None:
    assert memory_need(facts, 1 << 30) == memory_need(facts, 2048)


def test_what_does_not_fit_is_said_with_figures() -> None:
    verdict = suitability(MemoryNeed(10 * GIB, GIB, GIB), LAPTOP)
    assert not verdict.fits
    assert verdict.words == "does not fit: needs 13 GB of memory, and this computer has 8.6 GB"


def test_what_fits_only_alone_and_what_is_slow_is_said() -> None:
    tight = suitability(MemoryNeed(int(6.5 * GIB), 0, 0), LAPTOP)
    assert tight.fits and "if other programs are closed" in tight.words
    slow = suitability(MemoryNeed(4 * GIB, 0, 0), replace(LAPTOP, bandwidth=8e9))
    assert slow.fits and slow.words.endswith("needs 4.3 GB of 8.6 GB, and is slow here")
    late = suitability(
        MemoryNeed(GIB, 0, 0), replace(LAPTOP, computing=40e9), parameters=2_000_000_000
    )
    assert not late.quick and late.words.endswith("is slow here"), "it takes long to read"
    unknown = suitability(MemoryNeed(4 * GIB, 0, 0), replace(LAPTOP, bandwidth=0.0))
    assert unknown.fits and "slow" not in unknown.words


def test_of_a_mixture_only_the_experts_that_are_asked_are_read() -> None:
    need = MemoryNeed(4 * GIB, 0, 0)
    whole, part = suitability(need, LAPTOP), suitability(need, LAPTOP, share=0.25)
    assert part.tokens_a_second == pytest.approx(4 * whole.tokens_a_second)


def test_the_largest_that_fits_and_is_quick_is_chosen_and_explained(facts: GgufFacts) -> None:
    models = [model(facts, "small", 1, 0.7), model(facts, "mid", 3, 2), model(facts, "big", 13, 8)]
    judged = [(it, suitability(MemoryNeed(it.facts.weight_bytes, 0, 0), LAPTOP)) for it in models]
    choice = choose(judged)
    assert choice.model is models[1]
    assert choice.words.startswith("mid fits: needs 2.1 GB of 8.6 GB.")
    assert choice.words.endswith("Larger: big does not fit.")


def test_a_model_with_a_chat_template_goes_before_a_larger_one_without(facts: GgufFacts) -> None:
    bare = replace(facts, chat_template="")
    models = [model(facts, "small", 1, 0.7), model(bare, "bare", 3, 2), model(facts, "slow", 9, 7)]
    judged = [(it, suitability(MemoryNeed(it.facts.weight_bytes, 0, 0), LAPTOP)) for it in models]
    slow = replace(judged[2][1], fits=True, tokens_a_second=2.0)
    choice = choose([*judged[:2], (models[2], slow)])
    assert choice.model is models[0]
    assert choice.words.endswith("Larger: bare has no chat template; slow is slow here.")


def test_where_all_are_slow_the_quickest_is_chosen(facts: GgufFacts) -> None:
    models = [model(facts, "mid", 3, 2), model(facts, "small", 1, 0.7)]
    old = replace(LAPTOP, bandwidth=2e9)
    judged = [(it, suitability(MemoryNeed(it.facts.weight_bytes, 0, 0), old)) for it in models]
    assert choose(judged).model is models[1]


def test_nothing_to_choose_from_is_said(facts: GgufFacts) -> None:
    assert choose([]).words == "No model was found on this computer."
    big = model(facts, "big", 70, 40)
    verdict = suitability(MemoryNeed(40 * GIB, 0, 0), LAPTOP)
    assert choose([(big, verdict)]).model is None


def test_the_best_that_was_measured_is_kept(tmp_path: Path) -> None:
    machine = this_machine()
    assert machine.memory >= machine.available > 0 and machine.cores > 0
    assert machine.bandwidth == 0.0, "without a folder nothing is measured"
    measured = this_machine(tmp_path)
    assert measured.bandwidth > 1e8 and measured.computing > 1e8
    note = tmp_path / "machine.json"
    note.write_text(f'{{"cores": {machine.cores}, "bandwidth": 9e15}}', encoding="utf-8")
    again = this_machine(tmp_path)
    assert again.bandwidth == 9e15, "a busy computer shows too little"
    assert again.computing > 1e8, "what an older version did not measure is measured"
    note.write_text("{broken", encoding="utf-8")
    assert this_machine(tmp_path).bandwidth > 0


def test_the_bandwidth_of_one_thread() -> None:
    assert measure_bandwidth(1) > 1e8


def test_a_quiet_computer_is_measured_twice_and_a_busy_one_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rounds: list[int] = []
    monkeypatch.setattr(machines, "measure_bandwidth", lambda _: rounds.append(1) or 1e9)
    monkeypatch.setattr(machines, "is_quiet", lambda: False)
    for _ in range(3):
        this_machine(tmp_path)
    assert len(rounds) == 1
    monkeypatch.setattr(machines, "is_quiet", lambda: True)
    for _ in range(4):
        assert this_machine(tmp_path).bandwidth == 1e9
    assert len(rounds) == 3, "what a busy computer showed may be too little"
