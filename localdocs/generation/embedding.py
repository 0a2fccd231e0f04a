"""Vectors of texts, with the shape of GPT4All's ``Embed4All``."""

import threading
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self, TypedDict, overload

from localdocs.errors import ModelClosedError, UsageError
from localdocs.generation.embedding_models import EmbeddingFamily, family_of_embedder
from localdocs.home.places import places
from localdocs.models.shelf.finding import settled_embedder

if TYPE_CHECKING:
    from index.embedding.embedder import Embedder, Vectors

CancelCallback = Callable[[list[int], str], bool]
"""Gets the tokens of each text and what will compute ("cpu"); True cancels."""

OVERLAP_TOKENS = 8
"""What two windows of a long text have in common."""

_FEW_DIMENSIONS = 64
_ATLAS_TOKENS = 8192


class EmbeddingsAndTokens(TypedDict):
    """What ``embed(…, return_dict=True)`` gives. Tokens of a prefix are not counted."""

    embeddings: list[Any]
    n_prompt_tokens: int


class CancellationError(Exception):
    """The caller's ``cancel_cb`` wanted no vectors."""


class TextEmbedder:
    """``localdocs.generation.Embedder``: an embedding model, loaded when it is first used.

    ``model``: "" (or the name of) the one that localdocs brings along, "multilingual", or the path
    of a sentence-transformers folder. May be used by several threads.
    """

    def __init__(self, model: str | Path = "", *, embedder: "Embedder | None" = None) -> None:
        self._name = str(model)
        self._settled = settled_embedder(self._name)
        self._embedder = embedder
        self._closed = False
        self._loading = threading.Lock()

    @overload
    def embed(
        self,
        text: str,
        *,
        prefix: str | None = None,
        dimensionality: int | None = None,
        long_text_mode: str = "mean",
        return_dict: Literal[False] = False,
        atlas: bool = False,
        cancel_cb: CancelCallback | None = None,
    ) -> list[float]: ...

    @overload
    def embed(
        self,
        text: list[str],
        *,
        prefix: str | None = None,
        dimensionality: int | None = None,
        long_text_mode: str = "mean",
        return_dict: Literal[False] = False,
        atlas: bool = False,
        cancel_cb: CancelCallback | None = None,
    ) -> list[list[float]]: ...

    @overload
    def embed(
        self,
        text: str | list[str],
        *,
        prefix: str | None = None,
        dimensionality: int | None = None,
        long_text_mode: str = "mean",
        return_dict: bool,
        atlas: bool = False,
        cancel_cb: CancelCallback | None = None,
    ) -> Any: ...

    def embed(
        self,
        text: str | list[str],
        *,
        prefix: str | None = None,
        dimensionality: int | None = None,
        long_text_mode: str = "mean",
        return_dict: bool = False,
        atlas: bool = False,
        cancel_cb: CancelCallback | None = None,
    ) -> Any:
        """The vector of a text, or the vectors of a list of texts; unit length.

        ``prefix``: what the text is for ("search_query"), with models that know such; None is
        "search_document" there. ``dimensionality``: a shorter vector, with models that were made
        for it. ``long_text_mode``: a text over the model's length is embedded in windows that are
        averaged ("mean"), or cut ("truncate"). ``atlas``: no text over 8,192 tokens is averaged.
        Raises UsageError (a ValueError) and CancellationError.
        """
        texts = [text] if isinstance(text, str) else text
        if not texts or not all(texts):
            raise UsageError("text must not be None or empty")
        if long_text_mode not in ("mean", "truncate"):
            raise UsageError(
                f"Long text mode must be one of 'mean' or 'truncate', got {long_text_mode!r}"
            )
        model = self._model()
        family = family_of_embedder(model.identity)
        opening = family.opening(prefix)
        as_queries = model.passage_prompt not in ("", opening)
        if model.passage_prompt:
            opening = ""  # a model that has prompts of its own puts them there itself
        length = _checked_length(dimensionality, model.dimension, family)
        windows, tokens = _windows(model, texts, opening, long_text_mode, atlas)
        if cancel_cb is not None and cancel_cb(tokens, "cpu"):
            raise CancellationError("operation was canceled by cancel_cb")
        vectors = _averaged(model, windows, opening, as_queries)[:, :length]
        rows = _unit(vectors).tolist()
        found = rows[0] if isinstance(text, str) else rows
        return (
            EmbeddingsAndTokens(embeddings=found, n_prompt_tokens=sum(tokens))
            if return_dict
            else found
        )

    def close(self) -> None:
        """Free the model; ``embed`` raises ModelClosedError then."""
        self._closed = True
        self._embedder = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _model(self) -> "Embedder":
        from localdocs.models.shelf.chosen import open_named_embedder

        with self._loading:
            if self._closed:
                raise ModelClosedError("Attempted operation on a closed model.", "Open it again.")
            if self._embedder is None:
                self._embedder = open_named_embedder(self._settled, places())
            return self._embedder


class Embed4All(TextEmbedder):
    """The same with GPT4All's constructor; ``n_threads`` and the like are not needed here."""

    def __init__(
        self,
        model_name: str | None = None,
        *,
        n_threads: int | None = None,
        device: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(model_name or "")


def _checked_length(wanted: int | None, dimension: int, family: EmbeddingFamily) -> int:
    """The length of the vectors to give back. Raises UsageError for one that makes no sense."""
    if wanted is None or wanted == dimension:
        return dimension
    if wanted <= 0:
        raise UsageError(f"Dimensionality must be greater than zero, got {wanted}")
    if wanted > dimension or not family.shortens:
        raise UsageError(
            f"This model's vectors have {dimension} dimensions; it was not trained for {wanted}."
        )
    if wanted < _FEW_DIMENSIONS:
        warnings.warn(
            f"Dimensionality {wanted} is less than the suggested minimum of {_FEW_DIMENSIONS}.",
            stacklevel=3,
        )
    return wanted


def _windows(
    model: "Embedder", texts: Sequence[str], opening: str, mode: str, atlas: bool
) -> tuple[list[list[str]], list[int]]:
    """The windows of each text, and how many tokens they have together."""
    room = model.max_tokens - (len(model.token_starts([opening])[0]) if opening else 0)
    windows, tokens = [], []
    for text, starts in zip(texts, model.token_starts(texts), strict=True):
        if atlas and mode == "mean" and len(starts) > _ATLAS_TOKENS:
            raise UsageError(f"A text of {len(starts)} tokens is over Atlas's {_ATLAS_TOKENS}.")
        spans = _spans(len(starts), room) if mode == "mean" else [(0, min(room, len(starts)))]
        ends = [*starts, len(text)]
        windows.append([text[0 if a == 0 else ends[a] : ends[b]] for a, b in spans])
        tokens.append(sum(b - a for a, b in spans))
    return windows, tokens


def _spans(count: int, room: int) -> list[tuple[int, int]]:
    """Windows of at most ``room`` tokens over ``count`` of them; neighbours overlap."""
    spans = [(0, min(room, count))]
    while spans[-1][1] < count:
        start = spans[-1][1] - OVERLAP_TOKENS
        spans.append((start, min(start + room, count)))
    return spans


def _averaged(
    model: "Embedder", windows: Sequence[Sequence[str]], opening: str, as_queries: bool
) -> "Vectors":
    """float32 [n, dimension]: the mean over each text's windows, all computed in one go."""
    import numpy as np

    opened = [opening + window for text in windows for window in text]
    if as_queries:
        every = np.stack([model.embed_query(window) for window in opened])
    else:
        every = model.embed_passages(opened)
    starts = np.cumsum([0, *(len(text) for text in windows[:-1])])
    sizes = np.array([[len(text)] for text in windows])
    averaged: Vectors = (np.add.reduceat(every, starts, axis=0) / sizes).astype(np.float32)
    return averaged


def _unit(vectors: "Vectors") -> "Vectors":
    import numpy as np

    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Vectors = vectors / np.maximum(lengths, 1e-12)
    return scaled
