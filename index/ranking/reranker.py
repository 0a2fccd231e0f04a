"""A second look at the best passages, by a model that reads question and passage together.

None comes along: whoever has the folder of a cross-encoder names it in the setting
``reranking_model``. It costs a run of the model for each of RERANKED passages.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from index.embedding.reference import keep_offline
from localdocs.errors import ModelDamagedError, ModelMissingError
from localdocs.types import Hit

RERANKED = 20
"""So many of the best hits are looked at again; the others keep their places behind them."""


class Reranker(Protocol):
    """A model that says how well a text answers a question."""

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """A number for each text, in 0..1, higher for better ones."""


class CrossEncoderReranker:
    """A cross-encoder of sentence-transformers. Imports torch, at its first use."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """Raises ModelMissingError, ModelDamagedError when first used."""
        if not texts:
            return []
        import torch

        pairs = [(question, text) for text in texts]
        found = self._model.predict(
            pairs, activation_fn=torch.nn.Sigmoid(), show_progress_bar=False
        )
        return [float(score) for score in found]

    @cached_property
    def _model(self) -> Any:
        if not (self._folder / "config.json").is_file():
            raise ModelMissingError(
                f"There is no reranking model at {self._folder}.",
                "Name the folder of a cross-encoder: one with config.json and tokenizer.json.",
            )
        keep_offline()
        from sentence_transformers import CrossEncoder

        try:
            return CrossEncoder(
                str(self._folder), device="cpu", local_files_only=True, num_labels=1
            )
        except Exception as error:  # transformers raises whatever a file provokes
            raise ModelDamagedError(
                f"The reranking model {self._folder} cannot be loaded: {error}",
                "Name another with 'localdocs config reranking_model', or --unset it.",
            ) from error


def reranked(question: str, hits: Sequence[Hit], reranker: Reranker) -> list[Hit]:
    """The hits with the best RERANKED in the model's order. Scores still fall from hit to hit."""
    first, rest = hits[:RERANKED], hits[RERANKED:]
    texts = [
        "\n".join(part for part in (hit.title, hit.heading, hit.columns, hit.text) if part)
        for hit in first
    ]
    scored = zip(reranker.scores(question, texts), first, strict=True)
    best_first = sorted(scored, key=lambda pair: -pair[0])
    lowest = min((score for score, _ in best_first), default=0.0)
    return [
        *(replace(hit, score=score) for score, hit in best_first),
        *(replace(hit, score=min(hit.score, lowest)) for hit in rest),
    ]
