"""Cosines of a model whose vectors lie close together count as those of any other."""

from pathlib import Path

import numpy as np
import pytest

from fakes import FakeEmbedder, put
from index.embedding.cosines import comparable, floor_of
from index.index_store import IndexStore
from index.sqlite.connection import open_database


class Narrow(FakeEmbedder):
    """All vectors in a cone, as e5's are: cosines from 0.8 on."""

    identity = "multilingual-e5-small:1"

    def embed_query(self, text: str) -> np.ndarray:
        cone = np.full(self.dimension, np.sqrt(0.8 / self.dimension), np.float32)
        vector = np.float32(np.sqrt(0.2)) * super().embed_query(text) + cone
        return vector / np.linalg.norm(vector)


def test_only_models_that_are_known_have_a_floor() -> None:
    assert floor_of("multilingual-e5-small:abc") == pytest.approx(0.77)
    assert floor_of("all-MiniLM-L6-v2:abc") == floor_of("my-multilingual-e5-small:abc") == 0.0


def test_the_floor_is_nothing_and_one_stays_one() -> None:
    assert [comparable(it, 0.77) for it in (0.77, 1.0, -1.0)] == [0.0, 1.0, -1.0]
    assert comparable(0.4, 0.0) == 0.4


def test_hits_and_texts_are_as_near_as_with_any_model(tmp_path: Path) -> None:
    path = tmp_path / "localdocs.db"
    connection = open_database(path)
    store = IndexStore(connection, Narrow, "1")
    put(store, "/d/a.txt", "The harbour opens at seven.")
    put(store, "/d/b.txt", "Bees make honey.")
    near, far = store.search("harbour opens", 2)
    assert near.similarity is not None and far.similarity is not None
    assert far.similarity < 0.3 < 0.5 < near.similarity <= 1.0
    texts = ["The harbour opens at seven.", "Bees make honey."]
    assert store.similarity("harbour opens", texts) == pytest.approx(
        [near.similarity, far.similarity], abs=1e-4
    )
    connection.close()
