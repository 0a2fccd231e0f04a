"""The language model in its child process, with the real default model."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Generator, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from localdocs.computer.child_process import module_environment
from localdocs.computer.memory import resident_bytes
from localdocs.errors import ModelCrashedError, ModelDamagedError, ModelError, ModelMissingError
from localdocs.models.running.language_model import (
    LlamaLanguageModel,
    LlamaOptions,
    Usage,
    probe_language_model,
)
from localdocs.models.running.worker import StopStrings
from localdocs.models.shelf.defaults import find_language_model
from localdocs.types import Sampling
from prompts.templates.renderer import render_chat

QUESTION = (
    "<|im_start|>user\nName three colours, with an emoji for each.<|im_end|>\n"
    "<|im_start|>assistant\n"
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return find_language_model(tmp_path_factory.mktemp("cache")).path


@pytest.fixture(scope="module")
def shared(path: Path) -> Iterator[LlamaLanguageModel]:
    """One model for all tests that leave it in good health."""
    with closing(LlamaLanguageModel(path, "SmolLM2")) as model:
        yield model


@pytest.fixture
def own(path: Path) -> Iterator[LlamaLanguageModel]:
    """A model that a test may kill."""
    with closing(LlamaLanguageModel(path, "SmolLM2", LlamaOptions(context_tokens=2048))) as model:
        yield model


def whole(stream: Generator[str, None, Usage]) -> tuple[str, Usage]:
    """The complete reply and its figures."""
    pieces = []
    while True:
        try:
            pieces.append(next(stream))
        except StopIteration as end:
            return "".join(pieces), end.value


def pid_of(model: LlamaLanguageModel) -> int:
    assert model._child is not None
    return model._child.pid


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.models
def test_constructing_starts_nothing(path: Path) -> None:
    model = LlamaLanguageModel(path, "SmolLM2")
    assert model._child is None
    model.close()


@pytest.mark.models
def test_the_model_describes_itself(shared: LlamaLanguageModel) -> None:
    described = shared.describe()
    assert "im_start" in described.chat_template
    assert (described.bos_token, described.eos_token) == ("<|im_start|>", "<|im_end|>")
    assert {"<|im_start|>", "<|im_end|>", "<|endoftext|>"} <= {*described.control_tokens}
    assert described.context_tokens == 4096


@pytest.mark.models
def test_tokens_are_counted_with_control_tokens_parsed(shared: LlamaLanguageModel) -> None:
    assert shared.count_tokens(["", "hello world", "<|im_start|>", "\ud800"])[:3] == [0, 2, 1]
    assert shared.count_tokens([]) == []


@pytest.mark.models
def test_the_same_question_gets_the_same_answer(shared: LlamaLanguageModel) -> None:
    (first, usage), (second, _) = (
        whole(shared.stream(QUESTION, Sampling(max_tokens=40))) for _ in range(2)
    )
    assert first == second != ""
    assert usage.prompt_tokens == shared.count_tokens([QUESTION])[0]  # no second BOS
    assert 0 < usage.answer_tokens <= 40


@pytest.mark.models
def test_the_seed_decides(shared: LlamaLanguageModel) -> None:
    def reply(seed: int) -> str:
        sampling = Sampling(max_tokens=12, temperature=1.5, min_p=0.0, top_p=1.0, seed=seed)
        return whole(shared.stream(QUESTION, sampling))[0]

    assert reply(1) == reply(1)
    assert len({reply(seed) for seed in range(3)}) > 1


@pytest.mark.models
def test_length_and_stop_strings_are_kept(shared: LlamaLanguageModel) -> None:
    text, usage = whole(shared.stream(QUESTION, Sampling(max_tokens=8)))
    assert usage.answer_tokens == 8
    stop = text[5:9]
    stopped, _ = whole(shared.stream(QUESTION, Sampling(max_tokens=20, stop=(stop,))))
    assert stopped == text[: text.index(stop)]


@pytest.mark.models
def test_it_is_told_why_a_reply_ended(shared: LlamaLanguageModel) -> None:
    _, short = whole(shared.stream(QUESTION, Sampling(max_tokens=2)))
    greeting = "<|im_start|>user\nhello<|im_end|>\n<|im_start|>assistant\n"
    _, complete = whole(shared.stream(greeting, Sampling(max_tokens=200)))
    assert (short.finish_reason, complete.finish_reason) == ("length", "stop")


@pytest.mark.models
def test_a_reply_keeps_to_a_grammar_or_a_schema(shared: LlamaLanguageModel) -> None:
    ruled, _ = whole(shared.stream(QUESTION, Sampling(grammar='root ::= "red" | "blue"')))
    assert ruled in {"red", "blue"}
    schema = {"type": "object", "properties": {"n": {"type": "boolean"}}, "required": ["n"]}
    shaped, _ = whole(shared.stream(QUESTION, Sampling(json_schema=json.dumps(schema))))
    assert isinstance(json.loads(shaped)["n"], bool)


@pytest.mark.models
def test_no_line_ends_in_the_strings_of_a_schema(shared: LlamaLanguageModel) -> None:
    """JSON has none there; the conversion of schemas lets them through."""
    schema = {"type": "string", "minLength": 60, "maxLength": 60}
    sampling = Sampling(json_schema=json.dumps(schema), max_tokens=100)
    for prompt in ("A poem:\n\n", "1.\n\n2.\n\n3.\n\n"):
        said, _ = whole(shared.stream(prompt, sampling))
        assert said.isprintable(), said


@pytest.mark.models
@pytest.mark.parametrize(
    "sampling", [Sampling(grammar="root ::= ("), Sampling(json_schema="{")], ids=["grammar", "json"]
)
def test_rules_that_cannot_be_read_are_an_error(
    shared: LlamaLanguageModel, sampling: Sampling
) -> None:
    child = shared.count_tokens(["a"]) and pid_of(shared)
    with pytest.raises(ModelError, match="cannot be"):
        whole(shared.stream(QUESTION, sampling))
    assert pid_of(shared) == child, "the native library does not die of it"


@pytest.mark.models
def test_pieces_know_their_tokens_and_how_likely_they_were(shared: LlamaLanguageModel) -> None:
    sampling = Sampling(max_tokens=6, repeat_penalty=1.0, top_logprobs=3)
    pieces = list(shared.pieces(QUESTION, sampling))
    likelihoods = [likelihood for piece in pieces for likelihood in piece.likelihoods]
    assert len(likelihoods) == 6
    assert "".join(known.text for known in likelihoods) == "".join(piece.text for piece in pieces)
    for known in likelihoods:
        assert known.likeliest[0] == (known.text, known.logprob), (
            "temperature 0 takes the likeliest"
        )
        assert [chance for _, chance in known.likeliest] == sorted(
            (chance for _, chance in known.likeliest), reverse=True
        )
        assert known.logprob <= 0
    assert pieces[-1].token == likelihoods[-1].token


@pytest.mark.models
def test_characters_arrive_whole(shared: LlamaLanguageModel) -> None:
    prompt = "🚢🌊🐟 🚢🌊🐟 🚢🌊🐟 🚢🌊🐟 🚢🌊🐟 🚢🌊"
    pieces = list(shared.stream(prompt, Sampling(max_tokens=24, repeat_penalty=1.0)))
    assert "🐟" in "".join(pieces)
    assert not any("\ufffd" in piece for piece in pieces)


@pytest.mark.models
def test_a_prompt_that_is_too_long_is_an_error(shared: LlamaLanguageModel) -> None:
    with pytest.raises(ModelError, match="5001 tokens; the model takes 4096"):
        whole(shared.stream("word " * 5000, Sampling()))
    assert whole(shared.stream(QUESTION, Sampling(max_tokens=3)))[1].answer_tokens == 3


@pytest.mark.models
def test_a_reply_ends_where_the_context_does(path: Path) -> None:
    options = LlamaOptions(context_tokens=256)
    with closing(LlamaLanguageModel(path, "small", options)) as model:
        _, usage = whole(model.stream("word " * 240, Sampling(max_tokens=500)))
        assert usage.prompt_tokens + usage.answer_tokens <= 256


@pytest.mark.models
def test_the_context_is_no_longer_than_the_model_was_trained_for(path: Path) -> None:
    options = LlamaOptions(context_tokens=100_000)
    with closing(LlamaLanguageModel(path, "long", options)) as model:
        assert model.describe().context_tokens == 8192


@pytest.mark.models
def test_closing_a_stream_early_stops_the_model(shared: LlamaLanguageModel) -> None:
    stream = shared.stream(QUESTION, Sampling(max_tokens=2000))
    next(stream)
    child = pid_of(shared)
    start = time.monotonic()
    stream.close()
    assert time.monotonic() - start < 2
    assert whole(shared.stream(QUESTION, Sampling(max_tokens=3)))[1].answer_tokens == 3
    assert pid_of(shared) == child


@pytest.mark.models
def test_a_child_that_does_not_react_is_ended(own: LlamaLanguageModel) -> None:
    stream = own.stream(QUESTION, Sampling(max_tokens=2000))
    next(stream)
    child = pid_of(own)
    os.kill(child, signal.SIGSTOP)  # as deaf as in the middle of a long prompt
    stream.close()
    assert not is_alive(child)
    assert whole(own.stream(QUESTION, Sampling(max_tokens=3)))[1].answer_tokens == 3


@pytest.mark.models
@pytest.mark.parametrize("death", [signal.SIGKILL, signal.SIGSEGV])
def test_a_crash_ends_one_answer_only(own: LlamaLanguageModel, death: signal.Signals) -> None:
    stream = own.stream(QUESTION, Sampling(max_tokens=2000))
    next(stream)
    child = pid_of(own)
    os.kill(child, death)
    with pytest.raises(ModelCrashedError, match=death.name):
        whole(stream)
    assert not is_alive(child)
    assert own.count_tokens(["hello world"]) == [2]
    assert pid_of(own) != child


@pytest.mark.models
def test_a_crash_between_two_questions_is_told_once(own: LlamaLanguageModel) -> None:
    own.count_tokens(["a"])
    os.kill(pid_of(own), signal.SIGKILL)
    with pytest.raises(ModelCrashedError):
        own.count_tokens(["a"])
    assert own.count_tokens(["a"]) == [1]


@pytest.mark.models
def test_the_child_dies_with_its_parent(path: Path) -> None:
    code = """
import sys
from pathlib import Path
from localdocs.models.running.language_model import LlamaLanguageModel
from localdocs.types import Sampling
model = LlamaLanguageModel(Path(sys.argv[1]), "SmolLM2")
stream = model.stream(sys.argv[2], Sampling(max_tokens=2000))
next(stream)
print(model._child.pid, flush=True)
for _ in stream:
    pass
"""
    command = [sys.executable, "-P", "-c", code, str(path), QUESTION]
    with subprocess.Popen(command, env=module_environment(), stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert is_alive(child)
        parent.kill()
    deadline = time.monotonic() + 10
    while _is_running(child) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not _is_running(child)


def _is_running(pid: int) -> bool:
    """Alive, and not a zombie that nobody has buried yet."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.mark.models
def test_the_child_uses_no_network_and_prints_into_the_log_only(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import os, sys\n"
        "def refuse(event, arguments):\n"
        "    if event.startswith('socket.'):\n"
        "        os._exit(77)\n"
        "sys.addaudithook(refuse)\n"
        "os.write(2, b'native words')\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    log = tmp_path / "logs" / "native.log"
    with closing(LlamaLanguageModel(path, "x", LlamaOptions(native_log=log))) as model:
        assert whole(model.stream(QUESTION, Sampling(max_tokens=3)))[1].answer_tokens == 3
    assert log.read_bytes().startswith(b"native words")


@pytest.mark.models
def test_one_conversation_at_a_time(shared: LlamaLanguageModel) -> None:
    stream = shared.stream(QUESTION, Sampling(max_tokens=8))
    first = next(stream)
    with pytest.raises(ModelError, match="busy"):
        shared.count_tokens(["a"])
    counted: list[list[int]] = []
    other = threading.Thread(target=lambda: counted.append(shared.count_tokens(["a b"])))
    other.start()
    assert counted == []
    text, usage = whole(stream)
    other.join()
    assert counted == [[2]]
    assert usage.answer_tokens == 8 and first + text


@pytest.mark.models
def test_closing_leaves_no_process_and_no_thread(path: Path) -> None:
    before = {thread.ident for thread in threading.enumerate()}
    model = LlamaLanguageModel(path, "SmolLM2")
    model.count_tokens(["a"])
    child = pid_of(model)
    model.close()
    assert not is_alive(child)
    assert {thread.ident for thread in threading.enumerate()} <= before
    assert model.count_tokens(["a"]) == [1]  # a closed model may be used again
    model.close()


def test_files_that_are_no_models_are_named(tmp_path: Path) -> None:
    file = tmp_path / "odd.gguf"
    with pytest.raises(ModelMissingError):
        LlamaLanguageModel(file, "odd").count_tokens(["a"])
    file.write_bytes(b"GGUF\3\0\0\0" + b"\0" * 64)
    with pytest.raises(ModelDamagedError, match="Cannot load the language model"):
        LlamaLanguageModel(file, "odd").count_tokens(["a"])
    finding = probe_language_model(file, "odd")
    assert not finding.healthy and "models use default" in finding.remedy


@pytest.mark.models
def test_the_probe_finds_a_sound_model_healthy(path: Path) -> None:
    assert probe_language_model(path, "sound").healthy


def test_the_probe_names_the_remedy_for_a_crash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "llama_cpp.py").write_text("import os\nos.kill(os.getpid(), 4)\n", "utf-8")
    (tmp_path / "model.gguf").write_bytes(b"GGUF\3\0\0\0" + b"\0" * 16)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    finding = probe_language_model(tmp_path / "model.gguf", "model")
    assert not finding.healthy
    assert "SIGILL" in finding.detail
    assert "-mno-amx-tile" in finding.remedy


def test_stop_strings_are_found_across_pieces() -> None:
    ending = StopStrings(["END", "\n\n", ""])
    assert [ending.add(piece) for piece in ("a E", "N", "x\n", "b\n", "\nrest")] == [
        "a ",
        "",
        "ENx",
        "\nb",
        "",
    ]
    assert ending.found
    assert ending.rest() == ""


def test_what_only_looks_like_a_stop_string_is_not_lost() -> None:
    ending = StopStrings(["STOP"])
    assert ending.add("we ST") + ending.rest() == "we ST"
    assert not ending.found


HARMFUL = {
    "memory": "{{ [1]*999999999 }}",
    "text": "{{ ('a'*99999999)*20 }}",
    "depth": "{% if 1 %}" * 900 + "{% endif %}" * 900,
    "digits": "{{ 10**4300|string }}",
    "endless": "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "no template": "{% if %}",
}


def with_template(path: Path, copy: Path, template: str) -> Path:
    """The same model with another template, in as many bytes."""
    data = path.read_bytes()
    length = data.index(b"tokenizer.chat_template") + len("tokenizer.chat_template") + 4
    start = length + 8
    end = start + int.from_bytes(data[length:start], "little")
    facts = int.from_bytes(data[16:24], "little")
    written = template.encode()
    head = data[: length - 4 - len("tokenizer.chat_template") - 8]
    same = b"tokenizer.chat_template"
    fact = len(same).to_bytes(8, "little") + same + (8).to_bytes(4, "little")
    fact += len(written).to_bytes(8, "little") + written
    # the tensors lie at a multiple of 32 bytes: what moves them is made up for by one more fact
    name = b"note"
    more = len(name).to_bytes(8, "little") + name + (8).to_bytes(4, "little")
    moved = len(head) + len(fact) + len(more) + 8 - end
    room = -moved % 32
    more += room.to_bytes(8, "little") + b" " * room
    head = head[:16] + (facts + 1).to_bytes(8, "little") + head[24:]
    copy.write_bytes(head + fact + more + data[end:])
    return copy


@pytest.mark.models
@pytest.mark.parametrize("kind", HARMFUL)
def test_a_template_of_a_file_harms_nobody(path: Path, tmp_path: Path, kind: str) -> None:
    """The model loads and is spoken to as its family is, and the person is told."""
    copy = with_template(path, tmp_path / "smollm2.gguf", HARMFUL[kind])
    options = LlamaOptions(context_tokens=256)
    with closing(LlamaLanguageModel(copy, "smollm2", options)) as model:
        described = model.describe()
        assert (resident_bytes(pid_of(model)) or 0) < 1 << 30
        assert "is of no use" in described.note
        assert described.chat_template != HARMFUL[kind]
        assert render_chat(described.chat_template, [{"role": "user", "content": "Hello"}])


@pytest.mark.models
def test_a_template_that_is_well_is_used_as_it_is(path: Path, tmp_path: Path) -> None:
    template = "{{ messages[0].content }}{# of its own #}"
    copy = with_template(path, tmp_path / "smollm2.gguf", template)
    with closing(LlamaLanguageModel(copy, "smollm2", LlamaOptions(context_tokens=256))) as model:
        described = model.describe()
    assert (described.chat_template, described.note) == (template, "")
