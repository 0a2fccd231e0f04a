"""Which model of the catalogue to get for this computer, by what a person feels of it.

Of those whose answer does not keep one waiting and that leave memory to other programs, the one
that is known to follow instructions best; of several that do about alike, the largest, which has
read most. Pure: facts in, a suggestion out.
"""

from dataclasses import dataclass

from localdocs.computer.machine import Machine
from localdocs.models.gguf.facts import CatalogueModel
from localdocs.models.shelf.suitability import JudgedKnown, Suitability
from prompts.answer.model import SMALL

_OF_MEMORY = 0.6
"""The share of memory that a model may take beside a browser and what else runs."""

_FREE = frozenset({"Apache-2.0", "MIT"})
"""Licences without conditions that a person would have to read first."""

_ABOUT_ALIKE = 5.0
"""Of a hundred instructions: what another way of measuring makes of a difference."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The model to get, or to use, and how it suits this computer."""

    model: CatalogueModel
    verdict: Suitability
    others: int
    """How many more were in question."""
    here: bool = False
    """Whether it is on this computer."""
    in_use: bool = False


def suggest(judged: JudgedKnown, machine: Machine) -> Suggestion | None:
    """The one to get; None where none that is known to be better suits this computer."""
    able = [pair for pair in judged if not why_not_suggested(*pair, machine)]
    if not able:
        return None
    best = max(model.instructions or 0.0 for model, _ in able)
    alike = [pair for pair in able if (pair[0].instructions or 0.0) >= best - _ABOUT_ALIKE]
    model, verdict = max(alike, key=lambda pair: (pair[0].parameters, pair[0].instructions))
    return Suggestion(model, verdict, len(able) - 1)


def order(verdict: Suitability, instructions: float | None) -> tuple[bool, bool, float, float]:
    """What sorts models: what fits, what is quick, what follows instructions best as far as one
    knows, and what answers soonest."""
    seconds = float("inf") if verdict.seconds is None else verdict.seconds
    known = -(instructions or 0.0) if verdict.quick else 0.0
    return not verdict.fits, not verdict.quick, known, seconds


def why_not_suggested(model: CatalogueModel, verdict: Suitability, machine: Machine) -> str:
    """Why a person has to decide on it: what is unknown or slow or has conditions is not
    suggested. "" where it may be."""
    reasons = {
        "its licence has conditions": model.licence not in _FREE,
        "no figure of how it follows instructions is known": not model.instructions,
        "it may think first": model.thinks is not False,
        "it only words facts that are sure": model.parameters < SMALL,
        "it leaves too little memory to other programs": verdict.need.total
        > _OF_MEMORY * machine.memory,
        "it is slow here": not (verdict.fits and verdict.quick and verdict.seconds),
        "it cannot answer": model.kind != "language",
        "it is older": not model.current,
    }
    return next((reason for reason, holds in reasons.items() if holds), "")
