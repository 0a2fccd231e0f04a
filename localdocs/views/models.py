"""What ``localdocs models …`` says: lines for people, and the shapes of ``--json``."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from localdocs.computer.machine import Machine
from localdocs.languages.amounts import duration, gigabytes
from localdocs.models.gguf.facts import CatalogueModel, LocalModel, Unusable
from localdocs.models.shelf.catalogue import BUILT_IN
from localdocs.models.shelf.desk import Overview
from localdocs.models.shelf.found import called
from localdocs.models.shelf.on_this_computer import Unfinished
from localdocs.models.shelf.suggestion import Suggestion, why_not_suggested
from localdocs.models.shelf.suitability import PATIENCE_SECONDS, JudgedHere, Suitability
from localdocs.reports import LibraryStatus
from localdocs.views.style import each_shown

_ALIKE = "the suggested one is larger, and does about alike"
_NO_FORMAT = "unknown format"
_PATIENCE = duration(PATIENCE_SECONDS)


@each_shown
def overview_lines(overview: Overview, *, everything: bool) -> Iterator[str]:
    """The list for people; of the catalogue what is not here yet, without ``everything`` only what
    people choose today and what fits. Files of one name are told apart by where they lie."""
    yield machine_line(overview.machine)
    yield f"In use: {model_in_words(overview.in_use)}"
    if suggested := _suggested(overview):
        yield f"Suggested: {suggested} (localdocs models suggest)"
    yield ""
    yield "On this computer:"
    names = Counter(local.name.casefold() for local, _ in overview.local)
    for local, verdict in overview.local:
        yield f"  {local.name}  ({local.program}, {gigabytes(local.facts.file_bytes)})"
        if names[local.name.casefold()] > 1:
            yield f"      {local.path}"
        yield f"      {_felt(verdict)}"
    if not overview.local:
        yield "  none but the one that comes with localdocs"
    for it in overview.unfinished:
        yield from _unfinished_lines(it)
    if overview.unusable:
        yield f"  {len(overview.unusable)} more cannot be used: localdocs models find"
    yield ""
    yield "To be had (localdocs models pull NAME), what suits this computer best first:"
    shown = [row for row in overview.catalogue if everything or _is_shown(*row)]
    passed_over = _passed_over(overview)
    for model, verdict in shown:
        yield f"  {model.name}  ({_known_size(model)}, {_licence(model)})"
        yield f"      {'; '.join([_felt(verdict), *_known_of(model)])}"
        if model.origin != BUILT_IN:
            yield f"      {_whose(model)}"
        if model in passed_over:
            why = why_not_suggested(model, verdict, overview.machine) or _ALIKE
            yield f"      not suggested: {why}"
    if rest := len(overview.catalogue) - len(shown):
        yield f"{rest} more are older or do not fit: localdocs models list --all"


def _unfinished_lines(it: Unfinished) -> Iterator[str]:
    """How much of it is here, and how it goes on."""
    if it.size:
        share = f"{it.came / it.size:.0%}, {gigabytes(it.came)} of {gigabytes(it.size)}"
        yield f"  {it.name}  (has come in part: {share})"
    else:
        yield f"  {it.name}  (has come in part: {gigabytes(it.came)})"
    on = f"go on: localdocs models pull '{it.name}'; " if it.is_known else ""
    yield f"      {on}delete it: localdocs models remove '{it.name}'"


def _passed_over(overview: Overview) -> list[CatalogueModel]:
    """What suits this computer better than the suggested model by the order of the list."""
    models = [model for model, _ in overview.catalogue]
    suggested = overview.suggestion.model if overview.suggestion else None
    return models[: models.index(suggested)] if suggested in models else []


def overview_shape(overview: Overview) -> dict[str, Any]:
    """What ``models list --json`` prints; its lists are made when they are printed."""
    return {
        "machine": asdict(overview.machine),
        "in_use": overview.in_use,
        "local": (local_shape(*pair) for pair in overview.local),
        "unusable": [asdict(it) for it in overview.unusable],
        "unfinished": [asdict(it) for it in overview.unfinished],
        "suggestion": _suggested(overview),
        "catalogue": (catalogue_shape(*pair) for pair in overview.catalogue),
    }


def suggestion_words(suggestion: Suggestion) -> str:
    """Why that model, in two sentences."""
    model, verdict = suggestion.model, suggestion.verdict
    why = (
        f"About {duration(verdict.seconds or 0)} an answer here; {verdict.words}; {model.licence}."
    )
    these = f"with an open licence and a published figure that answer within {_PATIENCE} here"
    beside = f"of the {suggestion.others + 1} {these}, none follows clearly more"
    if not suggestion.others:
        beside = f"there are no others {these}"
    return f"{why} It follows {model.instructions:.0f} of 100 instructions (IFEval); {beside}."


def advice_words(suggestion: Suggestion) -> str:
    """The suggestion in a line, for one who did not ask for it."""
    model, verdict = suggestion.model, suggestion.verdict
    facts = [f"about {duration(verdict.seconds or 0)} each", model.licence]
    command = f"localdocs models {'use' if suggestion.here else 'pull'} '{model.name}'"
    if not suggestion.here:
        facts.insert(1, f"{_known_size(model)} to fetch")
    return (
        f"{model.name} would put answers into its own words on this computer "
        f"({', '.join(facts)}): {command}. This is said once."
    )


@each_shown
def suggestion_lines(suggestion: Suggestion | None, brings: str) -> Iterator[str]:
    """What to get for this computer, what to use, or that it is in use."""
    if suggestion is None:
        yield "The model that comes with localdocs suits this computer: no larger one of which"
        yield f"enough is known fits beside other programs and answers within {_PATIENCE}."
        return
    model = suggestion.model
    yield f"{model.name}  ({_known_size(model)}, {_licence(model)})"
    yield f"    {suggestion_words(suggestion)}"
    yield f"    Figure: {model.instructions_source}"
    yield f"    What it brings: {brings}"
    if suggestion.in_use:
        yield "It is in use."
        return
    if not suggestion.here:
        yield f"Get it: localdocs models pull '{model.name}'"
    yield f"Let it answer: localdocs models use '{model.name}'"


def suggestion_shape(suggestion: Suggestion | None) -> dict[str, Any]:
    """What ``models suggest --json`` prints."""
    if suggestion is None:
        return {"suggestion": None}
    shape = catalogue_shape(suggestion.model, suggestion.verdict)
    return {
        "suggestion": shape,
        "why": suggestion_words(suggestion),
        "here": suggestion.here,
        "in_use": suggestion.in_use,
    }


@each_shown
def arrival_lines(
    model: CatalogueModel, source: Path | str, verdict: Suitability, came: int
) -> Iterator[str]:
    """What is about to be taken, before it is; ``came``: bytes of it that are here already."""
    yield f"{model.name}: {_known_size(model)} from {source}, {_licence(model)}."
    yield f"On this computer: {_felt(verdict)}."
    if model.instead_of:
        yield f"It is {_whose(model)}."
    if came:
        yield f"{gigabytes(came)} of it have come; it goes on from there."
    if model.note:
        yield model.note


def model_in_words(file: Path | None) -> str:
    """The model in a file and where it lies, None being the one that comes along."""
    return f"{called(file)} ({file})" if file else "the model that comes with localdocs"


@each_shown
def embedder_lines(chosen: str, status: LibraryStatus) -> Iterator[str]:
    """What finds by meaning: by the settings, and in the index."""
    yield f"The embedding model is {chosen or 'the one that comes with localdocs'}."
    if status.embedder:
        yield f"The index has vectors of {status.embedder.partition(':')[0]}."


@each_shown
def found_lines(judged: JudgedHere, unusable: Sequence[Unusable], choice: str) -> Iterator[str]:
    """What a search brought, and which to take."""
    for local, verdict in judged:
        yield f"{local.name}  ({local.program})"
        yield f"    {local.path}"
        yield f"    {_kind(local)}; {_felt(verdict)}"
    for it in unusable:
        yield f"{it.name}  ({it.program}): cannot be used"
        yield f"    {it.path}"
        yield f"    {it.reason}"
        if it.remedy:
            yield f"    {it.remedy}"
    yield choice


@each_shown
def local_lines(local: LocalModel, verdict: Suitability) -> Iterator[str]:
    """All that is known of a file."""
    facts = local.facts
    yield f"{local.name}: {_kind(local)}"
    yield f"  file      {local.path} ({gigabytes(facts.file_bytes)}, {local.program})"
    yield f"  context   {facts.context_tokens or 'unknown'} tokens"
    yield f"  licence   {facts.licence or 'the file does not say'}"
    if facts.languages:
        yield f"  languages {', '.join(facts.languages)}"
    yield f"  template  {'in the file' if facts.chat_template else 'none in the file'}"
    yield from _verdict_lines(verdict)


@each_shown
def catalogue_lines(model: CatalogueModel, verdict: Suitability) -> Iterator[str]:
    """All that the catalogue knows of a model."""
    digest = f"SHA-256 {model.sha256}" if model.sha256 else f"MD5 {model.md5}"
    if not (model.sha256 or model.md5):
        digest = "not known; the head of the file is checked instead"
    yield f"{model.name}: {model.family} ({model.architecture}), {_count(model.parameters)}"
    yield f"  file      {model.file} ({_known_size(model)}, {model.quantization or _NO_FORMAT})"
    yield f"  from      {model.url}"
    if model.origin != BUILT_IN:
        yield f"  listed    {_whose(model)}"
    yield f"  checksum  {digest}"
    yield f"  context   {model.context_tokens or 'unknown'} tokens"
    yield f"  licence   {_licence(model)}"
    yield f"  languages {', '.join(model.languages) or 'unknown'}"
    yield f"  template  {model.chat_template or 'none: it goes on with text'}"
    if sampling := _sampling(model):
        yield f"  sampling  {sampling}"
    if model.ram_gb:
        yield f"  memory    a computer of {model.ram_gb:g} GB, says its publisher"
    if model.instructions:
        words = f"{model.instructions:.0f} of 100 instructions followed (IFEval)"
        yield f"  quality   {words}: {model.instructions_source}"
    if model.note:
        yield f"  note      {model.note}"
    yield from _verdict_lines(verdict)


def machine_line(machine: Machine) -> str:
    """What this computer has."""
    speed = f", which are read at {gigabytes(machine.bandwidth)}/s" if machine.bandwidth else ""
    cores = "1 core" if machine.cores == 1 else f"{machine.cores} cores"
    free = f"{gigabytes(machine.available)} of them free"
    return f"This computer: {gigabytes(machine.memory)} of memory ({free}){speed}; {cores}"


def local_shape(local: LocalModel, verdict: Suitability) -> dict[str, Any]:
    """A file, for programs; of its template only whether there is one."""
    facts = asdict(local.facts)
    facts["chat_template"] = bool(local.facts.chat_template)
    named = {"name": local.name, "path": local.path, "program": local.program}
    return {**facts, **named, **_verdict_shape(verdict)}


def catalogue_shape(model: CatalogueModel, verdict: Suitability) -> dict[str, Any]:
    """A model of the catalogue, for programs."""
    return {**asdict(model), **_verdict_shape(verdict)}


def _suggested(overview: Overview) -> str | None:
    """The name of what to get or to use; None where none is better than what is in use."""
    suggestion = overview.suggestion
    return None if suggestion is None or suggestion.in_use else suggestion.model.name


def _verdict_shape(verdict: Suitability) -> dict[str, Any]:
    return {
        "memory": {**asdict(verdict.need), "total": verdict.need.total},
        "fits": verdict.fits,
        "verdict": verdict.words,
        "seconds_an_answer": verdict.seconds,
    }


def _verdict_lines(verdict: Suitability) -> Iterator[str]:
    need = verdict.need
    parts = f"weights {gigabytes(need.weights)}, context {gigabytes(need.context)}"
    yield f"  needs     {gigabytes(need.total)}: {parts}, the rest {gigabytes(need.buffers)}"
    yield f"  here      {_felt(verdict)}"


def _felt(verdict: Suitability) -> str:
    """What a person would feel of it."""
    if verdict.seconds is None:
        return verdict.words
    return f"about {duration(verdict.seconds)} an answer; {verdict.words}"


def _known_of(model: CatalogueModel) -> Iterator[str]:
    if model.thinks:
        yield "thinks first, which takes longer"
    if model.instructions:
        yield f"follows {model.instructions:.0f} of 100 instructions"


def _whose(model: CatalogueModel) -> str:
    """Which list a person's own model is on, and whose place it takes."""
    place = f", in place of the “{model.instead_of}” that localdocs knows"
    return f"from your {model.origin}{place if model.instead_of else ''}"


def _is_shown(model: CatalogueModel, verdict: Suitability) -> bool:
    return model.current and (verdict.fits or model.origin != BUILT_IN)


def _kind(local: LocalModel) -> str:
    facts = local.facts
    return f"{facts.architecture}, {_count(facts.parameters)}, {facts.quantization or _NO_FORMAT}"


def _count(parameters: int) -> str:
    if parameters >= 1e9:
        return f"{parameters / 1e9:.1f} billion parameters"
    return f"{parameters / 1e6:.0f} million parameters" if parameters >= 1e6 else "unknown size"


def _known_size(model: CatalogueModel) -> str:
    return gigabytes(model.size) if model.size else "size not known"


def _licence(model: CatalogueModel) -> str:
    allowed = {True: "commercial use allowed", False: "no commercial use", None: "use not known"}
    return f"{model.licence or 'licence not known'}, {allowed[model.commercial_use]}"


def _sampling(model: CatalogueModel) -> str:
    named = asdict(model.sampling).items()
    return ", ".join(f"{name} {value:g}" for name, value in named if value is not None)
