"""``run``, ``complete`` and ``embed``, with the real default models."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from localdocs import __version__
from localdocs.commands.generation import NO_ANSWER, converse, spoken
from localdocs.commands.root import cli
from paths import ROOT


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCALDOCS_HOME", str(tmp_path / "home"))


def read_from(*lines: str) -> Iterator[str]:
    """What a person typed, as messages."""
    waiting = list(lines)

    def read(prompt: str) -> str:
        if not waiting:
            raise EOFError
        return waiting.pop(0)

    return spoken(read)


class Listener:
    """A terminal that remembers what it is to say."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def lines(self, lines: list[str]) -> None:
        self.said += lines

    def pieces(self, pieces: Iterator[str]) -> None:
        self.said.append("".join(pieces))


class Echo:
    """A model that repeats what it is told, and remembers it."""

    def __init__(self) -> None:
        self.current_chat_session = [{"role": "system", "content": "Be kind."}]

    def generate(self, message: str, **words: object) -> Iterator[str]:
        self.current_chat_session.append({"role": "user", "content": message})
        yield f"you said: {message}"


def talk(*lines: str) -> tuple[Echo, list[str]]:
    model, listener = Echo(), Listener()
    converse(model, read_from(*lines), listener, {})  # type: ignore[arg-type]
    return model, listener.said


def test_each_message_is_answered_once() -> None:
    model, said = talk("one", "", "two")
    assert said == ["you said: one", "you said: two"]
    assert len(model.current_chat_session) == 3


def test_a_model_that_said_nothing_is_told_of() -> None:
    class Thinker(Echo):
        def generate(self, message: str, **words: object) -> Iterator[str]:
            self.current_chat_session.append({"role": "assistant", "content": ""})
            yield from ()

    listener = Listener()
    converse(Thinker(), read_from("one"), listener, {})  # type: ignore[arg-type]
    assert listener.said == ["", NO_ANSWER]


def test_reset_forgets_all_but_the_system_message() -> None:
    model, _ = talk("my name is Ada", "/reset", "hello")
    assert model.current_chat_session == [
        {"role": "system", "content": "Be kind."},
        {"role": "user", "content": "hello"},
    ]


def test_exit_ends_it_and_help_says_how() -> None:
    _, said = talk("/help", "/exit", "never")
    assert any("/reset" in line for line in said)
    assert not any("never" in line for line in said)


def test_a_message_may_have_several_lines() -> None:
    assert list(read_from("one\\", "two", '"""', "three", "", 'four"""', "five")) == [
        "one\ntwo",
        "three\n\nfour",
        "five",
    ]


def test_what_was_begun_when_the_input_ended_is_dropped() -> None:
    assert list(read_from("one", '"""', "two")) == ["one"]


def test_the_version_is_told() -> None:
    run = CliRunner().invoke(cli, ["--version"])
    assert run.exit_code == 0 and __version__ in run.output


@pytest.mark.models
def test_a_conversation_may_be_piped_in() -> None:
    typed = "Hello.\n/reset\n/help\n/exit\nnever\n"
    run = CliRunner().invoke(cli, ["run", "--temp", "0", "--max-tokens", "8"], input=typed)
    assert run.exit_code == 0, run.output
    first, forgotten, *help_lines = run.stdout.splitlines()
    assert first and forgotten == "What was said is forgotten."
    assert any(line.startswith("/exit") for line in help_lines)


@pytest.mark.models
def test_the_end_of_the_input_is_a_clean_end() -> None:
    run = CliRunner().invoke(cli, ["run", "--max-tokens", "4", "--temp", "0"], input="Hello.")
    assert run.exit_code == 0 and run.stdout.strip()


@pytest.mark.models
@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_ends_without_a_traceback(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "localdocs", "run", "--max-tokens", "2000"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as child:
        assert child.stdin is not None and child.stdout is not None
        child.stdin.write(b"Tell me a very long story.\n")
        child.stdin.flush()
        child.stdout.read(1)
        child.send_signal(signal.SIGINT)
        deadline = time.monotonic() + 30
        while child.poll() is None and time.monotonic() < deadline:
            time.sleep(0.05)
        assert child.returncode == 130
        assert child.stderr is not None and b"Traceback" not in child.stderr.read()


def test_a_model_that_is_not_there_is_an_error_in_words() -> None:
    run = CliRunner().invoke(cli, ["run", "no-such-model"], input="")
    assert run.exit_code == 1
    assert "no-such-model" in run.stderr


@pytest.mark.models
def test_a_text_is_continued() -> None:
    words = ["complete", "The capital of France is", "--temp", "0", "--max-tokens", "4"]
    plain = CliRunner().invoke(cli, words)
    assert plain.exit_code == 0 and "Paris" in plain.stdout
    shown = json.loads(CliRunner().invoke(cli, [*words, "--json"]).stdout)
    assert shown["text"].rstrip() == plain.stdout.rstrip()
    assert (shown["finish_reason"], shown["answer_tokens"]) == ("length", 4)
    piped = CliRunner().invoke(cli, ["complete", "-", *words[2:]], input="The capital of France is")
    assert piped.stdout == plain.stdout


@pytest.mark.models
def test_a_stop_string_ends_a_continuation() -> None:
    words = ["complete", "The capital of France is", "--temp", "0", "--max-tokens", "8"]
    whole = CliRunner().invoke(cli, words).stdout
    stop = whole.split()[1]
    stopped = CliRunner().invoke(cli, [*words, "--stop", stop]).stdout
    assert stopped.rstrip() == whole.partition(stop)[0].rstrip() != ""


def test_nothing_to_continue_is_a_usage_error() -> None:
    assert CliRunner().invoke(cli, ["complete"], input="").exit_code == 2


@pytest.mark.models
def test_texts_become_vectors() -> None:
    lines = CliRunner().invoke(cli, ["embed", "a boat", "a tide"]).stdout.splitlines()
    assert [len(line.split()) for line in lines] == [384, 384]
    shown = json.loads(CliRunner().invoke(cli, ["embed", "-", "--json"], input="a boat\n\n").stdout)
    assert shown["dimension"] == 384 and shown["prompt_tokens"] == 2
    assert [float(number) for number in lines[0].split()] == pytest.approx(
        shown["embeddings"][0], abs=1e-3
    )


@pytest.mark.models
@pytest.mark.parametrize("words", [["--prefix", "foo"], ["--dimensionality", "100"]])
def test_what_the_model_cannot_do_is_a_usage_error(words: list[str]) -> None:
    assert CliRunner().invoke(cli, ["embed", "a", *words]).exit_code == 2


def test_no_text_has_no_vector() -> None:
    run = CliRunner().invoke(cli, ["embed"])
    assert run.exit_code == 2 and "must not be" in run.stderr
