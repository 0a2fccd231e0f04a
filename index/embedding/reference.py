"""The embedder that defines what is right: sentence-transformers on a local folder, in float32.

It imports torch (seconds, hundreds of MB), at its first use only. Nothing is downloaded and
nothing is reported: the libraries are told so before they are imported.
"""

import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from index.embedding.embedder import Vectors, make_identity
from index.embedding.tokens import TokenReader
from localdocs.computer.openvino_import import import_openvino
from localdocs.errors import ModelDamagedError

_OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "DO_NOT_TRACK": "1",
}

_LONGEST_EVER = 8192
"""Models that name no limit of their own are held to this many tokens."""


class ReferenceEmbedder:
    """sentence-transformers behind the Protocol of `index.embedding.embedder`."""

    def __init__(self, folder: Path, name: str, fingerprint: str) -> None:
        self._folder = folder
        self._lock = Lock()
        self.identity = make_identity(name, fingerprint)

    @property
    def dimension(self) -> int:
        return dimension_of(self._model)

    @property
    def passage_prompt(self) -> str:
        return passage_prompt(self._model)

    @property
    def max_tokens(self) -> int:
        prompt = self._tokens.token_starts([self.passage_prompt])[0]
        return longest_input(self._model) - self._tokens.special_tokens() - len(prompt)

    def token_starts(self, texts: Sequence[str]) -> list[list[int]]:
        return self._tokens.token_starts(texts)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        with self._lock:
            return encode_passages(self._model, texts)

    def embed_query(self, text: str) -> Vectors:
        with self._lock:
            vector: Vectors = encode_queries(self._model, [text])[0]
        return vector

    @cached_property
    def _model(self) -> Any:
        return load_reference_model(self._folder)

    @cached_property
    def _tokens(self) -> TokenReader:
        return TokenReader(self._folder, longest_input(self._model))


def keep_offline() -> None:
    """Tell the libraries around a model to fetch and report nothing, before they are imported."""
    os.environ.update(_OFFLINE)
    import_openvino()  # before any other library can open its front door


def load_reference_model(folder: Path) -> Any:
    """A `SentenceTransformer` from a local folder, on the processor, in float32.

    Raises ModelDamagedError, whatever it was that the libraries could not read.
    """
    keep_offline()
    from sentence_transformers import SentenceTransformer

    try:
        model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    except Exception as error:  # each file format has exceptions of its own
        raise ModelDamagedError(f"Cannot load the embedding model {folder}: {error}") from error
    return model.float().eval()


def dimension_of(model: Any) -> int:
    """Length of the model's vectors."""
    return int(model.get_sentence_embedding_dimension())


def longest_input(model: Any) -> int:
    """The most tokens that the model sees at once, special tokens included."""
    return min(int(model.max_seq_length or _LONGEST_EVER), _LONGEST_EVER)


def passage_prompt(model: Any) -> str:
    """The words that the model wants before a passage; mostly none."""
    return _prompt(model, "document", "passage", "corpus")


def query_prompt(model: Any) -> str:
    """The words that the model wants before a question; mostly none."""
    return _prompt(model, "query")


def _prompt(model: Any, *names: str) -> str:
    """The first of these that says something: the library itself adds empty ones."""
    prompts = (model.prompts.get(name) for name in (*names, model.default_prompt_name))
    return next(filter(None, prompts), "")


def encode_passages(model: Any, texts: Sequence[str]) -> Vectors:
    """float32 [n, dimension], unit length."""
    encode = getattr(model, "encode_document", model.encode)
    return _unit_vectors(encode(list(texts), prompt=passage_prompt(model), **_ENCODING))


def encode_queries(model: Any, texts: Sequence[str]) -> Vectors:
    """float32 [n, dimension], unit length."""
    encode = getattr(model, "encode_query", model.encode)
    return _unit_vectors(encode(list(texts), prompt=query_prompt(model), **_ENCODING))


_ENCODING = {"normalize_embeddings": True, "show_progress_bar": False}


def _unit_vectors(vectors: Any) -> Vectors:
    return np.ascontiguousarray(vectors, dtype=np.float32)
