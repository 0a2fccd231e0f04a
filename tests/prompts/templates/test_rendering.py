"""A conversation is changed only where a template could not take it as it is."""

from typing import Any

import pytest
from jinja2.exceptions import TemplateError, UndefinedError

from prompts.templates.rendering import fold_system, render

SYSTEM = {"role": "system", "content": "Be short."}
USER = {"role": "user", "content": "Hello"}
PLAIN = "{% for m in messages %}[{{ m.role }}]{{ m.content }}{% endfor %}"
PARTS = (
    "{% for m in messages %}[{{ m.role }}]{% for p in m.content %}{% if p.type == 'text' %}"
    "{{ p.text }}{% endif %}{% endfor %}{% endfor %}"
)
REFUSING = (
    "{% if messages[0].role == 'system' %}{{ raise_exception('no system role') }}{% endif %}"
    + PLAIN
)
DEAF = (
    "{% for m in messages %}{% if m.role == 'user' %}[user]{{ m.content }}{% endif %}{% endfor %}"
)


def prompt(template: str, *messages: Any, **variables: Any) -> str:
    return render(template, {"messages": list(messages), **variables})


@pytest.mark.parametrize("template", [REFUSING, DEAF])
def test_a_family_without_a_system_role_gets_it_in_the_first_turn(template: str) -> None:
    assert prompt(template, SYSTEM, USER) == "[user]Be short.\nHello"


def test_a_template_that_takes_a_system_message_keeps_it() -> None:
    assert prompt(PLAIN, SYSTEM, USER) == "[system]Be short.[user]Hello"


def test_a_system_message_that_is_only_reworded_is_not_told_twice() -> None:
    template = "{{ messages[0].content | upper }}{{ messages[1].content }}"
    assert prompt(template, SYSTEM, USER) == "BE SHORT.Hello"


def test_a_refusal_for_another_reason_stays_one() -> None:
    template = "{% if messages | length > 2 %}{{ raise_exception('too many') }}{% endif %}" + PLAIN
    with pytest.raises(TemplateError, match="too many"):
        prompt(template, SYSTEM, USER, USER)


def test_a_list_of_text_parts_becomes_text_where_the_template_wants_text() -> None:
    two = {
        "role": "user",
        "content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}],
    }
    assert prompt(PLAIN, two) == "[user]a\nb"
    assert prompt(PARTS, two) == "[user]ab"


def test_text_becomes_a_part_where_the_template_wants_parts() -> None:
    assert prompt(PARTS, SYSTEM, USER) == "[system]Be short.[user]Hello"


def test_what_transformers_always_passes_is_defined() -> None:
    template = "{{ tools is none }}{{ documents is none }}{{ add_generation_prompt }}"
    assert prompt(template) == "TrueTrueFalse"
    assert prompt(template, add_generation_prompt=True, tools=[{}]) == "FalseTrueTrue"


def test_a_token_that_nobody_gave_is_undefined() -> None:
    with pytest.raises(UndefinedError, match="bos_token"):
        prompt("{{ bos_token + 'x' }}")


def test_reasoning_is_known_by_each_of_its_names() -> None:
    turn = {"role": "assistant", "content": "4", "reasoning": "2 + 2"}
    template = "{{ messages[0].reasoning_content }} {{ messages[0].thinking }}"
    assert prompt(template, turn) == "2 + 2 2 + 2"


def test_folding_leaves_other_conversations_alone() -> None:
    assert fold_system([USER]) == [USER]
    assert fold_system([SYSTEM]) == [{"role": "user", "content": "Be short."}]
    assert fold_system([]) == []


def test_folding_keeps_pictures_where_they_are() -> None:
    picture = {"type": "image", "url": "a.png"}
    folded = fold_system([SYSTEM, {"role": "user", "content": [picture]}])
    assert folded == [{"role": "user", "content": [{"type": "text", "text": "Be short."}, picture]}]
