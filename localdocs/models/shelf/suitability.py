"""How a model suits this computer, and which of those that are here to take, in a sentence.

Larger models answer better, as long as they fit into memory and do not keep one waiting.
Pure: facts in, verdicts out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from localdocs.computer.machine import Machine
from localdocs.errors import ModelTooLargeError
from localdocs.languages.amounts import duration, gigabytes
from localdocs.models.gguf.facts import CatalogueModel, LocalModel, MemoryNeed
from localdocs.models.running.tuning_note import Speeds
from localdocs.models.shelf.speed import seconds_an_answer, tokens_read, tokens_written

PATIENCE_SECONDS = 30.0
"""What an answer may take: the document's own words are on the screen before."""

_READING_SPEED = 5.0
"""Tokens a second below which an answer comes slower than most people read."""

_LEFT_TO_OTHERS = 0.1
"""The share of memory that the system itself and other programs keep in any case."""


@dataclass(frozen=True, slots=True)
class Suitability:
    """How well a model suits a computer. ``tokens_a_second``: about, when it writes, 0 if not
    known; ``seconds``: about, of an answer, None if not known."""

    need: MemoryNeed
    fits: bool
    tokens_a_second: float
    words: str
    seconds: float | None = None

    @property
    def quick(self) -> bool:
        """Whether an answer is there before one has had enough, or nobody knows."""
        if self.seconds is None:
            return not 0 < self.tokens_a_second < _READING_SPEED
        return self.seconds <= PATIENCE_SECONDS


JudgedHere = Sequence[tuple[LocalModel, Suitability]]
"""Files of this computer, and how they suit it."""

JudgedKnown = Sequence[tuple[CatalogueModel, Suitability]]
"""Models of the catalogue, and how they suit this computer."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The model to take, None where none suits, and why."""

    model: LocalModel | None
    words: str


def usable_memory(machine: Machine) -> int:
    """Bytes that a model may take."""
    return round(machine.memory * (1 - _LEFT_TO_OTHERS))


def suitability(
    need: MemoryNeed,
    machine: Machine,
    *,
    parameters: int = 0,
    share: float = 1.0,
    measured: Speeds | None = None,
) -> Suitability:
    """Whether it fits, and how quick it is.

    ``parameters``: those that each token passes through, 0 if not known; ``share``: the part of the
    weights that these are; ``measured``: how fast it ran here, which goes before what is reckoned.
    """
    fits = need.total <= usable_memory(machine)
    written = measured.written if measured else tokens_written(machine, need.weights * share)
    read = measured.read if measured else tokens_read(machine, parameters)
    seconds = seconds_an_answer(read, written) if fits else None
    verdict = Suitability(need, fits, written, _in_words(need, fits, machine), seconds)
    if fits and not verdict.quick:
        return replace(verdict, words=f"{verdict.words}, and is slow here")
    return verdict


def _in_words(need: MemoryNeed, fits: bool, machine: Machine) -> str:
    if not need.weights:
        return "nobody knows whether it fits, as its size is not known"
    taken, there = gigabytes(need.total), gigabytes(machine.memory)
    if not fits:
        return f"does not fit: needs {taken} of memory, and this computer has {there}"
    if need.total > machine.available:
        free = gigabytes(machine.available)
        return f"fits if other programs are closed: needs {taken}, {free} of {there} are free"
    return f"fits: needs {taken} of {there}"


def choose(candidates: JudgedHere) -> Choice:
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
    return f"; an answer takes about {duration(verdict.seconds)}" if verdict.seconds else ""


def _preference(pair: tuple[LocalModel, Suitability]) -> tuple[bool, int, Path]:
    model, _ = pair
    return bool(model.facts.chat_template), model.facts.parameters, model.path


def _why_not(larger: JudgedHere) -> str:
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
