"""``localdocs models …`` and ``bundle`` as they are typed, with a server and planted folders."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from file_server import FileServer, served
from gguf_files import loadable_bytes, write_gguf, write_loadable
from localdocs.commands.root import cli
from localdocs.computer import machine
from localdocs.models.shelf.defaults import find_language_model

CONTENT = loadable_bytes()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person's home folder in which all programs look."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LOCALDOCS_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LOCALDOCS_CACHE", str(tmp_path / "cache"))
    for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "HF_HOME", "HF_HUB_CACHE", "OLLAMA_MODELS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(machine, "measure_bandwidth", lambda threads: 50e9)
    monkeypatch.setattr(machine, "measure_computing", lambda: 200e9)
    (tmp_path / "home").mkdir()
    return tmp_path


@pytest.fixture
def server() -> Iterator[FileServer]:
    with served(FileServer(CONTENT)) as running:
        yield running


@pytest.fixture
def listed(home: Path, server: FileServer) -> Path:
    """A home whose catalogue knows what the server has, and a model that fits nowhere."""
    tiny = {"name": "Tiny Chat", "file": "tiny-chat.gguf", "url": server.url}
    tiny["sha256"] = hashlib.sha256(CONTENT).hexdigest()
    huge = {"name": "Huge", "file": "huge.gguf", "url": server.url, "size": 10**15}
    catalogue = home / "home" / "catalogue.json"
    catalogue.write_text(json.dumps([tiny, huge | {"parameters": 10**12}]), encoding="utf-8")
    return home


def run(*words: str, code: int = 0) -> str:
    done = CliRunner().invoke(cli, words)
    assert done.exit_code == code, done.output
    return done.output


def run_json(*words: str, code: int = 0) -> Any:
    return json.loads(run(*words, "--json", code=code))


def test_a_model_is_pulled_used_verified_and_removed(listed: Path, server: FileServer) -> None:
    pulled = run_json("models", "pull", "tiny chat")
    path = listed / "home" / "models" / "tiny-chat.gguf"
    assert pulled["path"] == str(path) and path.read_bytes() == CONTENT
    assert "Answers come from" in run("models", "use", "Tiny Chat")
    assert json.loads(run("config", "language_model", "--json")) == {"language_model": str(path)}
    assert "ok  tiny-chat: SHA-256 as published." in run("models", "verify")
    assert str(path) in run("models", "list").split("\n")[1]
    assert run_json("models", "remove", "Tiny Chat") == {"removed": str(path)}
    assert json.loads(run("config", "language_model", "--json")) == {"language_model": ""}
    assert not path.exists() and len(server.requests) == 1


def test_a_damaged_model_fails_the_check(listed: Path) -> None:
    run("models", "pull", "Tiny Chat")
    path = listed / "home" / "models" / "tiny-chat.gguf"
    path.write_bytes(CONTENT[:-1] + b"\0")
    (finding,) = run_json("models", "verify", code=1)
    assert finding["healthy"] is False and "Expected SHA-256" in finding["detail"]
    assert "BAD" in run("models", "verify", "Tiny Chat", code=1)


def test_what_does_not_fit_is_refused_with_the_figures_unless_forced(listed: Path) -> None:
    refused = run_json("models", "pull", "Huge", code=1)
    assert "Huge needs about 1,120,000 GB of memory (weights 1,000,000 GB" in refused["error"]
    assert "--force" in refused["remedy"]
    assert "Expected file size" in run_json("models", "pull", "Huge", "--force", code=1)["error"]


def test_a_file_that_does_not_fit_is_not_used_unless_forced(
    listed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_gguf(listed / "own.gguf")
    real = machine.this_machine
    monkeypatch.setattr(
        "localdocs.models.shelf.desk.this_machine", lambda cache: replace(real(), memory=1 << 20)
    )
    assert "own needs about" in run_json("models", "use", str(path), code=1)["error"]
    assert run_json("models", "use", str(path), "--force") == {"language_model": str(path)}
    assert run_json("models", "use", "default") == {"language_model": None}


def test_models_of_other_programs_are_found_and_one_is_used(home: Path) -> None:
    write_loadable(home / ".cache/gpt4all/orca-mini-3b-gguf2-q4_0.gguf")
    big = write_gguf(home / ".lmstudio/models/a/b/Big-Q4_0.gguf", weights=1 << 20)
    (home / ".cache/gpt4all/ggml-gpt4all-j-v1.3-groovy.bin").write_bytes(b"lmgg" + bytes(99))
    found = run_json("models", "find")
    assert {(it["program"], it["name"]) for it in found["models"]} == {
        ("GPT4All", "orca-mini-3b-gguf2-q4_0"),
        ("LM Studio", "Big-Q4_0"),
    }
    assert "GGML" in found["unusable"][0]["reason"]
    assert found["choice"] == str(big) and "It is the largest that was found" in found["why"]
    text = run("models", "find")
    assert "fits: needs" in text and "cannot be used" in text
    assert run_json("models", "use", "Orca Mini 3B")["language_model"].endswith(
        "orca-mini-3b-gguf2-q4_0.gguf"
    )


def test_info_of_a_file_and_of_the_catalogue(home: Path) -> None:
    path = write_gguf(home / "own.gguf")
    shown = run_json("models", "info", str(path))
    assert (shown["architecture"], shown["fits"], shown["chat_template"]) == ("llama", True, True)
    assert shown["memory"]["weights"] == 2304
    assert "needs" in run("models", "info", str(path))
    falcon = run_json("models", "info", "GPT4All Falcon 7B")
    assert (falcon["commercial_use"], falcon["md5"]) == (True, "c4c78adf744d6a20f05c8751e3961b84")
    unknown = run("models", "info", "Gemma 2 2B Instruct")
    assert "checksum  not known" in unknown and "size not known" in unknown


def test_the_list_has_what_people_choose_today_and_fits_and_with_all_the_rest(home: Path) -> None:
    short, whole = run("models", "list"), run("models", "list", "--all")
    assert "Granite 4.1 3B  (2.1 GB, Apache-2.0, commercial use allowed)" in short
    assert " an answer; fits: needs 2.4 GB" in short and "follows 82 of 100 instructions" in short
    assert "Orca Mini" not in short and "more are older or do not fit" in short
    assert "Orca Mini 3B" in whole and "more are older" not in whole
    listed = run_json("models", "list")["catalogue"]
    assert {it["name"] for it in listed} >= {"Granite 4.1 3B", "Orca Mini 3B"}
    assert run_json("models", "info", "Orca Mini 3B")["name"] == "Orca Mini 3B"


def test_one_model_is_suggested_with_its_reason(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = machine.this_machine

    def eight_gigabytes(cache: Path) -> machine.Machine:
        return replace(real(), memory=8 << 30, available=6 << 30, bandwidth=40e9, computing=6e11)

    monkeypatch.setattr("localdocs.models.shelf.desk.this_machine", eight_gigabytes)
    lines = run("models", "list").splitlines()
    why = lines[next(n for n, line in enumerate(lines) if line.startswith("  LFM2.5 1.2B")) + 2]
    assert why.strip() == "not suggested: its licence has conditions"
    assert "not suggested" not in "\n".join(lines).partition("\n  Qwen3 4B Instruct 2507")[2]
    text = run("models", "suggest")
    assert text.startswith("Qwen3 4B Instruct 2507  (2.5 GB, Apache-2.0")
    assert "About 26 s an answer here; fits" in text and "86 of 100 instructions" in text
    assert "Figure: https://" in text and "What it brings:" in text
    assert "Get it: localdocs models pull 'Qwen3 4B Instruct 2507'" in text
    suggested = run_json("models", "suggest")
    assert suggested["suggestion"]["seconds_an_answer"] == pytest.approx(25.9, abs=0.5)
    assert run_json("models", "list")["suggestion"] == suggested["suggestion"]["name"]
    write_gguf(home / "home/models" / suggested["suggestion"]["file"])
    assert "Get it:" not in run("models", "suggest"), "it is here already"
    assert run_json("models", "suggest")["here"] is True


def test_where_none_is_better_that_is_said(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = machine.this_machine
    monkeypatch.setattr(
        "localdocs.models.shelf.desk.this_machine", lambda cache: replace(real(), memory=1 << 30)
    )
    assert "The model that comes with localdocs suits this computer" in run("models", "suggest")
    assert run_json("models", "suggest") == {"suggestion": None}


def test_what_a_pull_is_about_to_take_is_said_before(listed: Path, server: FileServer) -> None:
    text = run("models", "pull", "Tiny Chat")
    assert text.startswith(f"Tiny Chat: size not known from {server.url}, licence not known")
    assert "Tiny Chat:" not in run("models", "pull", "Tiny Chat"), "nothing is to be taken"
    run("models", "remove", "Tiny Chat")
    part = listed / "home" / "models" / "tiny-chat.gguf.part"
    part.write_bytes(CONTENT[:2000])
    assert "2.0 kB of it have come; it goes on from there." in run("models", "pull", "Tiny Chat")


def test_a_chosen_model_whose_file_was_renamed_is_named(listed: Path) -> None:
    run("models", "pull", "Tiny Chat")
    run("models", "use", "Tiny Chat")
    file = listed / "home" / "models" / "tiny-chat.gguf"
    file.rename(file.with_name("renamed.gguf"))
    answer = run_json("complete", "Hello", code=1)
    assert str(file) in answer["error"], answer
    assert "localdocs models" in answer["remedy"], answer
    assert "renamed" in run("models", "list"), "under its new name it can be used"
    assert run_json("models", "use", "renamed")["language_model"] == str(
        file.with_name("renamed.gguf")
    )


def test_two_files_of_one_name_are_told_apart(home: Path) -> None:
    first = write_loadable(home / ".cache/gpt4all/qwen.gguf")
    second = write_loadable(home / ".lmstudio/models/a/b/Qwen.gguf", 1 << 18)
    write_gguf(home / ".cache/gpt4all/other.gguf")
    lines = run("models", "list").splitlines()
    assert {str(first), str(second)} == {line.strip() for line in lines if ".gguf" in line}
    assert {it["path"] for it in run_json("models", "list")["local"]} > {str(first), str(second)}
    assert run_json("models", "use", "qwen")["language_model"] == str(first), (
        "the first that has it"
    )
    assert run_json("models", "use", str(second))["language_model"] == str(second)
    assert str(second) in run("models", "list").splitlines()[1]


def test_a_file_of_another_name_is_listed_beside_the_model_that_it_is(listed: Path) -> None:
    run("models", "pull", "Tiny Chat")
    file = listed / "home" / "models" / "tiny-chat.gguf"
    copy = file.with_name("my own.gguf")
    copy.write_bytes(file.read_bytes())
    assert {it["name"] for it in run_json("models", "list")["local"]} == {"tiny-chat", "my own"}
    assert run_json("models", "info", "my own")["path"] == str(copy)
    assert run_json("models", "info", "Tiny Chat")["path"] == str(file)
    file.unlink()
    overview = run_json("models", "list")
    assert [it["name"] for it in overview["local"]] == ["my own"]
    assert "Tiny Chat" in {it["name"] for it in overview["catalogue"]}, "it can be fetched again"
    assert "models pull 'Tiny Chat'" in run_json("models", "use", "Tiny Chat", code=1)["remedy"]


@pytest.mark.parametrize("words", [["info"], ["use"], ["pull"]])
def test_a_name_that_nothing_has(home: Path, words: list[str]) -> None:
    error = run_json("models", *words, "ggml-gpt4all-j-v1.3-groovy", code=1)
    assert "localdocs models pull 'Llama 3.2 3B Instruct'" in error["remedy"]


def test_a_file_that_cannot_be_loaded_is_not_used_and_the_one_of_before_goes_on(home: Path) -> None:
    good = write_loadable(home / "good.gguf")
    run("models", "use", str(good))
    hollow = write_gguf(home / "hollow.gguf")
    refused = run_json("models", "use", str(hollow), code=1)
    assert refused["error"].startswith(f"Cannot load the language model {hollow}: llama.cpp says “")
    assert "key not found in model" in refused["error"], "the reason, too"
    assert "It was not chosen: answers come from good.gguf as before." in refused["error"]
    assert run_json("config", "language_model")["language_model"] == str(good)
    assert run_json("models", "use", str(hollow), "--force")["language_model"] == str(hollow)


def test_embeddings_cannot_answer(home: Path) -> None:
    path = write_gguf(home / "embedder.gguf", general__architecture="nomic-bert")
    assert "turns text into vectors" in run_json("models", "use", str(path), code=1)["error"]


def test_an_embedding_model_that_was_fetched_is_whole_all_the_same(home: Path) -> None:
    stick = write_gguf(home / "vectors.gguf", general__architecture="nomic-bert")
    pulled = run("models", "pull", "vectors", "--from", str(stick))
    assert "is here, and its head is sound" in pulled and "Let it answer" not in pulled
    assert "ok  vectors: SHA-256 as when it came." in run("models", "verify")
    assert "vectors cannot answer" in run_json("models", "use", "vectors", code=1)["error"]
    assert "into vectors" in run_json("models", "info", "vectors", code=1)["error"]


def test_what_does_not_fit_is_not_copied_either(home: Path) -> None:
    huge = write_gguf(
        home / "stick" / "huge.gguf",
        llama__block_count=4096,
        llama__context_length=1 << 30,
        llama__embedding_length=1 << 16,
    )
    error = run_json("models", "pull", "huge", "--from", str(huge), code=1)
    assert "huge needs about" in error["error"]
    assert not (home / "home/models/huge.gguf").exists()


def test_a_name_that_settings_cannot_hold_is_said(home: Path) -> None:
    odd = write_loadable(Path(os.fsdecode(os.fsencode(home) + b"/no \xff text.gguf")))
    error = run_json("models", "use", str(odd), code=2)
    assert "Give what it names another name" in error["remedy"]


def test_a_name_of_two_lines_is_shown_on_one(home: Path) -> None:
    odd = write_loadable(home / "two\nlines\u202f\u3000.gguf")
    assert "two\\nlines" in run("models", "use", str(odd))
    assert run_json("config", "language_model")["language_model"] == str(odd)


def test_a_folder_of_models_is_the_same_wherever_one_stands(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = write_gguf(home / "own.gguf")
    run("config", "model_folder", "of mine")
    monkeypatch.chdir(home)
    run("models", "pull", "own", "--from", str(stick))
    assert (home / "home" / "of mine" / "own.gguf").is_file()


def test_what_is_here_is_ranked_by_what_suits_this_computer(home: Path) -> None:
    for name, weights in (("a", 1 << 10), ("b", 1 << 14), ("c", 1 << 12)):
        write_gguf(home / f".cache/gpt4all/{name}.gguf", weights=weights)
    write_gguf(
        home / ".cache/gpt4all/huge.gguf",
        llama__block_count=4096,
        llama__context_length=1 << 30,
        llama__attention__head_count_kv=1 << 20,
    )
    found = [it["name"] for it in run_json("models", "find")["models"]]
    assert found == ["a", "c", "b", "huge"], "what answers soonest first, what does not fit last"


def test_a_broken_catalogue_is_said(home: Path) -> None:
    (home / "home" / "catalogue.json").write_text("{", encoding="utf-8")
    assert "not valid JSON" in run_json("models", "list", code=1)["error"]


def test_what_has_come_in_part_is_listed_with_how_it_goes_on(listed: Path) -> None:
    models = listed / "home" / "models"
    models.mkdir()
    (models / "tiny-chat.gguf.part").write_bytes(CONTENT[:2000])
    (models / "own.gguf.part").write_bytes(b"half")
    (models / "granite-4.0-1b-Q4_K_M.gguf.part").write_bytes(bytes(409_000))
    text = run("models", "list")
    assert (
        "  Tiny Chat  (has come in part: 2.0 kB)\n      go on: localdocs models pull 'Tiny" in text
    )
    assert "  Granite 4.0 1B  (has come in part: 0%, 409 kB of 1.0 GB)\n" in text
    assert "  own.gguf  (has come in part: 4 bytes)\n      delete it: localdocs models rem" in text
    unfinished = run_json("models", "list")["unfinished"]
    assert {"name": "Tiny Chat", "came": 2000, "size": None, "is_known": True} in unfinished
    for it in unfinished:
        run("models", "remove", it["name"], "--yes")
    assert list(models.iterdir()) == []


def test_a_file_that_is_here_need_not_be_fetched(home: Path) -> None:
    path = write_gguf(home / "own.gguf")
    refused = run_json("models", "pull", str(path), code=1)
    assert "need not be fetched" in refused["error"]
    assert f"localdocs models use '{path}'" in refused["remedy"]
    assert f"localdocs models pull 'own' --from '{path}'" in refused["remedy"]


def test_what_is_wrong_with_a_name_for_a_copy_is_a_sentence(home: Path) -> None:
    path = write_gguf(home / "own.gguf")
    refused = run_json("models", "pull", "../../evil.gguf", "--from", str(path), code=1)
    assert refused["error"] == "“../../evil.gguf” cannot be a file's name."
    assert refused["remedy"].startswith("Give a plain name, without a folder")


def test_the_way_back_needs_no_catalogue(listed: Path) -> None:
    run("models", "pull", "Tiny Chat")
    run("models", "use", "Tiny Chat")
    (listed / "home" / "catalogue.json").write_text("{", encoding="utf-8")
    assert run_json("models", "use", "default") == {"language_model": None}
    assert run_json("config", "language_model") == {"language_model": ""}


def test_whose_place_an_own_model_takes_is_said(home: Path, server: FileServer) -> None:
    own = home / "home" / "catalogue.json"
    entry = {"name": "Granite 4.0 1B", "file": "g.gguf", "url": server.url, "parameters": 10**9}
    own.write_text(json.dumps([entry]), encoding="utf-8")
    words = f"from your {own}, in place of the “Granite 4.0 1B” that localdocs knows"
    for command in (("list",), ("info", "Granite 4.0 1B"), ("pull", "Granite 4.0 1B")):
        assert words in run("models", *command), command


def test_the_list_is_whole_and_what_fits_comes_first(home: Path) -> None:
    shown = run_json("models", "list")
    assert len(shown["catalogue"]) > 40 and shown["in_use"] is None
    fits = [it["fits"] for it in shown["catalogue"] if it["kind"] == "language"]
    assert fits == sorted(fits, reverse=True)
    assert "To be had" in run("models", "list")


def test_a_bundle_serves_a_computer_without_network(
    listed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("models", "pull", "Tiny Chat")
    wheel = listed / "wheels" / "localdocs-1.0-py3-none-any.whl"
    wheel.parent.mkdir()
    wheel.write_bytes(b"a wheel")
    stick = listed / "stick"
    words = ["bundle", str(stick), "--model", "Tiny Chat", "--wheels", str(wheel.parent)]
    made = run_json(*words)
    assert made["complete"] and made["models"] == ["tiny-chat"] and made["wheels"] == [wheel.name]
    readme = (stick / "README.txt").read_text(encoding="utf-8")
    assert "--no-index --find-links wheels" in readme
    assert "localdocs models pull 'tiny-chat.gguf' --from ." in readme
    sums = dict(
        reversed(line.split("  "))
        for line in (stick / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    )
    assert sums == {
        "models/tiny-chat.gguf": hashlib.sha256(CONTENT).hexdigest(),
        f"wheels/{wheel.name}": hashlib.sha256(b"a wheel").hexdigest(),
    }
    before = (stick / "models" / "tiny-chat.gguf").stat().st_mtime_ns
    assert run_json(*words) == made
    assert (stick / "models" / "tiny-chat.gguf").stat().st_mtime_ns == before, "not copied again"

    monkeypatch.setenv("LOCALDOCS_HOME", str(listed / "other home"))
    monkeypatch.chdir(stick)
    run("models", "pull", "tiny-chat.gguf", "--from", ".")
    run("models", "use", "tiny-chat.gguf")
    assert (listed / "other home" / "models" / "tiny-chat.gguf").read_bytes() == CONTENT


def test_a_bundle_of_nothing_is_refused(home: Path) -> None:
    assert "nothing to bundle" in run_json("bundle", str(home / "stick"), code=1)["error"]


def test_a_bundle_without_our_wheel_says_so(home: Path) -> None:
    write_gguf(home / ".cache/gpt4all/own.gguf")
    text = run("bundle", str(home / "stick"), "--model", "own")
    assert "The wheel of localdocs itself is not in it" in text
    assert "install it first" in (home / "stick" / "README.txt").read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent otherwise there")
def test_ctrl_c_ends_a_pull_which_goes_on_later(listed: Path, server: FileServer) -> None:
    server.hold = threading.Event()
    part = listed / "home" / "models" / "tiny-chat.gguf.part"
    pulling = subprocess.Popen(
        [sys.executable, "-m", "localdocs", "models", "pull", "Tiny Chat"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stderr=subprocess.PIPE,
        text=True,
    )
    while pulling.poll() is None and not (part.exists() and part.stat().st_size):
        time.sleep(0.02)
    pulling.send_signal(signal.SIGINT)
    said = pulling.communicate(timeout=30)[1]
    server.hold.set()
    assert pulling.returncode == 130 and "kept" in said
    assert 0 < part.stat().st_size < len(CONTENT)
    server.hold = None
    run("models", "pull", "Tiny Chat")
    assert "Range" in server.requests[-1]
    assert part.with_suffix("").read_bytes() == CONTENT


@pytest.mark.models
@pytest.mark.parametrize("program", ["Ollama", "LM Studio", "GPT4All"])
def test_a_real_model_of_another_program_is_found_used_and_answers(
    home: Path, program: str
) -> None:
    file = find_language_model(home / "cache").path
    name = plant(home, program, file)
    assert [it["name"] for it in run_json("models", "find")["models"]] == [name]
    assert run_json("models", "use", name)["language_model"]
    said = run("complete", "The capital of France is", "--max-tokens", "4", "--temp", "0")
    assert "Paris" in said


def plant(home: Path, program: str, file: Path) -> str:
    """Put a model where a program keeps its own; what it is called there."""
    places = {"LM Studio": ".lmstudio/models/a/b/real.gguf", "GPT4All": ".cache/gpt4all/real.gguf"}
    digest = "ab" * 32
    target = home / places.get(program, f".ollama/models/blobs/sha256-{digest}")
    target.parent.mkdir(parents=True)
    target.symlink_to(file)
    if program != "Ollama":
        return "real"
    layer = {"mediaType": "application/vnd.ollama.image.model", "digest": f"sha256:{digest}"}
    manifest = home / ".ollama/models/manifests/registry.ollama.ai/library/smollm2/latest"
    manifest.parent.mkdir(parents=True)
    manifest.write_text(json.dumps({"layers": [layer]}), encoding="utf-8")
    return "smollm2:latest"


NO_SOCKETS = """
import socket, sys
def refuse(*words, **named):
    raise AssertionError(f"a socket: {words}")
class NoSocket(socket.socket):
    __init__ = refuse
socket.socket = NoSocket
socket.create_connection = socket.getaddrinfo = refuse
from localdocs.commands.root import main
sys.argv = ["localdocs", *sys.argv[1:]]
main()
"""


@pytest.mark.parametrize(
    "words",
    [
        ["list"],
        ["find"],
        ["info", "Qwen3 4B"],
        ["verify"],
        ["pull", "own", "--from", "stick.gguf"],
        ["use", "stick.gguf"],
    ],
    ids=lambda words: words[0],
)
def test_nothing_but_pull_opens_a_socket(home: Path, words: list[str]) -> None:
    write_loadable(home / "stick.gguf")
    done = subprocess.run(
        [sys.executable, "-c", NO_SOCKETS, "models", *words],
        cwd=home,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr + done.stdout


def test_the_guard_works(home: Path, listed: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", NO_SOCKETS, "models", "pull", "Tiny Chat"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "a socket" in done.stderr
