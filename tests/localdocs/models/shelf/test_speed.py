"""About how long an answer takes: reading by parameters and cores, writing by memory."""

from dataclasses import replace
from pathlib import Path

import pytest

from gguf_files import write_gguf
from localdocs.computer.machine import Machine
from localdocs.models.gguf.facts import MemoryNeed
from localdocs.models.gguf.header import read_facts
from localdocs.models.shelf.speed import parameters_asked, seconds_an_answer
from localdocs.models.shelf.suitability import suitability
from localdocs.views.model_choice import what_it_brings

GB = 1_000_000_000
TWO_CORES = Machine(memory=16 * GB, available=12 * GB, cores=2, bandwidth=18.0 * GB)


def seconds(parameters: int, weights: int, machine: Machine) -> float | None:
    verdict = suitability(MemoryNeed(weights, 0, 0), machine)
    return seconds_an_answer(verdict, parameters, machine)


def test_it_is_what_reading_and_writing_take() -> None:
    assert seconds(1_600_000_000, GB, TWO_CORES) == pytest.approx(20 + 150 / 18)


def test_more_cores_read_sooner_and_less_weight_is_written_sooner() -> None:
    usual = seconds(1_600_000_000, GB, TWO_CORES) or 0
    assert (seconds(1_600_000_000, GB, replace(TWO_CORES, cores=4)) or 0) < usual
    assert (seconds(1_600_000_000, GB // 2, TWO_CORES) or 0) < usual


def test_nothing_is_said_where_it_does_not_fit_or_too_little_is_known() -> None:
    assert seconds(1_600_000_000, 20 * GB, TWO_CORES) is None
    assert seconds(0, GB, TWO_CORES) is None
    assert seconds(1_600_000_000, GB, replace(TWO_CORES, bandwidth=0.0)) is None


def test_of_a_mixture_of_experts_only_those_that_are_asked_count(tmp_path: Path) -> None:
    facts = replace(read_facts(write_gguf(tmp_path / "m.gguf")), parameters=8 * GB)
    assert parameters_asked(facts) == 8 * GB
    assert parameters_asked(replace(facts, experts=8, experts_used=2)) == 2 * GB


def test_what_it_brings_goes_by_size() -> None:
    words = [what_it_brings(size) for size in (0, 135_000_000, 500_000_000, GB * 3 // 2, 7 * GB)]
    assert len(set(words)) == 5 and "not known" in words[0] and "Larger than any" in words[-1]
