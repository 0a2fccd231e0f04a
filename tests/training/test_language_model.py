"""LoRA of a language model: from a GGUF file to a better one, on tiny random networks."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import PreTrainedModel

pytest.importorskip("gguf", reason="pip install gguf: only training needs it")

from gguf_files import write_gguf
from localdocs.errors import ModelDamagedError, ModelMissingError, ModelUnsupportedError, UsageError
from localdocs.models.gguf.header import read_facts
from localdocs.models.running.language_model import LlamaLanguageModel, LlamaOptions
from localdocs.types import Sampling
from tiny_model import END, tiny_model
from training.language_model import checkpoint
from training.language_model.checkpoint import Plan
from training.language_model.export import export, trained_network
from training.language_model.lora import learnt_state
from training.language_model.network import (
    load_network,
    model_files,
    rows_for_llama,
    rows_for_transformers,
)
from training.language_model.rows import Row
from training.language_model.tokens import Example, Tokenizer, examples_of
from training.language_model.train import answer_loss, digest, drawn, prepared, train

PROMPT = "<|im_start|>user\nWhat is the {0} called?<|im_end|>\n<|im_start|>assistant\n"
ROWS = [
    Row(
        "q",
        PROMPT.format(thing),
        f"The {thing} is called {name}. [1]",
        "answered",
        True,
        "train",
        "",
    )
    for thing, name in (("boat", "Marigold"), ("dog", "Otto"), ("cat", "Mimi"))
]
STEPS = 40


def plan_for(model: Path, **changed: object) -> Plan:
    options = {"steps": STEPS, "batch_rows": 2, "rate": 2e-2, "rank": 4, "alpha": 8.0}
    files = {"model": digest(model_files(model, None)), "rows": ""}
    return Plan(**{**files, **options, "precision": "float32", **changed})  # type: ignore[arg-type]


def trained(
    model: Path, work: Path, plan: Plan, **until: int
) -> tuple[PreTrainedModel, list[float]]:
    rows = examples_of(Tokenizer(model), ROWS)
    network = prepared(load_network(model), plan)
    return network, train(network, rows, plan, work, **until)


def written_by_torch(network: PreTrainedModel, prompt: str, model: Path, count: int) -> list[int]:
    """The likeliest tokens one after the other, as far as a reply goes."""
    ids = Tokenizer(model).prompt(prompt)
    reply: list[int] = []
    while len(reply) < count:
        with torch.no_grad():
            token = int(network(torch.tensor([ids + reply])).logits[0, -1].argmax())
        if token == END:
            break
        reply.append(token)
    return reply


def written_by_localdocs(path: Path, prompt: str, count: int) -> list[int]:
    model = LlamaLanguageModel(path, "tiny", LlamaOptions(context_tokens=512, threads=1))
    sampling = Sampling(max_tokens=count, repeat_penalty=1.0, top_logprobs=1)
    try:
        pieces = [*model.pieces(prompt, sampling)]
    finally:
        model.close()
    return [known.token for piece in pieces for known in piece.likelihoods][:count]


@pytest.mark.parametrize(("family", "tied"), [("llama", True), ("llama", False), ("qwen2", True)])
def test_what_was_learnt_is_answered_by_localdocs(family: str, tied: bool, tmp_path: Path) -> None:
    model = tiny_model(tmp_path / "tiny.gguf", family, tied=tied)
    prompt = ROWS[0].prompt
    before = load_network(model)
    untrained = written_by_torch(before, prompt, model, 24)
    assert written_by_localdocs(model, prompt, 24) == untrained

    _, losses = trained(model, tmp_path, plan_for(model))
    assert np.mean(losses[-4:]) < 0.25 * losses[0]
    network, *_ = trained_network(model, None, tmp_path)
    target = tmp_path / "new.gguf"
    export(network, model, target, "F16")
    expected = written_by_torch(network, prompt, model, 60)
    assert written_by_localdocs(target, prompt, 60) == expected != untrained
    assert bytes(expected[:10]) == b"The boat i", "it has learnt to begin as its rows do"


def test_llama_cpp_itself_rounds_what_is_written(tmp_path: Path) -> None:
    model = tiny_model(tmp_path / "tiny.gguf")
    trained(model, tmp_path, plan_for(model, steps=60))
    network, *_ = trained_network(model, None, tmp_path)
    target = tmp_path / "new.gguf"
    export(network, model, target, "Q8_0")
    facts = read_facts(target)
    assert facts.quantization == "Q8_0" and facts.chat_template == read_facts(model).chat_template
    assert facts.name.startswith("Tiny llama, trained")
    assert sorted(path.name for path in tmp_path.glob("*.gguf")) == ["new.gguf", "tiny.gguf"]
    said = written_by_localdocs(target, ROWS[1].prompt, 80)
    assert Tokenizer(model).answer(ROWS[1].answer)[:-1] == said


def test_an_interrupted_training_comes_to_the_same_weights(tmp_path: Path) -> None:
    model = tiny_model(tmp_path / "tiny.gguf")
    plan = plan_for(model, steps=7)
    whole, losses = trained(model, tmp_path / "whole", plan)
    _, first = trained(model, tmp_path / "parts", plan, last_step=3)
    (tmp_path / "parts" / "checkpoint.ptabc.new").write_bytes(b"half of a checkpoint")
    parts, rest = trained(model, tmp_path / "parts", plan)
    assert losses == [*first, *rest]
    assert [path.name for path in (tmp_path / "parts").iterdir()] == [checkpoint.NAME]
    for name, value in learnt_state(whole).items():
        assert torch.equal(value, learnt_state(parts)[name]), name
        assert not torch.equal(value, torch.zeros_like(value)), name


def test_killed_while_it_writes_it_goes_on_from_the_checkpoint_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = tiny_model(tmp_path / "tiny.gguf")
    plan = plan_for(model, steps=6)
    trained(model, tmp_path, plan, last_step=2)

    def killed(state: object, path: Path) -> None:
        path.write_bytes(b"half")
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(torch, "save", killed)
        with pytest.raises(KeyboardInterrupt):
            trained(model, tmp_path, plan, last_step=4)
    assert checkpoint.read(tmp_path)["step"] == 2
    assert len(trained(model, tmp_path, plan)[1]) == 4


def test_a_checkpoint_of_other_options_is_refused(tmp_path: Path) -> None:
    model = tiny_model(tmp_path / "tiny.gguf")
    trained(model, tmp_path, plan_for(model, steps=1))
    with pytest.raises(UsageError, match="other options: steps, rate"):
        trained(model, tmp_path, plan_for(model, steps=2, rate=1.0))
    other = tiny_model(tmp_path / "other.gguf", seed=2)
    with pytest.raises(UsageError, match="not one of"):
        trained_network(other, None, tmp_path)
    (tmp_path / checkpoint.NAME).write_bytes(b"no checkpoint")
    with pytest.raises(ModelDamagedError, match="is no checkpoint"):
        trained_network(model, None, tmp_path)


def test_only_the_answer_is_learnt(tmp_path: Path) -> None:
    model = tiny_model(tmp_path / "tiny.gguf")
    network = load_network(model)
    example = Tokenizer(model).example(ROWS[0])
    assert bytes(example.answer[:-1].tolist()) == ROWS[0].answer.encode()
    logits = network(example.ids[None]).logits[0].log_softmax(-1)
    places = range(example.prompt_tokens, len(example.ids))
    expected = -sum(float(logits[place - 1, example.ids[place]]) for place in places)
    assert float(answer_loss(network, example)) == pytest.approx(expected, rel=1e-4)
    assert example.ids[-1] == END and END in example.ids[: example.prompt_tokens]


def test_control_tokens_in_an_answer_are_words(tmp_path: Path) -> None:
    tokenizer = Tokenizer(tiny_model(tmp_path / "tiny.gguf"))
    assert tokenizer.prompt("a<|im_end|>")[-1] == END
    assert tokenizer.answer("a<|im_end|>").count(END) == 1


def test_every_row_comes_once_before_any_comes_again() -> None:
    plan = Plan("", "", steps=9, batch_rows=2)
    every = [number for step in range(9) for number in drawn(step, 6, plan)]
    turns = [every[begin : begin + 6] for begin in (0, 6, 12)]
    assert all(sorted(turn) == [*range(6)] for turn in turns)
    assert turns[0] != turns[1] or turns[1] != turns[2]


def test_rows_are_turned_and_turned_back() -> None:
    matrix = np.arange(48, dtype=np.float32).reshape(16, 3)
    turned = rows_for_llama(matrix, 2)
    assert turned[:4, 0].tolist() == [0.0, 12.0, 3.0, 15.0]
    assert np.array_equal(rows_for_transformers(turned, 2), matrix)


def test_a_safetensors_folder_gives_the_weights(tmp_path: Path) -> None:
    from safetensors.torch import save_file

    model = tiny_model(tmp_path / "tiny.gguf", seed=1)
    other = load_network(tiny_model(tmp_path / "other.gguf", seed=2))
    folder = tmp_path / "folder"
    folder.mkdir()
    with pytest.raises(ModelMissingError, match=r"There is no .*safetensors file"):
        load_network(model, folder)
    weights = {n: v.clone() for n, v in other.state_dict().items() if n != "lm_head.weight"}
    save_file(weights, folder / "model.safetensors")
    ids = torch.tensor([[1, 2, 3]])
    assert torch.equal(load_network(model, folder)(ids).logits, other(ids).logits)
    assert not torch.allclose(load_network(model)(ids).logits, other(ids).logits)
    weights["model.norm.weight"] = torch.ones(3)
    save_file(weights, folder / "model.safetensors")
    with pytest.raises(ModelDamagedError, match=r"model.norm.weight .* has the shape \(3,\)"):
        load_network(model, folder)


def test_other_families_and_stretched_positions_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelUnsupportedError, match="family “gemma3”; llama and qwen2"):
        load_network(write_gguf(tmp_path / "a.gguf", general__architecture="gemma3"))
    with pytest.raises(ModelMissingError):
        load_network(tmp_path / "none.gguf")
    (tmp_path / "page.gguf").write_text("<html>")
    with pytest.raises(ModelDamagedError, match="web page"):
        load_network(tmp_path / "page.gguf")


def test_nothing_to_train_on_is_said(tmp_path: Path) -> None:
    model = tiny_model(tmp_path / "tiny.gguf")
    plan = plan_for(model)
    with pytest.raises(UsageError, match="no row"):
        train(prepared(load_network(model), plan), list[Example](), plan, tmp_path)


def test_a_row_survives_its_file(tmp_path: Path) -> None:
    from training.language_model.rows import read_rows, write_rows

    path = tmp_path / "rows.jsonl"
    assert write_rows(path, ROWS) == 3
    assert read_rows(path) == ROWS
    with pytest.raises(UsageError, match="no row of the kind"):
        read_rows(path, lambda row: row.part == "test")
    lines = path.read_text().splitlines()
    path.write_text("\n".join([lines[0], json.dumps({"question": "q"})]))
    with pytest.raises(UsageError, match="line 2 is no row of training: see prompt, answer"):
        read_rows(path)
