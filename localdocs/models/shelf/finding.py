"""From what a person calls a model to its file. Nothing is fetched unless the caller allows it.

`localdocs.models.shelf.chosen` goes on from there to a model that is open.
"""

from dataclasses import replace
from pathlib import Path

from localdocs.computer.machine import this_machine
from localdocs.errors import ModelMissingError, ModelUnsupportedError
from localdocs.home.places import Places, places
from localdocs.home.settings import Settings
from localdocs.models.gguf.facts import MemoryNeed
from localdocs.models.gguf.memory import memory_need, memory_need_of
from localdocs.models.multilingual.choice import MULTILINGUAL, PACKED, multilingual_folder
from localdocs.models.running.quantize import fastest_version
from localdocs.models.shelf.catalogue import load_catalogue
from localdocs.models.shelf.defaults import (
    DEFAULT_EMBEDDING_MODEL,
    DEFAULT_LANGUAGE_MODEL,
    ModelFile,
    find_embedding_model,
    find_language_model,
)
from localdocs.models.shelf.on_this_computer import Shelf, open_shelf
from localdocs.models.shelf.suitability import refuse_too_large, suitability

DEFAULT = "default"
"""What a person calls the models that come along."""

SUFFIXES = (".gguf", ".bin")

_GPT4ALL_FIELDS = (
    ("name", "name"),
    ("filename", "file"),
    ("filesize", "size"),
    ("md5sum", "md5"),
    ("sha256sum", "sha256"),
    ("ramrequired", "ram_gb"),
    ("parameters", "parameters"),
    ("quant", "quantization"),
    ("type", "family"),
    ("description", "note"),
    ("url", "url"),
)
"""GPT4All's names of facts, and ours."""


def find_model(
    name: str | Path,
    folder: Path | None,
    where: Places,
    *,
    context_tokens: int,
    allow_download: bool = False,
    force: bool = False,
) -> ModelFile:
    """The file of a model that is named by its path, its file or its name in the catalogue.

    "" or "default" is the model that localdocs brings along. Looked through in turn: the path
    itself, ``folder``, what localdocs and other programs have on this computer, and, only if
    ``allow_download``, the place where the catalogue says that it is to be had; ``folder`` receives
    it, else our own does. ``context_tokens`` is how long its context is to be; ``force``: even if
    that takes more memory than there is.
    Raises ModelMissingError, ModelTooLargeError, DownloadError, and what is wrong with the file.
    """
    if name in ("", DEFAULT, DEFAULT_LANGUAGE_MODEL):
        return _default(where)
    shelf = _shelf(where)
    path = _here(name, folder, shelf)
    known = shelf.catalogue.find(str(name))
    if path is None and allow_download and known and known.kind == "language":
        if not force:
            _check_fits(known.name, memory_need_of(known))
        path = fetch_model(str(name), folder or shelf.folder)
    local = shelf.look_into(path) if path else shelf.get(str(name))
    if not force:
        _check_fits(local.name, memory_need(local.facts, context_tokens))
    return ModelFile(local.name, local.path)


def find_named(name: str, where: Places, *, force: bool) -> ModelFile:
    """The model that a person names for one run of a command, with the context of the settings.

    Raises as ``find_model`` does.
    """
    context_tokens = Settings(where.settings).whole("context_tokens")
    return find_model(name, None, where, context_tokens=context_tokens, force=force)


def find_listed(name: str, where: Places) -> ModelFile:
    """The model of this computer that is called ``name``, never a file by its path: for callers who
    may choose a model and nothing else.

    Raises as ``find_model`` does.
    """
    if _on_disk(Path(name).expanduser(), None):
        raise ModelMissingError(
            f"No model is called “{name}”.", "'localdocs models list' shows what there is."
        )
    return find_named(name, where, force=False)


def find_chosen(settings: Settings, where: Places) -> ModelFile:
    """The language model of the settings, after a short look: when it was chosen, its file was
    looked at, and how large it is was known.

    Raises ModelMissingError, and what is wrong with the file.
    """
    named = settings.text("language_model")
    if not named:
        return _default(where)
    path = _path(named)
    if path.name.startswith(DEFAULT_LANGUAGE_MODEL) and path == (default := _default(where)).path:
        return default  # by its own name, which is not that of its file
    return find_language_model(where.cache, path)


def find_embedder(name: str, where: Places) -> ModelFile:
    """The folder of an embedding model: "" or the default's name, "multilingual", or its path.

    The multilingual one is unpacked at the first call. Raises ModelMissingError,
    ModelDamagedError, ModelUnsupportedError, StorageError.
    """
    settled = settled_embedder(name)
    if settled == MULTILINGUAL:
        return ModelFile(PACKED.name, multilingual_folder(where))
    return find_embedding_model(where.cache, Path(settled) if settled else None)


def settled_embedder(name: str) -> str:
    """The same model by a name that means it in any folder: "" for the default, "multilingual", or
    an absolute path. Raises ModelUnsupportedError."""
    if name == MULTILINGUAL:
        return name
    if name in ("", DEFAULT) or (
        name.startswith(DEFAULT_EMBEDDING_MODEL) and not Path(name).is_dir()
    ):
        return ""  # GPT4All calls the same model all-MiniLM-L6-v2.gguf2.f16.gguf
    if name.endswith(".gguf"):
        raise ModelUnsupportedError(
            f"{name}: embedding models are run from sentence-transformers folders, not from GGUF.",
            "Name such a folder, or leave the model out.",
        )
    return str(_path(name))


def find_file(
    name: str | Path, folder: Path | None, where: Places, *, allow_download: bool = False
) -> Path:
    """Where the file of a model lies, whatever it is good for. Raises as ``find_model`` does."""
    shelf = _shelf(where)
    if path := _here(name, folder, shelf):
        return path
    if allow_download and shelf.catalogue.find(str(name)):
        return fetch_model(str(name), folder or shelf.folder)
    return shelf.get(str(name)).path


def fetch_model(name: str, folder: Path) -> Path:
    """Download a model of the catalogue. Raises ModelMissingError where it knows no such model."""
    shelf = replace(_shelf(places()), folder=folder)
    return shelf.pull(shelf.catalogue.get(name), _unheard)


def catalogue_rows() -> list[dict[str, str]]:
    """The catalogue, each model as a mapping with GPT4All's names for its facts.

    As there, values are text; what is not known is left out.
    """
    models = load_catalogue(places().home).models
    rows = ({field: getattr(model, ours) for field, ours in _GPT4ALL_FIELDS} for model in models)
    return [{field: str(value) for field, value in row.items() if value} for row in rows]


def _default(where: Places) -> ModelFile:
    """The language model that localdocs brings along, in its fastest format."""
    model = find_language_model(where.cache)
    return replace(model, path=fastest_version(model.path, where.cache))


def _path(named: str) -> Path:
    return Path(named).expanduser().absolute()


def _here(name: str | Path, folder: Path | None, shelf: Shelf) -> Path | None:
    """Where the file of a model lies on this computer."""
    if path := _on_disk(Path(name).expanduser(), folder):
        return path
    known = shelf.catalogue.find(str(name))
    if folder and known and (folder / known.file).is_file():
        return folder / known.file
    local = shelf.resolve(str(name))
    return local.path if local else None


def _on_disk(named: Path, folder: Path | None) -> Path | None:
    if named.is_file():
        return named.absolute()
    if folder is None:
        return None
    name = str(named) if named.name.endswith(SUFFIXES) else f"{named}.gguf"
    return folder / name if (folder / name).is_file() else None


def _check_fits(name: str, need: MemoryNeed) -> None:
    """Raise ModelTooLargeError, with the figures, for a model that does not fit into memory."""
    machine = this_machine()
    refuse_too_large(name, suitability(need, machine), machine)


def _shelf(where: Places) -> Shelf:
    return open_shelf(Settings(where.settings), where)


def _unheard(transfer: object) -> None:
    """Nobody listens to how far a download is."""
