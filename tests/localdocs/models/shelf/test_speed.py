"""About how long an answer takes: reading by what is computed, writing by memory."""

from dataclasses import replace
from pathlib import Path

import pytest

from gguf_files import write_gguf
from localdocs.computer.machine import Machine
from localdocs.models.gguf.facts import MemoryNeed
from localdocs.models.gguf.header import read_facts
from localdocs.models.running.tuning_note import Speeds
from localdocs.models.shelf.catalogue import load_catalogue
from localdocs.models.shelf.speed import parameters_asked
from localdocs.models.shelf.suitability import suitability
from localdocs.views.model_choice import what_it_brings

GB = 1_000_000_000
TWO_CORES = Machine(
    memory=16 * GB, available=12 * GB, cores=2, bandwidth=20.0 * GB, computing=400.0 * GB
)


def seconds(parameters: int, weights: int, machine: Machine) -> float | None:
    return suitability(MemoryNeed(weights, 0, 0), machine, parameters=parameters).seconds


def test_it_is_what_reading_and_writing_take() -> None:
    assert seconds(1_600_000_000, GB, TWO_CORES) == pytest.approx(8 + 10)


def test_one_that_computes_more_reads_sooner_and_less_weight_is_written_sooner() -> None:
    usual = seconds(1_600_000_000, GB, TWO_CORES) or 0
    assert (seconds(1_600_000_000, GB, replace(TWO_CORES, computing=800.0 * GB)) or 0) < usual
    assert (seconds(1_600_000_000, GB // 2, TWO_CORES) or 0) < usual


def test_nothing_is_said_where_it_does_not_fit_or_too_little_is_known() -> None:
    assert seconds(1_600_000_000, 20 * GB, TWO_CORES) is None
    assert seconds(0, GB, TWO_CORES) is None
    assert seconds(1_600_000_000, GB, replace(TWO_CORES, bandwidth=0.0)) is None
    assert seconds(1_600_000_000, GB, replace(TWO_CORES, computing=0.0)) is None


def test_what_was_measured_goes_before_what_is_reckoned() -> None:
    measured = Speeds(read=100.0, written=12.0)
    verdict = suitability(
        MemoryNeed(GB, 0, 0), TWO_CORES, parameters=1_600_000_000, measured=measured
    )
    assert verdict.seconds == pytest.approx(8 + 10) and verdict.tokens_a_second == 12.0


def test_it_was_measured_here_within_a_third() -> None:
    """Of one thread, in seconds of its own: docs/benchmarks.md, “The time of an answer”."""
    one_core = Machine(16 * GB, 12 * GB, 1, bandwidth=15.0 * GB, computing=212.0 * GB)
    assert seconds(630_167_424, 485_452_288, one_core) == pytest.approx(16.9, rel=0.35)
    assert seconds(1_777_088_000, 1_111_370_240, one_core) == pytest.approx(29.9, rel=0.35)


def test_of_a_mixture_of_experts_only_those_that_are_asked_count(tmp_path: Path) -> None:
    facts = replace(read_facts(write_gguf(tmp_path / "m.gguf")), parameters=8 * GB)
    assert parameters_asked(facts) == 8 * GB
    assert parameters_asked(replace(facts, experts=8, experts_used=2)) == 2 * GB
    known = load_catalogue().get("Gemma 4 E2B Instruct")
    assert parameters_asked(known) == known.active_parameters < known.parameters


def test_what_it_brings_goes_by_size() -> None:
    words = [what_it_brings(size) for size in (0, 135_000_000, 500_000_000, GB * 3 // 2, 7 * GB)]
    assert len(set(words)) == 5 and "not known" in words[0] and "Larger than any" in words[-1]
