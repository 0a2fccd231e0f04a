"""What ``localdocs models …`` says: lines for people, and the shapes of ``--json``."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from localdocs.computer.machine import Machine
from localdocs.languages.amounts import gigabytes
from localdocs.models.gguf.facts import CatalogueModel, LocalModel, Unusable
from localdocs.models.shelf.desk import Judged, Overview
from localdocs.models.shelf.found import called
from localdocs.models.shelf.suitability import Suitability
from localdocs.reports import LibraryStatus
from localdocs.views.style import each_shown

_NO_FORMAT = "unknown format"


@each_shown
def overview_lines(overview: Overview) -> Iterator[str]:
    """The list for people; of the catalogue what is not here yet."""
    yield machine_line(overview.machine)
    yield f"In use: {model_in_words(overview.in_use)}"
    yield ""
    yield "On this computer:"
    for local, verdict in overview.local:
        yield f"  {local.name}  ({local.program}, {gigabytes(local.facts.file_bytes)})"
        yield f"      {verdict.words}"
    if not overview.local:
        yield "  none but the one that comes with localdocs"
    if overview.unusable:
        yield f"  {len(overview.unusable)} more cannot be used: localdocs models find"
    yield ""
    yield "To be had (localdocs models pull NAME):"
    for model, verdict in overview.catalogue:
        yield f"  {model.name}  ({_known_size(model)}, {_licence(model)})"
        yield f"      {verdict.words}"


def overview_shape(overview: Overview) -> dict[str, Any]:
    """What ``models list --json`` prints."""
    return {
        "machine": asdict(overview.machine),
        "in_use": overview.in_use,
        "local": [local_shape(*pair) for pair in overview.local],
        "unusable": [asdict(it) for it in overview.unusable],
        "catalogue": [catalogue_shape(*pair) for pair in overview.catalogue],
    }


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
def found_lines(judged: Judged, unusable: Sequence[Unusable], choice: str) -> Iterator[str]:
    """What a search brought, and which to take."""
    for local, verdict in judged:
        yield f"{local.name}  ({local.program})"
        yield f"    {local.path}"
        yield f"    {_kind(local)}; {verdict.words}"
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
    yield f"  checksum  {digest}"
    yield f"  context   {model.context_tokens or 'unknown'} tokens"
    yield f"  licence   {_licence(model)}"
    yield f"  languages {', '.join(model.languages) or 'unknown'}"
    yield f"  template  {model.chat_template or 'none: it goes on with text'}"
    if sampling := _sampling(model):
        yield f"  sampling  {sampling}"
    if model.ram_gb:
        yield f"  memory    a computer of {model.ram_gb:g} GB, says its publisher"
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


def _verdict_shape(verdict: Suitability) -> dict[str, Any]:
    return {
        "memory": {**asdict(verdict.need), "total": verdict.need.total},
        "fits": verdict.fits,
        "verdict": verdict.words,
    }


def _verdict_lines(verdict: Suitability) -> Iterator[str]:
    need = verdict.need
    parts = f"weights {gigabytes(need.weights)}, context {gigabytes(need.context)}"
    yield f"  needs     {gigabytes(need.total)}: {parts}, the rest {gigabytes(need.buffers)}"
    yield f"  here      {verdict.words}"


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
