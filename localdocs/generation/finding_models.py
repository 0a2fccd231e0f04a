"""From what a person calls a model to its file. Nothing is fetched unless the caller allows it."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from localdocs.errors import ModelMissingError
from localdocs.models.catalogue import Catalogue, load_catalogue
from localdocs.models.default_models import (
    DEFAULT_LANGUAGE_MODEL,
    ModelFile,
    find_language_model,
)
from localdocs.models.gguf_header import check_gguf
from localdocs.models.quantize import fastest_version
from localdocs.places import places

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
    name: str | Path, folders: Sequence[Path], cache_folder: Path, *, allow_download: bool = False
) -> ModelFile:
    """The file of a model that is named by its path, its file or its name in the catalogue.

    "" is the model that localdocs brings along. Looked through in turn: the path itself,
    ``folders``, what other programs have on this computer, and, only if ``allow_download``, the
    places where the catalogue says that it is to be had; it is put into the first of ``folders``.
    Raises ModelMissingError and whatever is wrong with the file.
    """
    if name in ("", DEFAULT_LANGUAGE_MODEL):
        model = find_language_model(cache_folder)
        return replace(model, path=fastest_version(model.path, cache_folder))
    path = _on_disk(Path(name).expanduser(), folders) or _called_otherwise(str(name), folders)
    if path is None and allow_download:
        path = fetch_model(str(name), folders[0])
    if path is None:
        raise ModelMissingError(
            f"There is no model {name} in {', '.join(map(str, folders))}.",
            f"Fetch it (localdocs models pull {name}), or name a GGUF file.",
        )
    check_gguf(path)
    return ModelFile(path.stem, path)


def with_suffix(name: str) -> str:
    """The name of a file: ".gguf" is added where it ends with no suffix of a model."""
    return name if name.endswith(SUFFIXES) else f"{name}.gguf"


def fetch_model(name: str, folder: Path) -> Path | None:
    """Download a model of the catalogue; None where it knows no such model."""
    return None


def _on_disk(named: Path, folders: Sequence[Path]) -> Path | None:
    if named.is_file():
        return named.absolute()
    candidates = [folder / with_suffix(str(named)) for folder in folders]
    return next((path for path in candidates if path.is_file()), None)


def _called_otherwise(name: str, folders: Sequence[Path]) -> Path | None:
    """A file that the catalogue calls by this name, or that another program brought."""
    known = _catalogue().find(name)
    in_folders = _on_disk(Path(known.file), folders) if known else None
    return in_folders or _of_other_programs(name)


def _catalogue() -> Catalogue:
    return load_catalogue(places().home)


def _of_other_programs(name: str) -> Path | None:
    """A model that another program has put on this computer, by its name or its file's."""
    from localdocs.models.found import find_models
    from localdocs.models.locations import known_locations

    wanted = {name.lower(), with_suffix(name).lower()}
    for model in find_models(known_locations()).models:
        if {model.name.lower(), model.path.name.lower()} & wanted:
            return model.path
    return None


def catalogue_rows() -> list[dict[str, Any]]:
    """The catalogue, each model as a mapping with GPT4All's names for its facts.

    As there, values are text; what is not known is left out.
    """
    models = _catalogue().models
    rows = ({field: getattr(model, ours) for field, ours in _GPT4ALL_FIELDS} for model in models)
    return [{field: str(value) for field, value in row.items() if value} for row in rows]
