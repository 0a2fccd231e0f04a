"""The seam for a cross-encoder: a fake in the store, a tiny real one behind the adapter."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from fakes import FakeEmbedder, put
from index.index_store import IndexStore
from index.ranking.reranker import CrossEncoderReranker
from localdocs.errors import ModelDamagedError, ModelMissingError


class ShortestFirst:
    """Thinks that the shorter text is the better one."""

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        return [1 / (1 + len(text)) for text in texts]


def test_the_reranker_has_the_last_word(store: IndexStore, tmp_path: Path) -> None:
    put(store, "/docs/a.txt", "The harbour opens at seven in summer and at nine in winter.")
    put(store, "/docs/b.txt", "The harbour.")
    put(store, "/docs/c.txt", "The harbour is closed.")
    again = IndexStore(store.connection, FakeEmbedder, "1", ShortestFirst())
    hits = again.search("When does the harbour open?", 2)
    assert [hit.path.stem for hit in hits] == ["b", "c"]
    assert hits[0].score > hits[1].score


def test_a_cross_encoder_folder_gives_a_number_for_each_text(tmp_path: Path) -> None:
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "harbour", "opens", "at", "seven"]
    (tmp_path / "vocab.txt").write_text("\n".join(words))
    BertTokenizerFast(str(tmp_path / "vocab.txt")).save_pretrained(tmp_path)
    shape = BertConfig(
        vocab_size=len(words),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        num_labels=1,
    )
    BertForSequenceClassification(shape).save_pretrained(tmp_path)
    reranker = CrossEncoderReranker(tmp_path)
    scores = reranker.scores("when", ["harbour opens", "at seven", ""])
    assert len(scores) == 3 and all(0 < score < 1 for score in scores)
    assert reranker.scores("when", []) == []


def test_a_missing_and_a_damaged_folder_are_said(tmp_path: Path) -> None:
    with pytest.raises(ModelMissingError, match="no reranking model"):
        CrossEncoderReranker(tmp_path / "nothing").scores("q", ["a"])
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(ModelDamagedError, match="cannot be loaded"):
        CrossEncoderReranker(tmp_path).scores("q", ["a"])
