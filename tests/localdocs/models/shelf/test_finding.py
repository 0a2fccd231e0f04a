"""From a name to a model that can answer here; what makes vectors or is too large is refused."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from gguf_files import write_gguf, write_loadable
from localdocs.commands.root import cli
from localdocs.computer.machine import this_machine
from localdocs.errors import ModelMissingError, ModelTooLargeError, ModelUnsupportedError
from localdocs.generation import Embed4All, GPT4All, Model
from localdocs.home.places import places
from localdocs.home.settings import Settings
from localdocs.models.shelf import finding as finding_models
from localdocs.models.shelf.chosen import open_embedder
from localdocs.models.shelf.finding import (
    find_chosen,
    find_embedder,
    find_listed,
    find_model,
    find_named,
)

COMMANDS = (
    ("run", "{model}"),
    ("complete", "A text", "--model", "{model}"),
    ("ask", "A question?", "--model", "{model}"),
    ("chat", "--model", "{model}"),
    ("models", "bench", "{model}"),
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder in which all programs look."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LOCALDOCS_HOME", str(tmp_path / "home"))
    for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "HF_HOME", "HF_HUB_CACHE", "OLLAMA_MODELS"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def little_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    small = replace(this_machine(), memory=64 << 20)
    monkeypatch.setattr(finding_models, "this_machine", lambda: small)


def error_of(command: tuple[str, ...], model: object, *more: str) -> str:
    words = [word.format(model=model) for word in command]
    done = CliRunner().invoke(cli, [*words, *more], input="A question?\n")
    assert done.exit_code == 1, done.output
    return done.stderr


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_model_that_makes_vectors_is_refused_in_words(
    home: Path, command: tuple[str, ...]
) -> None:
    vectors = write_gguf(home / "vectors.gguf", general__architecture="nomic-bert")
    assert "vectors cannot answer" in (said := error_of(command, vectors, "--force"))
    assert "turns text into vectors and writes nothing" in said
    assert "localdocs models list" in said


@pytest.mark.usefixtures("little_memory")
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_model_that_is_too_large_is_refused_with_the_figures(
    home: Path, command: tuple[str, ...]
) -> None:
    said = error_of(command, write_gguf(home / "large.gguf"))
    assert "large needs about" in said and "This computer has 67 MB" in said
    assert "--force" in said


@pytest.mark.usefixtures("little_memory")
def test_who_insists_gets_it(home: Path) -> None:
    large = write_gguf(home / "large.gguf")
    with pytest.raises(ModelTooLargeError):
        find_named(str(large), places(), force=False)
    assert find_named(str(large), places(), force=True).path == large
    for face in (Model, GPT4All):
        with pytest.raises(ModelTooLargeError, match="needs about"):
            face(large)
        face(large, force=True).close()


@pytest.mark.usefixtures("little_memory")
def test_a_model_that_was_chosen_for_good_is_not_refused_again(home: Path) -> None:
    large = write_gguf(home / "large.gguf")
    assert CliRunner().invoke(cli, ["models", "use", str(large), "--force"]).exit_code == 0
    said = error_of(("complete", "A text"), "")
    assert "Cannot load the language model" in said, "it is tried, and has no weights"


@pytest.mark.usefixtures("little_memory")
def test_nothing_is_fetched_to_be_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def fetch(*_: object) -> Path:
        raise AssertionError("something was fetched")

    monkeypatch.setattr(finding_models, "fetch_model", fetch)
    with pytest.raises(ModelTooLargeError, match="needs about"):
        GPT4All("Meta-Llama-3-8B-Instruct.Q4_0.gguf")
    for name in ("Nomic Embed Text v1.5", "nomic-embed-text-v1.5.f16.gguf"):
        with pytest.raises(ModelUnsupportedError, match="turns text into vectors"):
            find_model(name, None, places(), context_tokens=2048, allow_download=True)


def test_a_file_of_the_past_says_what_replaces_it(home: Path) -> None:
    past = home / ".cache" / "gpt4all" / "ggml-gpt4all-j-v1.3-groovy.bin"
    past.parent.mkdir(parents=True)
    past.write_bytes(b"tjgg" + bytes(200))
    with pytest.raises(ModelUnsupportedError, match="GGJT") as caught:
        GPT4All(past.name, past.parent)
    assert "localdocs models pull 'Llama 3.2 3B Instruct'" in caught.value.remedy


def test_who_may_choose_a_model_alone_cannot_name_a_file(home: Path) -> None:
    """Callers of the server: what a file is, and whether it is there, is not theirs to know."""
    lying_there = write_gguf(home / "other" / "large.gguf")
    for name in (str(lying_there), str(home / "none.gguf"), "/etc/passwd"):
        with pytest.raises(ModelMissingError, match="No model is called"):
            find_listed(name, places())
    plant_ollama(home)
    assert find_listed("smollm2", places()).name == "smollm2:latest"


def test_a_model_of_ollama_is_called_by_its_name_everywhere(home: Path) -> None:
    blob = plant_ollama(home)
    assert find_named("smollm2", places(), force=False).name == "smollm2:latest"
    assert find_named(str(blob), places(), force=False).name == "smollm2:latest"
    assert said("models", "use", "smollm2") == f"Answers come from smollm2:latest ({blob}) now.\n"
    assert f"In use: smollm2:latest ({blob})" in said("models", "list")
    assert "worded by smollm2:latest." in said("chat", typed="/model smollm2\n")
    where = places()
    assert find_chosen(Settings(where.settings), where).name == "smollm2:latest"
    bundled = json.loads(said("bundle", str(home / "stick"), "--json"))
    assert bundled["models"] == ["smollm2:latest"]
    assert (home / "stick" / "models" / "smollm2-latest.gguf").is_file()


def test_an_embedding_model_has_the_same_names_everywhere(home: Path) -> None:
    folder = home / "vectors"
    folder.mkdir()
    for name in ("modules.json", "tokenizer.json"):
        (folder / name).write_text("{}", encoding="utf-8")
    assert find_embedder("~/vectors", places()).path == folder
    with pytest.raises(ModelMissingError, match="no embedding model at"):
        find_embedder(str(home / "nowhere"), places())
    where = places()
    with pytest.raises(ModelUnsupportedError, match="sentence-transformers folders"):
        open_embedder(Settings(where.settings, {"LOCALDOCS_EMBEDDING_MODEL": "my.gguf"}), where)
    with pytest.raises(ModelUnsupportedError, match="sentence-transformers folders"):
        Embed4All("my.gguf")


def plant_ollama(home: Path) -> Path:
    """A model as ``ollama pull`` leaves it."""
    folder, digest = home / ".ollama" / "models", "ab" * 32
    manifest = folder / "manifests" / "registry.ollama.ai" / "library" / "smollm2" / "latest"
    manifest.parent.mkdir(parents=True)
    layer: dict[str, Any] = {"mediaType": "application/vnd.ollama.image.model"}
    layers = [layer | {"digest": f"sha256:{digest}"}]
    manifest.write_text(json.dumps({"layers": layers}), encoding="utf-8")
    return write_loadable(folder / "blobs" / f"sha256-{digest}")


def said(*words: str, typed: str = "") -> str:
    done = CliRunner().invoke(cli, list(words), input=typed)
    assert done.exit_code == 0, done.output
    return done.stdout
