"""The models that are on this computer already, whichever program brought them. Read-only.

What a file is, its first bytes and its head say, never its name: Ollama's have none, and what is
called .gguf may be a web page. Names only decide how a model is called.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from localdocs.computer.walking import Identity, files_below
from localdocs.errors import ModelError, ModelUnsupportedError
from localdocs.models.gguf.architectures import ANOTHER, why_not
from localdocs.models.gguf.facts import GgufFacts, LocalModel, Unusable
from localdocs.models.gguf.file_kinds import OLD_FORMATS
from localdocs.models.gguf.header import architecture, read_facts
from localdocs.models.gguf.soundness import check_filled
from localdocs.models.shelf.locations import HUGGING_FACE, OLLAMA, Location
from localdocs.models.shelf.ollama import ollama_models, ollama_name

_PART = re.compile(r"-(\d{5})-of-(\d{5})(\.gguf)$", re.IGNORECASE)
_UNFINISHED = (".part", ".incomplete", ".downloadInProgress", ".tmp")
_LEAST_BYTES = 64


@dataclass(frozen=True, slots=True)
class Found:
    """What a search brought: models that can answer, and files that look like it and cannot."""

    models: tuple[LocalModel, ...]
    unusable: tuple[Unusable, ...]


def find_models(locations: Iterable[Location]) -> Found:
    """Look into all places. A file that is reached in two ways is told once."""
    seen: set[Identity] = set()
    models: list[LocalModel] = []
    unusable: list[Unusable] = []
    for location in locations:
        for name, path in _candidates(location, seen):
            verdict = look_at(path, location.program, name)
            if isinstance(verdict, LocalModel):
                models.append(verdict)
            elif verdict is not None:
                unusable.append(verdict)
    return Found(tuple(models), tuple(unusable))


def look_at(path: Path, program: str, name: str = "") -> LocalModel | Unusable | None:
    """What a file is; None for one that has nothing to do with models, or a further part of one."""
    if not _looks_like_one(path):
        return None
    name = name or called(path)
    try:
        model = read_model(path, program, name)
    except ModelError as error:
        return Unusable(name, path, program, error.message, error.remedy)
    except OSError as error:
        return Unusable(name, path, program, f"{path} cannot be read: {error.strerror}.")
    return None if model.facts.part else model


def read_model(path: Path, program: str, name: str = "") -> LocalModel:
    """The model in a file. Raises ModelMissingError, ModelDamagedError, ModelUnsupportedError."""
    name = name or called(path)
    facts = read_facts(path)
    check_filled(path)
    _check_work(name, facts.architecture)
    return LocalModel(name, path, program, _with_all_parts(path, facts))


def check_answers(path: Path) -> str:
    """What the model in a file is called, after a short look at whether it can answer.

    Raises as ``read_model`` does, but for what only the whole head would show.
    """
    name = called(path)
    _check_work(name, architecture(path))
    return name


def called(path: Path) -> str:
    """What a person calls the model in a file: by the file's name, where that says anything.

    Ollama's files are called by their digests, and each of Jan's is model.gguf in a folder of its
    own (so may those of Hugging Face be, but their folders are called by a digest too).
    """
    if path.stem == "model" and "snapshots" not in path.parts:
        return path.parent.name
    return ollama_name(path) or path.stem


def _check_work(name: str, family: str) -> None:
    """Raise ModelUnsupportedError for a model that cannot answer."""
    if reason := why_not(family):
        raise ModelUnsupportedError(f"{name} cannot answer. {reason}", ANOTHER)


def _candidates(location: Location, seen: set[Identity]) -> Iterator[tuple[str, Path]]:
    """Names and files; the files need not be models."""
    if location.program == OLLAMA:
        yield from ollama_models(location.folder, seen)
        return
    for folder in _folders_of(location):
        for path in files_below(folder, seen):
            if path.suffix not in _UNFINISHED:
                yield called(path), path


def _folders_of(location: Location) -> list[Path]:
    """Of the Hugging Face cache only the snapshots, which have the names: the files that they link
    to are called by their digests."""
    if location.program == HUGGING_FACE:
        return sorted(location.folder.glob("models--*/snapshots"))
    return [location.folder]


def _looks_like_one(path: Path) -> bool:
    """By the first four bytes; a file called .gguf is told of in any case, so that one hears what
    is wrong with it."""
    try:
        with path.open("rb") as file:
            head = file.read(4)
            size = path.stat().st_size
    except OSError:
        return False
    if head == b"GGUF" or head in OLD_FORMATS:
        return size >= _LEAST_BYTES or path.suffix.lower() == ".gguf"
    return path.suffix.lower() == ".gguf"


def _with_all_parts(path: Path, facts: GgufFacts) -> GgufFacts:
    """The facts of a model in several files, whose first one this is.

    Raises ModelDamagedError or ModelMissingError where a part is not sound or not there.
    """
    if facts.part or facts.parts == 1 or not (found := _PART.search(path.name)):
        return facts
    begin = path.name[: found.start()]
    for number in range(2, facts.parts + 1):
        part = read_facts(path.with_name(f"{begin}-{number:05}-of-{found[2]}{found[3]}"))
        facts = replace(
            facts,
            file_bytes=facts.file_bytes + part.file_bytes,
            weight_bytes=facts.weight_bytes + part.weight_bytes,
            parameters=facts.parameters + part.parameters,
        )
    return facts


def is_part_of(path: Path, first: Path) -> bool:
    """Whether a file is a part of the model whose first part is given."""
    one, other = _PART.search(path.name), _PART.search(first.name)
    if not one or not other:
        return path == first
    same_begin = path.name[: one.start()] == first.name[: other.start()]
    return same_begin and one[2] == other[2]
