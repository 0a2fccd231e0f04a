"""From what a person calls a model to its file. Nothing is fetched unless the caller allows it."""

from dataclasses import replace
from pathlib import Path

from localdocs.models.catalogue import load_catalogue
from localdocs.models.default_models import (
    DEFAULT_LANGUAGE_MODEL,
    ModelFile,
    find_language_model,
)
from localdocs.models.gguf_header import check_gguf
from localdocs.models.quantize import fastest_version
from localdocs.models.shelf import Shelf, open_shelf
from localdocs.places import Places, places
from localdocs.settings import Settings

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
    name: str | Path, folder: Path | None, where: Places, *, allow_download: bool = False
) -> ModelFile:
    """The file of a model that is named by its path, its file or its name in the catalogue.

    "" or "default" is the model that localdocs brings along. Looked through in turn: the path
    itself, ``folder``, what localdocs and other programs have on this computer, and, only if
    ``allow_download``, the place where the catalogue says that it is to be had; ``folder`` receives
    it, else our own does.
    Raises ModelMissingError, whatever is wrong with the file, and DownloadError.
    """
    if name in ("", "default", DEFAULT_LANGUAGE_MODEL):
        model = find_language_model(where.cache)
        return replace(model, path=fastest_version(model.path, where.cache))
    path = _on_disk(Path(name).expanduser(), folder)
    if path is None:
        path = _on_shelf(str(name), folder, _shelf(where), allow_download=allow_download)
    check_gguf(path)
    return ModelFile(path.stem, path)


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


def _on_disk(named: Path, folder: Path | None) -> Path | None:
    if named.is_file():
        return named.absolute()
    if folder is None:
        return None
    name = str(named) if named.name.endswith(SUFFIXES) else f"{named}.gguf"
    return folder / name if (folder / name).is_file() else None


def _on_shelf(name: str, folder: Path | None, shelf: Shelf, *, allow_download: bool) -> Path:
    known = shelf.catalogue.find(name)
    if folder and known and (folder / known.file).is_file():
        return folder / known.file
    if local := shelf.resolve(name):
        return local.path
    if allow_download and known:
        return fetch_model(name, folder or shelf.folder)
    return shelf.get(name).path


def _shelf(where: Places) -> Shelf:
    return open_shelf(Settings(where.settings), where)


def _unheard(transfer: object) -> None:
    """Nobody listens to how far a download is."""
