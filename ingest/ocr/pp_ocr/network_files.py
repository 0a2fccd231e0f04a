"""The networks of PP-OCR, which lie in the package rapidocr.

Not a line of the package's code is run: it would bring OpenCV and more, and fetches a network that
it misses. Its files are found without importing it, and held against their SHA-256.
"""

import hashlib
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from localdocs.errors import ReadError

PACKAGE, VERSION = "rapidocr", "3.10.0"


@dataclass(frozen=True, slots=True)
class NetworkFile:
    """A file of the package. ``sha256`` is that of the version that is pinned."""

    path: str
    sha256: str

    def find(self) -> Path | None:
        """Where it lies; None where it, or the package, is not there."""
        package = find_spec(PACKAGE)
        if package is None or not package.submodule_search_locations:
            return None
        path = Path(package.submodule_search_locations[0]) / self.path
        return path if path.is_file() else None

    def read(self) -> bytes:
        """Its content. Raises ReadError where it is another one."""
        path = self.find()
        content = path.read_bytes() if path is not None else b""
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise ReadError(f"the OCR network {self.path} is not the one of {PACKAGE}=={VERSION}")
        return content


LETTERING = NetworkFile(
    "models/PP-OCRv6_det_small.onnx",
    "090f04abcd9d9a7498bc4ebf677e4cb9bdce1fe4197ddb7e529f1ef44e1ff94f",
)
LETTERS = NetworkFile(
    "models/PP-OCRv6_rec_small.onnx",
    "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884",
)
