"""Chat templates: rendered exactly, in a child that a hostile one cannot harm."""

import pytest

from localdocs.errors import ModelError
from prompts.templates.families import family_template
from prompts.templates.renderer import render_chat, render_template

CHAT = [{"role": "system", "content": "Be short."}, {"role": "user", "content": "Hello"}]


def test_chatml_is_exact() -> None:
    assert render_chat(family_template("chatml"), CHAT) == (
        "<|im_start|>system\nBe short.<|im_end|>\n<|im_start|>user\nHello<|im_end|>\n"
        "<|im_start|>assistant\n"
    )


def test_a_model_without_a_template_gets_chatml() -> None:
    assert render_chat("", CHAT) == render_chat(family_template("chatml"), CHAT)


def test_the_name_of_a_family_is_a_template() -> None:
    assert render_chat("Vicuna-Orca\n", CHAT) == "SYSTEM: Be short.\nUSER: Hello\nASSISTANT:"


def test_bos_and_eos_are_known_to_the_template() -> None:
    template = "{{ bos_token }}{{ messages[-1].content }}{{ eos_token }}"
    assert render_chat(template, CHAT[1:], bos_token="<s>", eos_token="</s>") == "<s>Hello</s>"


def test_any_variable_reaches_the_template() -> None:
    template = "{{ documents[0].title }} {{ enable_thinking }} {{ add_generation_prompt }}"
    variables = {"messages": [], "documents": [{"title": "Tides"}], "enable_thinking": False}
    assert render_template(template, variables) == "Tides False False"


def test_letters_of_every_script_come_back() -> None:
    chat = [{"role": "user", "content": "Grüße, 你好 🐚\x00\u2028"}]
    assert render_template("{{ messages[0].content }}", {"messages": chat}) == chat[0]["content"]


@pytest.mark.parametrize(
    "template",
    [
        "{{ messages.__class__ }}",
        "{{ messages.__class__.__mro__ }}",
        "{{ ''['__class__'] }}",
        "{{ ''|attr('__class__') }}",
        "{{ '{0.__class__}'.format(messages) }}",
        "{{ raise_exception.__globals__ }}",
        "{{ self._TemplateReference__context }}",
        "{% set n = namespace() %}{% set n.__class__ = 1 %}",
        "{% for m in messages %}{{ m.update({'content': 'x'}) }}{% endfor %}",
    ],
)
def test_what_leads_to_internals_is_refused_by_name(template: str) -> None:
    with pytest.raises(ModelError, match="not allowed"):
        render_chat(template, CHAT)


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        ("{{ raise_exception('never') }}", "never"),
        ("{% if %}", "line 1"),
        ("{{ undefined_function() }}", "undefined_function"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "without end"),
        ("{% include 'passwords' %}", "loader"),
        ("{{ 1 / 0 }}", "division"),
    ],
)
def test_a_template_that_fails_says_why(template: str, reason: str) -> None:
    with pytest.raises(ModelError, match=reason) as raised:
        render_chat(template, CHAT)
    assert "NAME.jinja" in raised.value.remedy


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        (
            "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
            "does not come to an end",
        ),
        ("{% for a in range(999999999) %}{% endfor %}", "Range too big"),
        ("{% for a in range(99999) %}{{ 'x' * 9999 }}{% endfor %}", "more than 8,388,608"),
        ("{{ 'x' * 10 ** 10 }}", "memory"),
    ],
)
def test_a_template_without_measure_ends_and_the_next_one_works(template: str, reason: str) -> None:
    with pytest.raises(ModelError, match=reason):
        render_chat(template, CHAT)
    assert render_chat("{{ messages[1].content }}{{ messages[0].content }}", CHAT) == (
        "HelloBe short."
    )
