"""GPT4All's Python face with the real default model: its examples, and what it promised."""

import os
import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from localdocs.errors import ModelDamagedError, ModelMissingError
from localdocs.generation import GPT4All, Model, gpt4all
from localdocs.models.running.quantize import fastest_version
from localdocs.models.shelf import finding as finding_models
from localdocs.models.shelf.defaults import find_language_model

pytestmark = pytest.mark.models

NAME = "orca-mini-3b-gguf2-q4_0.gguf"
"""What GPT4All's own examples load; here it is the default model under that name."""


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    cache = tmp_path_factory.mktemp("cache")
    return fastest_version(find_language_model(cache).path, cache)


@pytest.fixture(scope="module")
def shared(weights: Path) -> Iterator[Model]:
    with Model(weights) as model:
        yield model


@pytest.fixture
def folder(weights: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """GPT4All's own folder, in a home that is otherwise empty, and no way to the network."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LOCALDOCS_HOME", str(tmp_path / "localdocs"))
    folder = tmp_path / ".cache" / "gpt4all"
    folder.mkdir(parents=True)
    link_or_copy(weights, folder / NAME)
    monkeypatch.setattr(gpt4all, "DEFAULT_MODEL_DIRECTORY", folder)

    def refuse(*arguments: object, **named: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    return folder


def link_or_copy(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


# The examples of GPT4All's page on generation, in its order --------------------------------------


def test_a_chat_session_keeps_every_turn(folder: Path) -> None:
    model = GPT4All(model_name=NAME)
    with model.chat_session():
        replies = [
            model.generate(prompt="hello", temp=0),
            model.generate(prompt="write me a short poem", temp=0),
            model.generate(prompt="thank you", temp=0),
        ]
        said = model.current_chat_session
    model.close()
    assert said is not None
    assert [message["role"] for message in said] == ["user", "assistant"] * 3
    assert [message["content"] for message in said[1::2]] == replies
    assert all(replies) and len({*replies}) == 3


def test_tokens_come_as_a_stream(folder: Path) -> None:
    model = GPT4All(NAME)
    tokens = []
    with model.chat_session():
        for token in model.generate("What is the capital of France?", streaming=True):
            tokens.append(token)
        said = model.current_chat_session
    model.close()
    assert len(tokens) > 3
    assert said is not None and said[-1] == {"role": "assistant", "content": "".join(tokens)}


def test_the_folder_may_be_named(folder: Path, tmp_path: Path) -> None:
    named = GPT4All(model_name=NAME, model_path=Path.home() / ".cache" / "gpt4all")
    app = Path.home() / ".local" / "share" / "nomic.ai" / "GPT4All"
    app.mkdir(parents=True)
    (folder / NAME).rename(app / NAME)
    positional = GPT4All(NAME, app)
    gpt4all.DEFAULT_MODEL_DIRECTORY = app
    default = GPT4All(NAME)
    for model in (named, positional, default):
        assert model.file.path.name == NAME
        model.close()


def test_old_templates_with_a_system_prompt(folder: Path) -> None:
    model = GPT4All(NAME)
    system_template = "A curious person talks with an assistant.\n"
    prompt_template = "USER: {0}\nASSISTANT: "
    with model.chat_session(system_template, prompt_template):
        first = model.generate("why is the grass green?", max_tokens=20)
        second = model.generate("why is the sky blue?", max_tokens=20)
    model.close()
    assert first and second


def test_templates_can_be_looked_up_and_passed_on(folder: Path) -> None:
    model = GPT4All(NAME)
    system_prompt, prompt_template = model.config["systemPrompt"], model.config["promptTemplate"]
    with model.chat_session():
        own = model.generate("Name a colour.", temp=0, max_tokens=12)
    model.close()
    assert "{0}" in prompt_template and "SmolLM" in system_prompt
    offline = GPT4All(NAME, allow_download=False)
    with offline.chat_session(system_prompt=system_prompt, prompt_template=prompt_template):
        assert offline.generate("Name a colour.", temp=0, max_tokens=12) == own
    offline.close()


def test_a_callback_stops_after_one_sentence(folder: Path) -> None:
    model = GPT4All(NAME)

    def stop_on_token_callback(token_id: int, token_string: str) -> bool:
        return "." not in token_string

    response = model.generate(
        "Blue Whales are the biggest animal to ever inhabit the Earth.",
        temp=0,
        callback=stop_on_token_callback,
    )
    model.close()
    assert response.count(".") == 1 and response.rstrip().endswith(".")


def test_the_first_example_of_all(folder: Path) -> None:
    model = GPT4All(NAME)
    assert model.generate("The capital of France is ", max_tokens=3)
    model.close()


# What it promised, and what was promised better ---------------------------------------------------


def test_a_session_leaves_nothing_behind(shared: Model) -> None:
    before = shared.generate("hello", top_k=1, max_tokens=12)
    with shared.chat_session("You are a pirate."):
        shared.generate("hello", top_k=1, max_tokens=12)
    assert shared.generate("hello", top_k=1, max_tokens=12) == before


def test_a_stream_joins_to_the_whole_text(shared: Model) -> None:
    pieces = list(shared.generate("Once upon a time", temp=0, max_tokens=20, streaming=True))
    assert "".join(pieces) == shared.generate("Once upon a time", temp=0, max_tokens=20)


def test_the_capital_of_france(shared: Model) -> None:
    assert "Paris" in shared.generate("The capital of France is", temp=0, max_tokens=3)


@pytest.mark.parametrize("words", [{"max_tokens": 1}, {"max_tokens": 50, "n_predict": 1}])
def test_one_token_is_one_token(shared: Model, words: dict[str, int]) -> None:
    assert shared.complete("Once upon a", temp=0, **words).answer_tokens == 1  # type: ignore[arg-type]


def test_the_same_seed_gives_the_same_text(shared: Model) -> None:
    def told(seed: int) -> str:
        return shared.generate("Once upon a time", temp=1.5, top_p=1.0, seed=seed, max_tokens=12)

    assert told(1) == told(1)
    assert len({told(seed) for seed in range(3)}) > 1


def test_a_long_conversation_keeps_the_system_message(weights: Path) -> None:
    with Model(weights, context_tokens=256) as model, model.chat_session("Answer with one word."):
        for number in range(6):
            model.generate(f"Tell me about the number {number}, please. " * 4, max_tokens=20)
        with pytest.raises(ValueError, match=r"too long .* > 252\)"):
            model.generate("word " * 400)
        said = model.current_chat_session
    assert said is not None and len(said) == 13


def test_two_threads_take_turns(shared: Model) -> None:
    replies: list[str] = []
    threads = [
        threading.Thread(
            target=lambda: replies.append(shared.generate("One, two,", temp=0, max_tokens=8))
        )
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(replies) == 3 and len({*replies}) == 1


def test_leaving_a_stream_early_keeps_the_part_that_came(shared: Model) -> None:
    with shared.chat_session():
        heard = ""
        for piece in shared.generate("Tell me a long story.", streaming=True, max_tokens=400):
            heard += piece
            if len(heard) > 20:
                break
        assert shared.current_chat_session == [
            {"role": "user", "content": "Tell me a long story."},
            {"role": "assistant", "content": heard},
        ]
        assert shared.generate("Thanks.", max_tokens=3)


def test_a_suffix_may_be_left_out_and_a_path_may_be_named(folder: Path) -> None:
    for name in (NAME.removesuffix(".gguf"), folder / NAME, str(folder / NAME)):
        model = GPT4All(name, allow_download=False)
        assert model.file.path == folder / NAME
        model.close()


def test_a_model_that_is_not_there(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"no-such-model"):
        GPT4All("no-such-model", allow_download=False)
    with pytest.raises(FileNotFoundError, match="There is no folder"):
        GPT4All(NAME, model_path=tmp_path / "nowhere")
    with pytest.raises(ModelMissingError):
        Model("no-such-model")


def test_a_bin_file_is_looked_for_by_its_name(folder: Path) -> None:
    (folder / "old.bin").write_bytes(b"\0" * 64)
    with pytest.raises(ModelDamagedError, match=r"old\.bin"):
        GPT4All("old.bin", allow_download=False)


def test_a_device_that_is_not_there_is_named(folder: Path) -> None:
    on_processor = GPT4All(NAME, device="cpu")
    assert (on_processor.backend, on_processor.device) == ("cpu", None)
    on_processor.close()
    with pytest.raises(ValueError, match="'kompute'"):
        GPT4All(NAME, device="kompute")


def test_what_is_retrieved_has_its_path(folder: Path) -> None:
    config = GPT4All.retrieve_model(NAME)
    assert (config["filename"], config["path"]) == (NAME, str(folder / NAME))


def test_the_catalogue_is_listed_without_a_network(folder: Path) -> None:
    rows = GPT4All.list_models()
    orca = next(row for row in rows if row["filename"] == NAME)
    assert orca["md5sum"] and int(orca["filesize"]) > 1_000_000_000
    assert all(row["name"] and row["url"].startswith("https://") for row in rows)
    assert GPT4All.retrieve_model(NAME)["md5sum"] == orca["md5sum"]


def test_a_name_of_the_catalogue_stands_for_its_file(folder: Path) -> None:
    model = GPT4All("orca-mini-3b", allow_download=False)
    assert model.file.path == folder / NAME
    model.close()


def test_nothing_is_downloaded_that_was_not_asked_for(folder: Path) -> None:
    (folder / NAME).unlink()
    with pytest.raises(FileNotFoundError, match="is not on this computer"):
        GPT4All(NAME, allow_download=False)
    with pytest.raises(FileNotFoundError):
        Model(NAME)
    assert not list(folder.iterdir())


def test_a_missing_model_of_the_catalogue_is_fetched_when_that_is_allowed(
    folder: Path, weights: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / NAME).unlink()
    fetched: list[tuple[str, Path]] = []

    def fetch(name: str, target: Path) -> Path:
        fetched.append((name, target))
        link_or_copy(weights, target / NAME)
        return target / NAME

    monkeypatch.setattr(finding_models, "fetch_model", fetch)
    model = GPT4All(NAME)
    model.close()
    assert fetched == [(NAME, folder)]


def test_without_a_name_it_is_the_model_that_localdocs_brings_along(folder: Path) -> None:
    model = GPT4All()
    assert model.name == "SmolLM2-135M-Instruct"
    model.close()


def test_a_template_of_the_person_s_own_comes_first(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "localdocs" / "templates" / f"{Path(NAME).stem}.jinja"
    own.parent.mkdir(parents=True)
    own.write_text("Q: {{ messages[-1].content }}\nA:")
    model = GPT4All(NAME)
    assert model.config["promptTemplate"] == "Q: {0}\nA:"
    model.close()


def test_thoughts_are_told_apart_by_the_modern_name_alone(folder: Path, shared: Model) -> None:
    template = "{{ messages[-1].content }}<think>"
    with shared.chat_session(chat_template=template):
        modern = shared.complete("Name a colour.", temp=0, max_tokens=8)
    with GPT4All(NAME) as model, model.chat_session(chat_template=template):
        original = model.generate("Name a colour.", temp=0, max_tokens=8)
    assert modern.text == "" and modern.thought == original.strip() != ""
