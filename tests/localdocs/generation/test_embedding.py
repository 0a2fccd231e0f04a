"""``Embed4All`` and ``Embedder``: prefixes, lengths, long texts, cancelling, threads."""

import itertools
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from fakes import FakeEmbedder
from localdocs.errors import ModelClosedError, ModelUnsupportedError
from localdocs.generation import CancellationError, Embed4All, Embedder

LONG = "The tide comes in over the sand and takes the boats out to sea. " * 80


class NomicLike(FakeEmbedder):
    """A fake under the name of a model that knows purposes and may be shortened."""

    identity = "nomic-embed-text-v1.5:1"
    dimension = 128
    max_tokens = 40


@pytest.fixture(scope="module")
def real() -> Iterator[Embedder]:
    with Embed4All() as embedder:
        yield embedder


@pytest.fixture
def nomic() -> NomicLike:
    return NomicLike()


def cosine(one: list[float], other: list[float]) -> float:
    return float(np.dot(one, other))


@pytest.mark.models
def test_a_long_text_gives_one_vector_of_unit_length(real: Embedder) -> None:
    vector = real.embed(LONG)
    assert len(vector) == 384
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


@pytest.mark.models
def test_texts_together_are_as_texts_alone(real: Embedder) -> None:
    together = real.embed(["a red boat", "an old map of the harbour"])
    alone = [real.embed("a red boat"), real.embed("an old map of the harbour")]
    assert len(together) == 2
    for one, other in zip(together, alone, strict=True):
        assert cosine(one, other) > 0.9999


@pytest.mark.models
def test_the_mean_looks_at_all_of_a_long_text(real: Embedder) -> None:
    text = LONG + "Bees make honey in a hive in the garden. " * 80
    mean, cut = real.embed(text), real.embed(text, long_text_mode="truncate")
    assert cosine(mean, cut) < 0.95
    bees = real.embed("bees and honey")
    assert cosine(mean, bees) > cosine(cut, bees) + 0.1


@pytest.mark.models
def test_gpt4alls_name_for_the_model_is_known() -> None:
    with Embed4All("all-MiniLM-L6-v2.gguf2.f16.gguf", n_threads=2, device="cpu") as embedder:
        assert len(embedder.embed("a")) == 384


@pytest.mark.models
def test_three_threads_at_once(real: Embedder) -> None:
    with ThreadPoolExecutor(3) as pool:
        vectors = list(pool.map(real.embed, ["boats at sea"] * 9))
    assert all(cosine(vectors[0], vector) > 0.9999 for vector in vectors)


@pytest.mark.parametrize("nothing", ["", [], ["a", ""]])
def test_nothing_has_no_vector(nomic: NomicLike, nothing: str | list[str]) -> None:
    with pytest.raises(ValueError, match="text must not be None or empty"):
        Embedder(embedder=nomic).embed(nothing)


def test_a_purpose_opens_the_text(nomic: NomicLike) -> None:
    embedder = Embedder(embedder=nomic)
    embedder.embed("tides")
    embedder.embed("tides", prefix="search_query")
    assert nomic.embedded == ["search_document: tides", "search_query: tides"]


def test_what_a_model_puts_there_itself_is_not_put_twice(embedder: FakeEmbedder) -> None:
    embedder.identity = "multilingual-e5-small:1"
    embedder.passage_prompt = "passage: "
    as_passage = Embedder(embedder=embedder).embed("tides")
    assert embedder.embedded == ["tides"]
    assert Embedder(embedder=embedder).embed("tides", prefix="query") == as_passage
    assert embedder.embedded == ["tides"], "the model's own words for a question"


def test_document_and_query_differ(nomic: NomicLike) -> None:
    embedder = Embedder(embedder=nomic)
    document, query = embedder.embed("tides"), embedder.embed("tides", prefix="search_query")
    assert cosine(document, query) < 0.999


def test_a_purpose_that_a_model_does_not_know_is_refused(
    nomic: NomicLike, embedder: FakeEmbedder
) -> None:
    with pytest.raises(ValueError, match="'foo', only: search_document"):
        Embedder(embedder=nomic).embed("a", prefix="foo")
    with pytest.raises(ValueError, match="no prefix"):
        Embedder(embedder=embedder).embed("a", prefix="foo")
    assert Embedder(embedder=embedder).embed("a", prefix="")


def test_vectors_are_shortened_where_the_model_was_made_for_it(nomic: NomicLike) -> None:
    embedder = Embedder(embedder=nomic)
    whole, short = (
        embedder.embed("tides and boats"),
        embedder.embed("tides and boats", dimensionality=64),
    )
    assert len(short) == 64 and np.linalg.norm(short) == pytest.approx(1, abs=1e-5)
    expected = np.array(whole[:64]) / np.linalg.norm(whole[:64])
    assert short == pytest.approx(expected.tolist(), abs=1e-5)
    with pytest.warns(UserWarning, match="suggested minimum of 64"):
        assert len(embedder.embed("tides", dimensionality=32)) == 32


@pytest.mark.parametrize("length", [0, -5])
def test_vectors_have_at_least_one_number(nomic: NomicLike, length: int) -> None:
    with pytest.raises(ValueError, match="greater than zero"):
        Embedder(embedder=nomic).embed("a", dimensionality=length)


def test_other_vectors_are_not_shortened(embedder: FakeEmbedder) -> None:
    with pytest.raises(ValueError, match="not trained for 10"):
        Embedder(embedder=embedder).embed("a", dimensionality=10)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(Embedder(embedder=embedder).embed("a", dimensionality=64)) == 64


def test_windows_overlap_and_cover_the_text(nomic: NomicLike) -> None:
    words = [f"w{number}" for number in range(100)]
    found = Embedder(embedder=nomic).embed(" ".join(words), return_dict=True)
    windows = [text.removeprefix("search_document: ").split() for text in nomic.embedded]
    assert windows[0][0] == "w0" and windows[-1][-1] == "w99"
    for before, after in itertools.pairwise(windows):
        assert before[-8:] == after[:8]
    assert found["n_prompt_tokens"] == sum(map(len, windows)) > 100


def test_cutting_takes_the_first_window_only(nomic: NomicLike) -> None:
    text = " ".join(f"w{number}" for number in range(100))
    found = Embedder(embedder=nomic).embed([text], long_text_mode="truncate", return_dict=True)
    assert len(nomic.embedded) == 1
    assert found["n_prompt_tokens"] < 40 and len(found["embeddings"]) == 1


def test_tokens_of_a_purpose_are_not_counted(nomic: NomicLike) -> None:
    found = Embedder(embedder=nomic).embed("one two three", return_dict=True)
    assert found["n_prompt_tokens"] == 3 and isinstance(found["embeddings"][0], float)


def test_the_caller_may_cancel_before_anything_is_computed(nomic: NomicLike) -> None:
    heard: list[tuple[list[int], str]] = []

    def cancel(sizes: list[int], backend: str) -> bool:
        heard.append((sizes, backend))
        return True

    with pytest.raises(CancellationError):
        Embedder(embedder=nomic).embed(["one", "two three"], cancel_cb=cancel)
    assert heard == [([1, 2], "cpu")] and not nomic.embedded
    assert Embedder(embedder=nomic).embed("one", cancel_cb=lambda sizes, backend: False)


def test_atlas_averages_no_very_long_text(nomic: NomicLike) -> None:
    text = "word " * 8193
    with pytest.raises(ValueError, match="8193 tokens"):
        Embedder(embedder=nomic).embed(text, atlas=True)
    assert Embedder(embedder=nomic).embed(text, atlas=True, long_text_mode="truncate")


def test_there_are_two_ways_with_long_texts(nomic: NomicLike) -> None:
    with pytest.raises(ValueError, match="'mean' or 'truncate', got 'foo'"):
        Embedder(embedder=nomic).embed("a", long_text_mode="foo")


def test_a_closed_embedder_says_so(nomic: NomicLike) -> None:
    embedder = Embedder(embedder=nomic)
    with embedder:
        embedder.embed("a")
    with pytest.raises(ModelClosedError):
        embedder.embed("a")


def test_an_embedding_model_in_gguf_is_refused_in_words() -> None:
    with pytest.raises(ModelUnsupportedError, match="sentence-transformers"):
        Embedder("nomic-embed-text-v1.5.f16.gguf")
