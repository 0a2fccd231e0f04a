"""Chat templates: rendered exactly, in a sandbox."""

import pytest

from localdocs.errors import ModelError
from prompts.templates import CHATML, fold_system, render_chat

CHAT = [{"role": "system", "content": "Be short."}, {"role": "user", "content": "Hello"}]


def test_chatml_is_exact() -> None:
    assert render_chat(CHATML, CHAT) == (
        "<|im_start|>system\nBe short.<|im_end|>\n<|im_start|>user\nHello<|im_end|>\n"
        "<|im_start|>assistant\n"
    )


def test_a_model_without_a_template_gets_chatml() -> None:
    assert render_chat("", CHAT) == render_chat(CHATML, CHAT)


def test_bos_and_eos_are_known_to_the_template() -> None:
    template = "{{ bos_token }}{{ messages[-1].content }}{{ eos_token }}"
    assert render_chat(template, CHAT, bos_token="<s>", eos_token="</s>") == "<s>Hello</s>"


def test_a_family_without_a_system_role_gets_it_in_the_first_turn() -> None:
    template = (
        "{% if messages[0].role == 'system' %}{{ raise_exception('no system role') }}{% endif %}"
        "{% for m in messages %}[{{ m.role }}]{{ m.content }}{% endfor %}"
    )
    assert render_chat(template, CHAT) == "[user]Be short.\n\nHello"


def test_folding_leaves_other_conversations_alone() -> None:
    assert fold_system(CHAT[1:]) == CHAT[1:]
    assert fold_system(CHAT[:1]) == [{"role": "user", "content": "Be short."}]


@pytest.mark.parametrize(
    "template",
    [
        "{{ messages.__class__.__mro__ }}",
        "{{ ''.__class__.__base__.__subclasses__() }}",
        "{% for m in messages %}{{ m.update({'content': 'x'}) }}{% endfor %}",
        "{{ raise_exception('never') }}",
        "{% if %}",
        "{{ undefined_function() }}",
    ],
)
def test_a_template_that_misbehaves_is_an_error_of_the_model(template: str) -> None:
    with pytest.raises(ModelError, match="template"):
        render_chat(template, CHAT)
