"""The folder that is made of a packed model: whole or not there, and like any other."""

import errno
import json
import multiprocessing
import threading
from pathlib import Path

import numpy as np
import pytest

from index.embedding.choice import check_folder, load_embedder
from index.embedding.openvino_embedder import OpenVinoEmbedder
from index.embedding.reference import encode_passages, encode_queries, load_reference_model
from localdocs.computer.files import model_fingerprint
from localdocs.errors import ModelDamagedError, StorageError
from localdocs.models.multilingual import conversion
from localdocs.models.multilingual.conversion import convert_once
from packed_e5 import HIDDEN, PIECES, POSITIONS, write_packed

IDS = {piece: number for number, (piece, _) in enumerate(PIECES)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("e5")
    convert_once(write_packed(place / "e5.bin"), place / "models" / "e5")
    return place / "models" / "e5"


def tokens(folder: Path, text: str) -> list[str]:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    found: list[str] = tokenizer.encode(text).tokens
    return found


def test_the_folder_is_one_of_sentence_transformers(folder: Path) -> None:
    check_folder(folder)
    assert json.loads((folder / "modules.json").read_text())[1]["path"] == "1_Pooling"
    left = [path.name for path in folder.parent.iterdir()]
    assert sorted(left) == ["e5", "e5.lock"]


def test_texts_become_xlm_rs_pieces(folder: Path) -> None:
    assert tokens(folder, "the harbour") == ["<s>", "▁the", "▁harbour", "</s>"]
    assert tokens(folder, "  the \t\u3000 harbour \n") == ["<s>", "▁the", "▁harbour", "</s>"]
    assert tokens(folder, "\x01the") == ["<s>", "▁the", "</s>"]
    assert tokens(folder, "ﬁ") == ["<s>", "▁", "f", "i", "</s>"]
    assert tokens(folder, "e\u0301") == ["<s>", "▁", "é", "</s>"]
    assert tokens(folder, "港～Ω")[-3:] == ["～", "Ω", "</s>"]
    assert tokens(folder, "") == ["<s>", "</s>"]


def test_the_same_bytes_are_written_every_time(folder: Path, tmp_path: Path) -> None:
    convert_once(write_packed(tmp_path / "other.bin"), tmp_path / "e5")
    cache = tmp_path / "cache"
    assert model_fingerprint(tmp_path / "e5", cache) == model_fingerprint(folder, cache)


def test_it_is_served_as_any_other_model(folder: Path, tmp_path: Path) -> None:
    embedder = load_embedder(folder, tmp_path, name="e5")
    assert isinstance(embedder, OpenVinoEmbedder)
    assert embedder.dimension == HIDDEN
    assert embedder.facts.passage_prompt == "passage: "
    assert embedder.facts.query_prompt == "query: "
    assert embedder.facts.longest == POSITIONS
    model = load_reference_model(folder)
    texts = ["the harbour", "Wo liegt der Hafen?", "港", "the harbour " * 80]
    for made, wanted in (
        (embedder.embed_passages(texts), encode_passages(model, texts)),
        (np.stack([embedder.embed_query(it) for it in texts]), encode_queries(model, texts)),
    ):
        assert np.min(np.sum(made * wanted, axis=1)) > 0.9999


def test_weights_are_the_packed_ones(folder: Path) -> None:
    from safetensors.numpy import load_file

    from localdocs.models.multilingual.packed_file import PackedFile

    packed = PackedFile(folder.parent.parent / "e5.bin")
    kept = load_file(folder / "model.safetensors")
    words = kept["encoder.layer.0.intermediate.dense.weight"]
    wanted = np.concatenate([*packed.numbers("l0.fi.w", words.shape)]).reshape(words.shape)
    assert words.dtype == np.float16
    np.testing.assert_allclose(words.astype(np.float32), wanted, rtol=2**-11)
    assert kept["embeddings.LayerNorm.weight"].dtype == np.float32


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    source, target = write_packed(tmp_path / "e5.bin"), tmp_path / "models" / "e5"
    monkeypatch.setattr(conversion, "write_weights", full)
    with pytest.raises(StorageError, match=r"No space is left for .*models"):
        convert_once(source, target)
    assert [path.name for path in target.parent.iterdir()] == ["e5.lock"]
    monkeypatch.undo()
    convert_once(source, target)
    assert (target / "model.safetensors").is_file()


def test_a_disk_that_is_too_small_is_said_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversion, "_TOKENIZER_BYTES", 10**18)
    with pytest.raises(StorageError, match="free") as caught:
        convert_once(write_packed(tmp_path / "e5.bin"), tmp_path / "models" / "e5")
    assert "LOCALDOCS_HOME" in caught.value.remedy
    assert [path.name for path in (tmp_path / "models").iterdir()] == ["e5.lock"]


def test_a_damaged_file_leaves_nothing_and_what_a_killed_process_left_goes(tmp_path: Path) -> None:
    source, target = write_packed(tmp_path / "e5.bin"), tmp_path / "models" / "e5"
    (target.parent / ".new-e5-left").mkdir(parents=True)
    whole = source.read_bytes()
    source.write_bytes(whole[:-8])
    with pytest.raises(ModelDamagedError, match="cut off"):
        convert_once(source, target)
    assert [path.name for path in target.parent.iterdir()] == ["e5.lock"]


def test_two_at_once_make_one(tmp_path: Path) -> None:
    source, target = write_packed(tmp_path / "e5.bin"), tmp_path / "models" / "e5"
    context = multiprocessing.get_context("spawn")
    both = [context.Process(target=convert_once, args=(source, target)) for _ in range(2)]
    threads = [threading.Thread(target=convert_once, args=(source, target)) for _ in range(2)]
    for worker in (*both, *threads):
        worker.start()
    for worker in (*both, *threads):
        worker.join()
    assert [process.exitcode for process in both] == [0, 0]
    assert sorted(path.name for path in target.parent.iterdir()) == ["e5", "e5.lock"]
    check_folder(target)
