"""Turning text into vectors: the Protocol that the rest of the index knows.

`choice` opens a model folder with the adapter that is best for it.
"""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

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
    def passage_prompt(self) -> str:
        """What ``embed_passages`` puts before each text by itself; mostly nothing."""

    @property
    def max_tokens(self) -> int:
        """Tokens of a passage that the model sees, special tokens not counted; the rest is cut."""

    def token_starts(self, texts: Sequence[str]) -> list[list[int]]:
        """For each text the character offset of each token, special tokens left out, uncut."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """float32 [n, dimension], unit length, in the order of ``texts``."""

    def embed_query(self, text: str) -> Vectors:
        """float32 [dimension], unit length. May be called from several threads."""


def make_identity(name: str, fingerprint: str) -> str:
    """How an index remembers the model that it was built with."""
    return f"{name}:{fingerprint[:16]}"
