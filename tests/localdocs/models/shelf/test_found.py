"""Models of other programs are found by what they are, in folders planted as those programs do."""

import json
import os
from pathlib import Path

import pytest

from gguf_files import write_gguf
from localdocs.models.gguf.facts import LocalModel, Unusable
from localdocs.models.shelf.found import Found, called, find_models, look_at
from localdocs.models.shelf.locations import Location, known_locations

DIGEST = "ab" * 32


def plant_ollama(folder: Path, digest: str = DIGEST, name: str = "llama3.2") -> Path:
    """A model as ``ollama pull`` leaves it."""
    blob = write_gguf(folder / "blobs" / f"sha256-{digest}")
    manifest = folder / "manifests" / "registry.ollama.ai" / "library" / name / "3b"
    manifest.parent.mkdir(parents=True, exist_ok=True)
    layers = [
        {"mediaType": "application/vnd.ollama.image.license", "digest": "sha256:" + "00" * 32},
        {"mediaType": "application/vnd.ollama.image.model", "digest": f"sha256:{digest}"},
    ]
    manifest.write_text(json.dumps({"schemaVersion": 2, "layers": layers}), encoding="utf-8")
    return blob


def plant_hugging_face(cache: Path) -> Path:
    """A snapshot with its links, as huggingface_hub leaves it."""
    repository = cache / "models--someone--Tiny-GGUF"
    blob = write_gguf(repository / "blobs" / ("cd" * 32))
    snapshot = repository / "snapshots" / "0123abc" / "tiny-q4_0.gguf"
    snapshot.parent.mkdir(parents=True)
    snapshot.symlink_to(os.path.relpath(blob, snapshot.parent))
    return snapshot


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home folder with a model of each program."""
    write_gguf(tmp_path / ".cache/gpt4all/orca-mini-3b-gguf2-q4_0.gguf")
    write_gguf(tmp_path / ".lmstudio/models/lmstudio-community/Tiny-GGUF/Tiny-Q4_K_M.gguf")
    plant_ollama(tmp_path / ".ollama/models")
    write_gguf(tmp_path / ".local/share/Jan/data/llamacpp/models/jan-nano/model.gguf")
    write_gguf(tmp_path / ".cache/llama.cpp/ggml-org_tiny.gguf")
    plant_hugging_face(tmp_path / ".cache/huggingface/hub")
    return tmp_path


def search(home: Path) -> Found:
    places = known_locations({"HOME": str(home)}, "linux")
    return find_models(place for place in places if home in place.folder.parents)


def test_a_model_of_each_program_is_found(home: Path) -> None:
    before = sorted((path, path.lstat().st_mtime_ns) for path in home.rglob("*"))
    found = search(home)
    assert {(model.program, model.name) for model in found.models} == {
        ("GPT4All", "orca-mini-3b-gguf2-q4_0"),
        ("LM Studio", "Tiny-Q4_K_M"),
        ("Ollama", "llama3.2:3b"),
        ("Jan", "jan-nano"),
        ("llama.cpp", "ggml-org_tiny"),
        ("Hugging Face", "tiny-q4_0"),
    }
    assert not found.unusable
    assert all(model.facts.architecture == "llama" for model in found.models)
    after = sorted((path, path.lstat().st_mtime_ns) for path in home.rglob("*"))
    assert after == before, "nothing is written, not even a lock"


def test_a_name_does_not_make_a_model_and_a_missing_one_does_not_unmake_it(tmp_path: Path) -> None:
    (tmp_path / "page.gguf").write_text("<!DOCTYPE html><p>Log in", encoding="utf-8")
    (tmp_path / "ggml-gpt4all-j.bin").write_bytes(b"tjgg" + bytes(200))
    (tmp_path / "notes.txt").write_text("GGU", encoding="utf-8")
    (tmp_path / "half.gguf.part").write_bytes(b"GGUF")
    write_gguf(tmp_path / "without-suffix")
    found = find_models([Location("LM Studio", tmp_path)])
    assert [model.name for model in found.models] == ["without-suffix"]
    reasons = {bad.path.name: bad.reason for bad in found.unusable}
    assert set(reasons) == {"page.gguf", "ggml-gpt4all-j.bin"}
    assert "a web page" in reasons["page.gguf"] and "GGJT" in reasons["ggml-gpt4all-j.bin"]


def test_a_file_is_called_as_its_program_calls_it(home: Path) -> None:
    for model in search(home).models:
        assert called(model.path) == model.name
    alone = write_gguf(home / "blobs" / f"sha256-{DIGEST}")
    assert called(alone) == f"sha256-{DIGEST}", "no manifest names it"


@pytest.mark.parametrize(
    ("architecture", "words"),
    [
        ("gptj", "GPT-J was run by GPT4All only"),
        ("bert", "turns text into vectors"),
        ("clip", "the eye of another model"),
        ("frobnicator", "no family of models"),
    ],
)
def test_families_that_cannot_answer_are_told_apart(
    tmp_path: Path, architecture: str, words: str
) -> None:
    path = write_gguf(tmp_path / "x.gguf", general__architecture=architecture)
    verdict = look_at(path, "GPT4All")
    assert isinstance(verdict, Unusable)
    assert words in verdict.reason and "localdocs models list" in verdict.remedy


def test_a_file_of_zeros_with_a_sound_head_is_not_usable(tmp_path: Path) -> None:
    path = write_gguf(tmp_path / "x.gguf", weights=1 << 20)
    with path.open("r+b") as file:
        file.truncate(8192)
        file.truncate(path.stat().st_size + (1 << 20))
    verdict = look_at(path, "GPT4All")
    assert isinstance(verdict, Unusable) and "zeros" in verdict.reason


def test_loops_of_links_end_and_a_linked_folder_is_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "big disk"
    write_gguf(elsewhere / "tiny.gguf")
    folder = tmp_path / "models"
    folder.mkdir()
    (folder / "linked").symlink_to(elsewhere)
    (folder / "again").symlink_to(elsewhere / "tiny.gguf")
    (folder / "loop").symlink_to(folder)
    (elsewhere / "back").symlink_to(folder)
    (folder / "nowhere").symlink_to(folder / "gone")
    (folder / "self.gguf").symlink_to("self.gguf")
    found = find_models([Location("LM Studio", folder), Location("Jan", elsewhere)])
    assert len(found.models) == 1, "one file, however many ways lead to it"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.gguf")
    assert find_models([Location("Jan", tmp_path)]) == Found((), ())


@pytest.mark.parametrize(
    "manifest",
    [
        "not json",
        "[]",
        '{"layers": [{}]}',
        '{"layers": [{"mediaType": "application/vnd.ollama.image.model", "digest": "../../x"}]}',
        "[" * 100_000,
    ],
)
def test_odd_manifests_of_ollama_are_passed_over(tmp_path: Path, manifest: str) -> None:
    plant_ollama(tmp_path)
    odd = tmp_path / "manifests" / "registry.ollama.ai" / "library" / "odd" / "latest"
    odd.parent.mkdir(parents=True)
    odd.write_text(manifest, encoding="utf-8")
    found = find_models([Location("Ollama", tmp_path)])
    assert [model.name for model in found.models] == ["llama3.2:3b"]


def test_a_model_in_parts_is_one_model(tmp_path: Path) -> None:
    for number in (1, 2):
        name = f"big-{number:05}-of-00002.gguf"
        write_gguf(tmp_path / name, split__no=number - 1, split__count=2)
    found = find_models([Location("llama.cpp", tmp_path)])
    assert [model.facts.parameters for model in found.models] == [2 * 4096]
    (tmp_path / "big-00002-of-00002.gguf").unlink()
    (bad,) = find_models([Location("llama.cpp", tmp_path)]).unusable
    assert "00002-of-00002" in bad.reason


def test_a_sound_file_is_a_model(tmp_path: Path) -> None:
    verdict = look_at(write_gguf(tmp_path / "x.gguf"), "Jan", "my name")
    assert isinstance(verdict, LocalModel) and verdict.name == "my name"
