"""Which model to take on this computer, and why, in a sentence.

Larger models answer better, as long as they fit into memory and write about as fast as one reads.
Pure: facts in, verdicts out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from localdocs.computer.machine import Machine
from localdocs.errors import ModelTooLargeError
from localdocs.languages.amounts import gigabytes
from localdocs.models.gguf.facts import GgufFacts, LocalModel, MemoryNeed

READING_SPEED = 5.0
"""Tokens a second below which an answer comes slower than most people read."""

_LEFT_TO_OTHERS = 0.1
"""The share of memory that the system itself and other programs keep in any case."""


@dataclass(frozen=True, slots=True)
class Suitability:
    """How well a model suits a computer. ``tokens_a_second`` is about right, 0 if not known."""

    need: MemoryNeed
    fits: bool
    tokens_a_second: float
    words: str

    @property
    def quick(self) -> bool:
        """Whether it writes about as fast as one reads, or nobody knows."""
        return not 0 < self.tokens_a_second < READING_SPEED


@dataclass(frozen=True, slots=True)
class Choice:
    """The model to take, None where none suits, and why."""

    model: LocalModel | None
    words: str


def usable_memory(machine: Machine) -> int:
    """Bytes that a model may take."""
    return round(machine.memory * (1 - _LEFT_TO_OTHERS))


def suitability(need: MemoryNeed, machine: Machine, facts: GgufFacts | None = None) -> Suitability:
    """Whether it fits, and how quick it is."""
    fits = need.total <= usable_memory(machine)
    speed = machine.bandwidth / max(1, _read_for_a_token(need, facts)) if machine.bandwidth else 0.0
    taken, there = gigabytes(need.total), gigabytes(machine.memory)
    if not fits:
        words = f"does not fit: needs {taken} of memory, and this computer has {there}"
    elif need.total > machine.available:
        free = gigabytes(machine.available)
        words = f"fits if other programs are closed: needs {taken}, {free} of {there} are free"
    else:
        words = f"fits: needs {taken} of {there}"
    if fits and 0 < speed < READING_SPEED:
        words += f", and is slow here (about {speed:.1f} tokens a second)"
    return Suitability(need, fits, speed, words)


def choose(candidates: Sequence[tuple[LocalModel, Suitability]]) -> Choice:
    """The largest model that fits and is quick enough; the quickest that fits if none is.

    One whose file has a chat template goes before all that have none: these are models that only
    go on with text, or of a time before templates.
    """
    fitting = [pair for pair in candidates if pair[1].fits]
    if not fitting:
        found = f"None of the {len(candidates)} models that were found fits." if candidates else ""
        return Choice(None, found or "No model was found on this computer.")
    quick = [pair for pair in fitting if pair[1].quick]
    if quick:
        model, verdict = max(quick, key=_preference)
    else:
        model, verdict = max(fitting, key=lambda pair: pair[1].tokens_a_second)
    larger = [pair for pair in candidates if pair[0].facts.parameters > model.facts.parameters]
    return Choice(model, f"{model.name} {verdict.words}{_speed(verdict)}.{_why_not(larger)}")


def _speed(verdict: Suitability) -> str:
    if verdict.tokens_a_second < READING_SPEED:
        return ""
    return f", and writes at most {verdict.tokens_a_second:.0f} tokens a second"


def _preference(pair: tuple[LocalModel, Suitability]) -> tuple[bool, int, Path]:
    model, _ = pair
    return bool(model.facts.chat_template), model.facts.parameters, model.path


def _why_not(larger: Sequence[tuple[LocalModel, Suitability]]) -> str:
    """Why not one of those."""
    if not larger:
        return " It is the largest that was found."
    reasons: dict[str, list[str]] = {}
    for model, verdict in larger:
        why = "has no chat template" if verdict.quick else "is slow here"
        reasons.setdefault(why if verdict.fits else "does not fit", []).append(model.name)
    told = [f"{_some(names)} {why}" for why, names in reasons.items()]
    return f" Larger: {'; '.join(told)}."


def _some(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]} (and {len(names) - 1} more)"


def _read_for_a_token(need: MemoryNeed, facts: GgufFacts | None) -> float:
    """Bytes read for a token: of a mixture of experts only those that are asked."""
    if facts is None or not facts.experts or not facts.experts_used:
        return need.weights
    return need.weights * facts.experts_used / facts.experts


def refuse_too_large(name: str, verdict: Suitability, machine: Machine) -> None:
    """Raise ModelTooLargeError, with the figures, for a model that does not fit."""
    if verdict.fits:
        return
    need = verdict.need
    parts = f"weights {gigabytes(need.weights)}, context {gigabytes(need.context)}"
    raise ModelTooLargeError(
        f"{name} needs about {gigabytes(need.total)} of memory ({parts}, the rest "
        f"{gigabytes(need.buffers)}). This computer has "
        f"{gigabytes(machine.memory)}; a model may take {gigabytes(usable_memory(machine))} of it.",
        "Take a smaller one (localdocs models list), or insist: --force, in Python force=True",
    )
