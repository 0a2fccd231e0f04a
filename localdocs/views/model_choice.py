"""The models to choose from, as the page shows them, and what a model of a size brings."""

from typing import Any

from localdocs.computer.machine import Machine
from localdocs.languages.amounts import gigabytes
from localdocs.models.gguf.facts import CatalogueModel, LocalModel, Unusable
from localdocs.models.shelf.suggestion import Suggestion
from localdocs.models.shelf.suitability import Suitability
from localdocs.views.models import suggestion_words

_BRINGS = (
    (
        0.3e9,
        "Quick and tiny: it only puts facts that are sure into a sentence. Measured, as many "
        "answers are complete as with your documents’ own words alone.",
    ),
    (
        1e9,
        "Puts facts that are sure into a sentence, no more. Measured with one of half a billion "
        "parameters, as many answers are complete as with your documents’ own words alone.",
    ),
    (
        2.5e9,
        "What it says leads where a quote supports it; your documents’ words follow. Measured with "
        "one of 1.5 billion parameters, no more answers are complete for certain than without.",
    ),
)
"""What models up to so many parameters bring: docs/benchmarks.md, “Questions as people type
them”."""

_LARGER = "Larger than any that was measured with localdocs."


def what_it_brings(parameters: int) -> str:
    """What a language model of that size does for answers."""
    if not parameters:
        return "Its size is not known, and so not what it brings."
    for most, words in _BRINGS:
        if parameters < most:
            return words
    return _LARGER


def here_shape(local: LocalModel, verdict: Suitability) -> dict[str, Any]:
    """A model of this computer that can answer."""
    return {
        "name": local.name,
        "file": local.path.name,
        "program": local.program,
        "answers": True,
        "size": local.facts.file_bytes,
        "licence": local.facts.licence,
        "brings": what_it_brings(local.facts.parameters),
        **_verdict_shape(verdict),
    }


def unusable_shape(it: Unusable) -> dict[str, Any]:
    """A file of this computer that cannot answer, and why."""
    return {
        "name": it.name,
        "file": it.path.name,
        "program": it.program,
        "answers": False,
        "size": it.path.stat().st_size if it.path.is_file() else 0,
        "licence": "",
        "brings": "",
        "fits": False,
        "words": it.reason,
        "tokens_a_second": None,
        "seconds_an_answer": None,
    }


def to_be_had_shape(
    model: CatalogueModel, verdict: Suitability, came: int, address: str
) -> dict[str, Any]:
    """A model of the catalogue that is not here yet; ``came``: bytes of it that are; ``address``:
    where it is fetched from."""
    answers = model.kind == "language"
    brings = what_it_brings(model.parameters)
    return {
        "name": model.name,
        "file": model.file,
        "url": address,
        "answers": answers,
        "size": model.size or verdict.need.weights,
        "is_size_known": model.size is not None,
        "came": came,
        "licence": model.licence or "not known",
        "commercial_use": model.commercial_use,
        "languages": list(model.languages),
        "brings": brings if answers else "Turns text into vectors; it cannot answer.",
        "current": model.current,
        "thinks": model.thinks,
        "instructions": model.instructions,
        **_verdict_shape(verdict),
    }


def computer_words(machine: Machine) -> str:
    """What this computer has, in a sentence."""
    cores = "1 core" if machine.cores == 1 else f"{machine.cores} cores"
    free = gigabytes(machine.available)
    return f"This computer has {gigabytes(machine.memory)} of memory, {free} of it free, {cores}."


def choice_shape(suggestion: Suggestion | None) -> dict[str, str] | None:
    """The model to get or to use on this computer, and why; None where none is better for it than
    what is in use."""
    if suggestion is None or suggestion.in_use:
        return None
    return {"name": suggestion.model.name, "words": suggestion_words(suggestion)}


def _verdict_shape(verdict: Suitability) -> dict[str, Any]:
    return {
        "fits": verdict.fits,
        "words": verdict.words,
        "tokens_a_second": verdict.tokens_a_second or None,
        "seconds_an_answer": verdict.seconds,
    }
