"""Turning text into vectors: the Protocol that the rest of the index knows, and the choice.

Two adapters stand behind it. `embedder_reference` is sentence-transformers, which defines what is
right. `embedder_openvino` runs an export of the same folder, several times as fast and without
importing torch; an export is only kept if it agrees with the reference (`embedder_export`).
"""

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from localdocs.errors import ModelMissingError

logger = logging.getLogger("localdocs.index")

Vectors = npt.NDArray[np.float32]


class Embedder(Protocol):
    """One embedding model. Passages and queries are two verbs: some models prefix them."""

    @property
    def identity(self) -> str:
        """Name and fingerprint; vectors of different identities must never be compared."""

    @property
    def dimension(self) -> int:
        """Length of every vector."""

    @property
    def max_tokens(self) -> int:
        """Tokens of a passage that the model sees, special tokens not counted; the rest is cut."""

    def token_starts(self, texts: Sequence[str]) -> list[list[int]]:
        """For each text the character offset of each token, special tokens left out, uncut."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """float32 [n, dimension], unit length, in the order of ``texts``."""

    def embed_query(self, text: str) -> Vectors:
        """float32 [dimension], unit length. May be called from several threads."""


def load_embedder(
    folder: Path, cache_folder: Path, *, name: str = "", fast: bool = True
) -> Embedder:
    """The quickest adapter that is faithful to the sentence-transformers folder.

    The first call for a folder makes an export (seconds, in a child process); later ones load it.
    Loading itself happens at the first use. Raises ModelMissingError, ModelDamagedError.
    """
    check_folder(folder)
    name = name or folder.name
    if fast:
        from index.embedder_export import find_or_make_export
        from index.embedder_openvino import OpenVinoEmbedder

        export = find_or_make_export(folder, cache_folder)
        if export is not None:
            return OpenVinoEmbedder(folder, export, name)
    from index.embedder_reference import ReferenceEmbedder
    from index.fingerprint import model_fingerprint

    return ReferenceEmbedder(folder, name, model_fingerprint(folder, cache_folder))


def check_folder(folder: Path) -> None:
    """Raise ModelMissingError unless the folder looks like a sentence-transformers model."""
    has_modules = (folder / "modules.json").is_file() or (folder / "config.json").is_file()
    if has_modules and (folder / "tokenizer.json").is_file():
        return
    raise ModelMissingError(
        f"There is no embedding model at {folder}.",
        "Name a sentence-transformers folder: one with modules.json (or config.json) and "
        "tokenizer.json.",
    )


def make_identity(name: str, fingerprint: str) -> str:
    """How an index remembers the model that it was built with."""
    return f"{name}:{fingerprint[:16]}"
