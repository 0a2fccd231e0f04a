"""The catalogue: what it holds, what a person's own adds, and what is refused in it."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from localdocs.errors import CatalogueError, ModelMissingError
from localdocs.models.gguf.architectures import why_not
from localdocs.models.gguf.memory import memory_need_of
from localdocs.models.shelf.catalogue import BUILT_IN, load_catalogue

ENTRY = {"name": "My Own", "file": "mine.gguf", "url": "https://example.org/mine.gguf"}


def own(tmp_path: Path, content: Any) -> Path:
    """A home folder with a catalogue."""
    text = content if isinstance(content, str) else json.dumps(content)
    (tmp_path / "catalogue.json").write_text(text, encoding="utf-8")
    return tmp_path


def test_what_comes_with_us_is_whole() -> None:
    models = load_catalogue().models
    assert len({model.name for model in models}) == len({it.file for it in models}) == len(models)
    for model in models:
        assert model.url.startswith("https://") and model.url.endswith(f"/{model.file}")
        assert model.parameters > 1e6 and model.quantization and model.origin == BUILT_IN
        answers = not why_not(model.architecture)
        assert answers == (model.kind == "language"), model.name
        assert model.commercial_use is not None or not model.licence
        known = (model.size, model.sha256 or model.md5)
        assert all(known) or not any(known), "size and digest are known, or both are not"
        if model.sha256 and "huggingface.co" in model.url:
            branch = "/resolve/main/" in model.url
            assert not branch or not model.current, "a digest belongs to one version of a file"


def test_those_of_today_have_what_a_pull_needs() -> None:
    """An address, and where it is known the size and the digest; the rest a person decides by."""
    today = [model for model in load_catalogue().models if model.current]
    assert len(today) >= 20 and {model.family for model in today} >= {"Qwen", "Gemma", "LLaMA"}
    for model in today:
        assert model.kind == "language" and 0.3e9 < model.parameters < 9.5e9, model.name
        assert model.size and (model.sha256 or model.md5), model.name
        assert model.licence and model.languages and model.context_tokens, model.name
        assert model.chat_template, model.name
        assert not model.active_parameters or model.active_parameters < model.parameters
        assert bool(model.instructions) == bool(model.instructions_source), "a figure has a source"
        assert 30 < (model.instructions or 50) < 100


def test_every_family_and_size_is_there() -> None:
    models = load_catalogue().models
    families = {"LLaMA", "OpenLLaMA", "Falcon", "MPT", "Mistral", "Qwen", "Gemma", "Phi"}
    assert families <= {model.family for model in models}
    assert any("Replit" in model.name for model in models)
    language = [model for model in models if model.kind == "language"]
    for gigabytes in (2, 4, 8, 16):
        fitting = [it for it in language if memory_need_of(it).total < gigabytes * 0.9e9]
        assert len(fitting) >= 3, f"{gigabytes} GB"
        assert any(it.commercial_use for it in fitting)


def test_a_size_and_the_bits_of_the_format_agree() -> None:
    """A wrong number of parameters would show."""
    for model in load_catalogue().models:
        if model.size and model.quantization == "Q4_0":
            assert 4.2 < 8 * model.size / model.parameters < 5.1, model.name


@pytest.mark.parametrize(
    "name",
    [
        "Llama 3.2 1B Instruct",
        "llama-3.2-1b-instruct",
        "Llama-3.2-1B-Instruct-Q4_0.gguf",
        "LLAMA-3.2-1B-INSTRUCT-Q4_0",
    ],
)
def test_a_model_is_found_by_any_of_its_names(name: str) -> None:
    assert load_catalogue().get(name).file == "Llama-3.2-1B-Instruct-Q4_0.gguf"


def test_names_of_gpt4all_are_known() -> None:
    catalogue = load_catalogue()
    assert catalogue.get("orca-mini-3b-gguf2-q4_0.gguf").name == "Orca Mini 3B"
    assert catalogue.get("Mini Orca (Small)").name == "Orca Mini 3B"
    assert catalogue.get("Snoozy").parameters == 13_000_000_000


@pytest.mark.parametrize(
    ("name", "instead"),
    [
        ("ggml-gpt4all-j-v1.3-groovy.bin", "Llama 3.2 3B Instruct"),
        ("/old disk/GGML-GPT4ALL-J.bin", "Llama 3.2 3B Instruct"),
        ("gpt4all-lora-quantized.bin", "Llama 3.1 8B Instruct"),
        ("orca-mini-3b.ggmlv3.q4_0.bin", "Orca Mini 3B"),
        ("ggml-mpt-7b-chat.bin", "MPT 7B Chat"),
        ("ggml-replit-code-v1-3b.bin", "Replit Code v1.5 3B"),
    ],
)
def test_names_of_the_past_say_what_replaces_them(name: str, instead: str) -> None:
    catalogue = load_catalogue()
    with pytest.raises(ModelMissingError) as caught:
        catalogue.get(name)
    assert f"localdocs models pull '{instead}'" in caught.value.remedy
    assert catalogue.find(instead)


def test_every_replacement_exists() -> None:
    catalogue = load_catalogue()
    assert all(catalogue.find(row.instead) for row in catalogue.replaced)


def test_a_slip_is_answered_with_what_is_near() -> None:
    with pytest.raises(ModelMissingError, match="No model is called") as caught:
        load_catalogue().get("Llama 3.2 1B Instrct")
    assert "Did you mean “Llama 3.2 1B Instruct" in caught.value.remedy


def test_an_own_catalogue_adds_and_takes_the_place_of_ours(tmp_path: Path) -> None:
    renamed = ENTRY | {"name": "GPT4All Falcon 7B", "sha256": "AB" * 32, "size": 5}
    catalogue = load_catalogue(own(tmp_path, {"models": [ENTRY, renamed | {"file": "f.gguf"}]}))
    assert catalogue.get("my own").origin == str(tmp_path / "catalogue.json")
    assert catalogue.get("GPT4All Falcon 7B").sha256 == "ab" * 32
    assert len(catalogue.models) == len(load_catalogue().models) + 1
    assert load_catalogue(own(tmp_path, [ENTRY])).find("mine.gguf"), "a bare list will do"


def test_whose_place_an_own_model_takes_is_known(tmp_path: Path) -> None:
    same_name = ENTRY | {"name": "granite-4.0 1b"}
    same_file = ENTRY | {"file": "Llama-3.2-1B-Instruct-Q4_0.gguf"}
    for entry, ours in (
        (ENTRY, ""),
        (same_name, "Granite 4.0 1B"),
        (same_file, "Llama 3.2 1B Inst"),
    ):
        found = load_catalogue(own(tmp_path, [entry])).get(entry["name"])
        assert found.url == ENTRY["url"] and found.instead_of.startswith(ours)
        assert bool(found.instead_of) == bool(ours)


def test_an_alias_takes_no_name_from_another_model(tmp_path: Path) -> None:
    catalogue = load_catalogue(own(tmp_path, [ENTRY | {"aliases": ["Granite 4.0 1B", "mine too"]}]))
    assert catalogue.get("Granite 4.0 1B").origin == BUILT_IN
    assert catalogue.get("mine too").name == "My Own"


@pytest.mark.parametrize(
    "name",
    [
        "../evil.gguf",
        "/etc/passwd",
        "a/b.gguf",
        "a\\b.gguf",
        "C:evil.gguf",
        "..",
        ".hidden.gguf",
        "nul.gguf",
        "a\0b.gguf",
        "a\nb.gguf",
        "x" * 300,
    ],
)
def test_a_path_in_a_file_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(CatalogueError, match="must be a plain name, no path"):
        load_catalogue(own(tmp_path, [ENTRY | {"file": name}]))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"name": ""}, "has no “name”"),
        ({"name": 7}, "must be text"),
        ({"url": "file:///etc/passwd"}, "none of the web"),
        ({"url": "https://"}, "none of the web"),
        ({"url": "https://me:secret@example.org/x"}, "none of the web"),
        ({"url": "https://[broken"}, "none of the web"),
        ({"size": -1}, "0 or more"),
        ({"size": 1.5}, "whole number"),
        ({"size": True}, "a number"),
        ({"sha256": "abc"}, "64 hexadecimal"),
        ({"md5": 5}, "32 hexadecimal"),
        ({"languages": "en"}, "list of texts"),
        ({"commercial_use": "yes"}, "true, false or null"),
        ({"sampling": {"temperature": "hot"}}, "a number"),
        ({"sampling": {"magic": 1}}, "a sampling that is more than"),
        ({"kind": "picture"}, "has the kind"),
        ({"current": 1}, "true, false or null"),
        ({"instructions": "good"}, "a number"),
        ({"sise": 5}, "“sise”, which no entry has"),
    ],
)
def test_what_is_wrong_with_an_entry_is_said(
    tmp_path: Path, changed: dict[str, Any], words: str
) -> None:
    with pytest.raises(CatalogueError, match=re.escape(words)) as caught:
        load_catalogue(own(tmp_path, {"models": [ENTRY, ENTRY | changed]}))
    assert "number 2 of “models”" in caught.value.message and caught.value.remedy


@pytest.mark.parametrize("other", [{"file": "b.gguf"}, {"name": "Other"}, {"name": "my-own.gguf"}])
def test_two_versions_under_one_name_are_refused(tmp_path: Path, other: dict[str, Any]) -> None:
    with pytest.raises(CatalogueError, match="numbers 1 and 2 of “models” are both called “m"):
        load_catalogue(own(tmp_path, [ENTRY, ENTRY | other]))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{broken", "not valid JSON"),
        ("", "not valid JSON"),
        ("[" * 100_000, "not valid JSON"),
        ("5", "must be an object"),
        ('{"models": {}}', "is no list"),
        ('{"modles": []}', "must be an object"),
        ('["x"]', "is no object"),
        (" " * (9 << 20), "larger than any catalogue"),
    ],
)
def test_a_file_that_is_no_catalogue_is_refused(tmp_path: Path, content: str, words: str) -> None:
    with pytest.raises(CatalogueError, match=words):
        load_catalogue(own(tmp_path, content))


def test_a_folder_in_place_of_the_catalogue_is_refused(tmp_path: Path) -> None:
    (tmp_path / "catalogue.json").mkdir()
    with pytest.raises(CatalogueError, match="cannot be read"):
        load_catalogue(tmp_path)
