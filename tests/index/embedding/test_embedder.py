"""The embedder with the real default model: faithful, quick to load, offline, and safe to share."""

import json
import logging
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.embedding.batches import plan_batches
from index.embedding.check_texts import CHECK_TEXTS, LONG_TEXT
from index.embedding.choice import load_embedder
from index.embedding.embedder import Embedder
from index.embedding.export import find_or_make_export
from index.embedding.openvino_embedder import GRAPH_NAME, OpenVinoEmbedder
from index.embedding.reference import ReferenceEmbedder
from index.embedding.tracing import LEAST_COSINE
from localdocs.computer.files import file_sha256, model_fingerprint
from localdocs.errors import ModelDamagedError, ModelMissingError
from localdocs.models.shelf.defaults import find_embedding_model
from paths import ROOT

WATCHDOG = """
import atexit, os, sys
def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        raise PermissionError(f"network use: {event} {arguments}")
sys.addaudithook(refuse)
def tell():
    with open(os.environ["WATCHDOG_REPORT"], "a") as report:
        report.writelines(f"{name}\\n" for name in sys.modules if "telemetry" in name)
        report.write("torch was here\\n" if "torch" in sys.modules else "no torch\\n")
atexit.register(tell)
"""
"""Put in every child's way as sitecustomize: no network, and a list of what was imported."""


@pytest.fixture(scope="session")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder in which an export was made by a child that could not use the network."""
    cache = tmp_path_factory.mktemp("models")
    (cache / "sitecustomize.py").write_text(WATCHDOG, encoding="utf-8")
    folder = find_embedding_model(cache).path
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(cache))
        patch.setenv("WATCHDOG_REPORT", str(cache / "report.txt"))
        assert find_or_make_export(folder, cache) is not None
    return cache


@pytest.fixture
def embedder(workplace: Path) -> Embedder:
    model = find_embedding_model(workplace)
    return load_embedder(model.path, workplace, name=model.name)


def run_python(code: str, workplace: Path) -> dict[str, object]:
    """What a fresh, networkless Python prints as JSON in its last line."""
    paths = os.pathsep.join([str(workplace), str(ROOT)])
    more = {"PYTHONPATH": paths, "WATCHDOG_REPORT": str(workplace / "other.txt")}
    command = [sys.executable, "-c", code, str(workplace)]
    done = subprocess.run(command, env=os.environ | more, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    result: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return result


@pytest.mark.models
def test_the_export_is_made_without_network_and_telemetry(workplace: Path) -> None:
    assert (workplace / "report.txt").read_text(encoding="utf-8") == "torch was here\n"


@pytest.mark.models
def test_the_export_agrees_with_sentence_transformers(workplace: Path) -> None:
    code = """
import json, sys
from pathlib import Path
from index.embedding.check_texts import CHECK_TEXTS
from index.embedding.choice import load_embedder
from localdocs.models.shelf.defaults import find_embedding_model
cache = Path(sys.argv[1])
folder = find_embedding_model(cache).path
fast, slow = load_embedder(folder, cache), load_embedder(folder, cache, fast=False)
texts = [text[::-1] for text in CHECK_TEXTS]
passages = (fast.embed_passages(texts) * slow.embed_passages(texts)).sum(axis=1)
queries = [float(fast.embed_query(text) @ slow.embed_query(text)) for text in texts[:4]]
same = [(each.identity, each.dimension, each.max_tokens) for each in (fast, slow)]
print(json.dumps({"least": float(min(passages)), "queries": min(queries),
                  "same": same[0] == same[1], "precision": fast.facts.precision,
                  "kinds": [type(fast).__name__, type(slow).__name__],
                  "empty": slow.embed_passages([]).shape,
                  "telemetry": [name for name in sys.modules if "telemetry" in name
                                and "openvino" in name]}))
"""
    result = run_python(code, workplace)
    assert result["kinds"] == ["OpenVinoEmbedder", "ReferenceEmbedder"]
    assert float(str(result["least"])) >= LEAST_COSINE[str(result["precision"])]
    assert float(str(result["queries"])) >= 0.99999
    assert result["same"] and result["empty"] == [0, 384] and result["telemetry"] == []


@pytest.mark.models
def test_a_question_needs_neither_torch_nor_network(workplace: Path) -> None:
    code = """
import json, sys, time
from pathlib import Path
start = time.perf_counter()
from index.embedding.choice import load_embedder
from localdocs.models.shelf.defaults import find_embedding_model
cache = Path(sys.argv[1])
model = find_embedding_model(cache)
load_embedder(model.path, cache, name=model.name).embed_query("Where is the harbour office?")
heavy = {"torch", "transformers", "sentence_transformers", "openvino_telemetry", "requests"}
print(json.dumps({"seconds": time.perf_counter() - start, "heavy": sorted(heavy & {*sys.modules})}))
"""
    results = [run_python(code, workplace) for _ in range(2)]
    assert all(result["heavy"] == [] for result in results)
    assert min(float(str(result["seconds"])) for result in results) < 3  # 0.4 on an idle computer


@pytest.mark.models
def test_passages_are_unit_vectors_whatever_their_company(embedder: Embedder) -> None:
    together = embedder.embed_passages(CHECK_TEXTS)
    assert together.shape == (len(CHECK_TEXTS), embedder.dimension)
    assert together.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-6)
    for text, vector in zip(CHECK_TEXTS, together, strict=True):
        assert float(embedder.embed_passages([text])[0] @ vector) > 0.99999
    assert embedder.embed_passages([]).shape == (0, embedder.dimension)
    np.testing.assert_array_equal(embedder.embed_passages(CHECK_TEXTS), together)


@pytest.mark.models
def test_meaning_is_closer_than_words(embedder: Embedder) -> None:
    question = embedder.embed_query("How much does it cost to take a bicycle along?")
    near, far = embedder.embed_passages(["Bikes travel for half a ticket.", "The oil tank leaks."])
    assert question @ near > question @ far + 0.2
    assert question.shape == (embedder.dimension,)


@pytest.mark.models
def test_questions_from_several_threads_do_not_mix(embedder: Embedder) -> None:
    texts = [f"question number {number} " + "and so on " * number for number in range(12)]
    alone = [embedder.embed_query(text) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        vectors = pool.map(embedder.embed_query, texts * 2)
        for expected, vector in zip(alone * 2, vectors, strict=True):
            np.testing.assert_array_equal(vector, expected)


@pytest.mark.models
def test_a_question_takes_one_thread(embedder: Embedder) -> None:
    """Threads that share one wait for one another, spinning: that costs more than it gains."""
    embedder.embed_query("warm")
    before = time.process_time(), time.perf_counter()
    for _ in range(20):
        embedder.embed_query(LONG_TEXT)
    processor, clock = time.process_time() - before[0], time.perf_counter() - before[1]
    assert processor < 1.3 * clock


@pytest.mark.models
def test_only_the_first_tokens_of_a_long_passage_count(embedder: Embedder) -> None:
    text = LONG_TEXT * 3
    starts = embedder.token_starts([text])[0]
    assert embedder.max_tokens == 254
    assert len(starts) > 3 * embedder.max_tokens
    seen = text[: starts[embedder.max_tokens]]
    both = embedder.embed_passages([text, seen])
    assert float(both[0] @ both[1]) > 0.99999


@pytest.mark.models
def test_a_byte_that_was_not_utf_8_moves_no_token(embedder: Embedder) -> None:
    text = "How high \udcff is the lighthouse?"
    assert np.linalg.norm(embedder.embed_query(text)) == pytest.approx(1.0, abs=1e-5)
    same = text.replace("\udcff", "?")
    assert embedder.token_starts([text]) == embedder.token_starts([same])


def test_tokens_start_where_the_text_says(embedder: Embedder) -> None:
    texts = ["Grüße, 🚢 harbourmaster", "", "a [CLS] b"]
    first, empty, special = embedder.token_starts(texts)
    assert empty == []
    assert first == sorted(first) and first[0] == 0
    assert {texts[0][start] for start in first} >= {"G", ",", "🚢", "h"}
    assert all(start < len(texts[2]) for start in special)


@pytest.mark.models
def test_a_damaged_export_is_named(workplace: Path, tmp_path: Path) -> None:
    folder = find_embedding_model(workplace).path
    export = find_or_make_export(folder, workplace)
    assert export is not None
    copy = tmp_path / "export"
    shutil.copytree(export, copy)
    (copy / GRAPH_NAME).write_text("<net>", encoding="utf-8")
    with pytest.raises(ModelDamagedError, match="exported embedding model"):
        OpenVinoEmbedder(folder, copy, "x").embed_query("hello")


@pytest.mark.models
def test_a_model_that_cannot_be_exported_gets_the_reference(
    workplace: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = find_embedding_model(workplace).path
    export = find_or_make_export(folder, workplace)
    assert export is not None
    refused = tmp_path / "embedders" / export.name
    refused.mkdir(parents=True)
    (refused / "refused.txt").write_text("cosine is only 0.5", encoding="utf-8")
    with caplog.at_level(logging.WARNING, "localdocs.index"):
        assert isinstance(load_embedder(folder, tmp_path), ReferenceEmbedder)
    assert "cosine is only 0.5" in caplog.text


@pytest.fixture
def broken_folder(workplace: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of the model whose weights end too early."""
    folder = tmp_path / "broken"
    shutil.copytree(find_embedding_model(workplace).path, folder)
    with (folder / "model.safetensors").open("r+b") as file:
        file.truncate(1000)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.models
def test_an_export_that_fails_leaves_nothing_behind(
    broken_folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "localdocs.index"):
        assert find_or_make_export(broken_folder, tmp_path / "cache") is None
    assert "Cannot load the embedding model" in caplog.text
    assert not any((tmp_path / "cache" / "embedders").iterdir())


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ModelMissingError, match="no embedding model at"):
        load_embedder(tmp_path, tmp_path / "cache")


def test_a_digest_is_remembered_until_the_file_changes(tmp_path: Path) -> None:
    file, cache = tmp_path / "weights.bin", tmp_path / "cache"
    file.write_bytes(b"one")
    first = file_sha256(file, cache)
    note = next((cache / "digests").iterdir())
    note.write_text(note.read_text(encoding="utf-8").replace(first, "remembered"), encoding="utf-8")
    assert file_sha256(file, cache) == "remembered"
    file.write_bytes(b"other")
    assert file_sha256(file, cache) not in {first, "remembered"}
    note.write_text("not json", encoding="utf-8")
    assert len(file_sha256(file, cache)) == 64


def test_the_fingerprint_covers_what_shapes_vectors_and_nothing_else(tmp_path: Path) -> None:
    folder, cache = tmp_path / "model", tmp_path / "cache"
    (folder / "1_Pooling").mkdir(parents=True)
    for name in ("model.safetensors", "tokenizer.json", "1_Pooling/config.json", "README.md"):
        (folder / name).write_text(name, encoding="utf-8")
    first = model_fingerprint(folder, cache)
    (folder / "README.md").write_text("words", encoding="utf-8")
    assert model_fingerprint(folder, cache) == first
    (folder / "1_Pooling/config.json").write_text("max", encoding="utf-8")
    assert model_fingerprint(folder, cache) != first


@pytest.mark.parametrize("lengths", [[], [7], [5] * 30, [300, 2, 2, 900, 250, 1, 240, 3000]])
def test_batches_hold_every_text_once_and_little_padding(lengths: list[int]) -> None:
    batches = plan_batches(lengths, tokens=1000)
    assert sorted(index for batch in batches for index in batch) == list(range(len(lengths)))
    for batch in batches:
        sizes = [lengths[index] for index in batch]
        assert len(batch) == 1 or max(sizes) * len(batch) <= 1000
        assert sum(sizes) >= 0.9 * max(sizes) * len(batch)
