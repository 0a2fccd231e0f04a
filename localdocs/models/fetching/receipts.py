"""What we downloaded ourselves: a small file beside each model, so that nothing else is removed."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from localdocs.computer.files import write_atomically
from localdocs.models.fetching.checksums import Promise

_SUFFIX = ".receipt.json"


@dataclass(frozen=True, slots=True)
class Receipt:
    """Where a model came from, and what it was when it came. ``published``: its SHA-256 was
    stated by whoever published it."""

    name: str
    source: str
    size: int
    sha256: str | None
    md5: str | None
    published: bool = False

    @property
    def promise(self) -> Promise:
        """What the file should still be."""
        return Promise(self.size, self.sha256, self.md5, self.published)


def receipt_path(model: Path) -> Path:
    """The file that belongs to a model."""
    return model.with_name(model.name + _SUFFIX)


def write_receipt(model: Path, receipt: Receipt) -> None:
    """Raises OSError."""
    write_atomically(receipt_path(model), json.dumps(asdict(receipt), indent=2) + "\n")


def read_receipt(model: Path) -> Receipt | None:
    """The receipt of a model; None where there is none, or none that can be read."""
    try:
        content = json.loads(receipt_path(model).read_text(encoding="utf-8"))
        return Receipt(**content)
    except (OSError, ValueError, TypeError):
        return None
