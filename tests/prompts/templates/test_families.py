"""The formats of known families, each with a conversation of our own, letter for letter."""

import json

import pytest

from paths import FILES, ROOT
from prompts.templates.families import families, family_of, family_template, named_template
from prompts.templates.rendering import render

FILE = FILES / "family_prompts.json"
EXPECTED = json.loads(FILE.read_text(encoding="utf-8"))
FOLDER = ROOT / "prompts" / "families"


@pytest.mark.parametrize("name", EXPECTED["prompts"])
def test_the_prompt_of_a_family(name: str) -> None:
    variables = {
        "messages": EXPECTED["conversation"],
        "add_generation_prompt": True,
        "bos_token": EXPECTED["bos_token"],
        "eos_token": EXPECTED["eos_token"],
    }
    assert render(family_template(name), variables) == EXPECTED["prompts"][name]


@pytest.mark.parametrize("name", EXPECTED["prompts"])
def test_a_conversation_without_a_system_message_says_the_rest_alike(name: str) -> None:
    tokens = {"bos_token": "<bos>", "eos_token": "<eos>", "add_generation_prompt": True}
    text = render(
        family_template(name), {"messages": [{"role": "user", "content": "Alone"}], **tokens}
    )
    assert text.count("Alone") == 1
    assert "Be brief" not in text and "None" not in text


def test_every_file_is_in_the_table_and_every_row_is_tested() -> None:
    files = {path.stem for path in FOLDER.glob("*.jinja")}
    assert {family.template for family in families()} == files == set(EXPECTED["prompts"])


@pytest.mark.parametrize(
    ("architecture", "name", "family"),
    [
        ("llama", "Meta-Llama-3.1-8B-Instruct-Q4_0", "llama-3"),
        ("llama", "llama-2-7b-chat.Q4_0", "llama-2"),
        ("llama", "Mistral-7B-Instruct-v0.1", "mistral-v1"),
        ("llama", "Mistral-7B-Instruct-v0.3", "mistral-v3"),
        ("llama", "Mistral Nemo Instruct 2407", "mistral-v3-tekken"),
        ("llama", "Mistral-Small-24B-Instruct-2501", "mistral-v7-tekken"),
        ("llama", "nous-hermes-llama2-13b.Q4_0", "alpaca"),
        ("llama", "Nous-Hermes-2-Mistral-7B-DPO.Q4_0", "chatml"),
        ("llama", "orca-mini-3b-gguf2-q4_0", "orca-mini"),
        ("llama", "wizardlm-13b-v1.2.Q4_0", "wizard"),
        ("llama", "gpt4all-13b-snoozy-q4_0", "alpaca"),
        ("llama", "DeepSeek-R1-Distill-Llama-8B-Q4_0", "deepseek-r1"),
        ("qwen2", "DeepSeek-R1-Distill-Qwen-7B", "deepseek-r1"),
        ("qwen2", "Qwen2.5-Coder-7B-Instruct", "qwen2"),
        ("qwen3", "anything", "qwen3"),
        ("phi3", "Phi-3-mini-4k-instruct", "phi-3"),
        ("phi3", "phi-4-Q4_K_M", "phi-4"),
        ("falcon", "gpt4all-falcon-newbpe-q4_0", "alpaca"),
        ("falcon", "unknown", "falcon"),
        ("mpt", "mpt-7b-chat-newbpe-q4_0", "chatml"),
        ("gemma2", "my own model", "gemma"),
        ("command-r", "", "command-r"),
        ("llama", "SmolLM2-135M-Instruct.Q4_1", "smollm2"),
    ],
)
def test_a_model_is_known_by_its_name_and_else_by_its_architecture(
    architecture: str, name: str, family: str
) -> None:
    found = family_of(architecture, [name])
    assert found is not None and found.template == family


def test_of_an_unknown_model_nothing_is_claimed() -> None:
    assert family_of("llama", ["my-own-finetune"]) is None


def test_a_template_may_only_name_a_family() -> None:
    assert named_template("rwkv-world") == family_template("rwkv-world")
    assert named_template("llama2") == family_template("llama-2")
    assert named_template("no family") == "no family"
    assert named_template("") == ""


def test_thinking_can_be_turned_off_where_the_family_can() -> None:
    variables = {"messages": EXPECTED["conversation"][1:2], "add_generation_prompt": True}
    template = family_template("qwen3")
    assert not render(template, variables).endswith("</think>\n\n")
    assert render(template, {**variables, "enable_thinking": False}).endswith("</think>\n\n")


@pytest.mark.parametrize("name", ["qwen3", "deepseek-r1"])
def test_thoughts_of_earlier_turns_are_not_shown_again(name: str) -> None:
    turns = [
        {"role": "user", "content": "Sum?"},
        {"role": "assistant", "content": "<think>\nsecret\n</think>\n\nFour."},
        {"role": "user", "content": "Sure?"},
    ]
    text = render(family_template(name), {"messages": turns, "bos_token": "", "eos_token": ""})
    assert "secret" not in text and "Four." in text
