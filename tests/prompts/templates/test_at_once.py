"""Models that may think first are told to answer at once, in the words of their own templates."""

import pytest

from prompts.templates.renderer import render_chat, render_template, why_unusable

CHAT = [
    {"role": "system", "content": "Be brief."},
    {"role": "user", "content": "Is it late?"},
]
TURNS = (
    "{%- for m in messages %}\n"
    "{{- '<|im_start|>' ~ m.role ~ '\\n' ~ m.content ~ '<|im_end|>\\n' }}\n"
    "{%- endfor %}\n"
)
CLOSED_WHERE_FALSE = TURNS + (
    "{%- if add_generation_prompt %}\n"
    "    {{- '<|im_start|>assistant\\n' }}\n"
    "    {%- if enable_thinking is defined and enable_thinking is false %}\n"
    "        {{- '<think>\\n\\n</think>\\n\\n' }}\n"
    "    {%- endif %}\n"
    "{%- endif %}"
)
"""As Qwen3 does."""

OPENED_UNLESS_FALSE = TURNS + (
    "{%- if add_generation_prompt %}\n"
    "    {{- '<|im_start|>assistant\\n<think>\\n' }}\n"
    "    {%- if enable_thinking is defined and not enable_thinking %}\n"
    "        {{- '\\n</think>\\n\\n' }}\n"
    "    {%- endif %}\n"
    "{%- endif %}"
)
"""As later ones of Qwen and of others do."""

A_MODE_FOR_THE_WHOLE = (
    "{%- if enable_thinking is not defined %}{% set enable_thinking = true %}{% endif %}\n"
    "{%- set mode = '/think' if enable_thinking else '/no_think' %}\n"
    "{%- set told = messages[0].content if messages[0].role == 'system' else '' %}\n"
    "{{- '<|im_start|>system\\nReasoning: ' ~ mode ~ '\\n' ~ told ~ '<|im_end|>\\n' }}\n"
    "{%- for m in messages if m.role != 'system' %}\n"
    "{{- '<|im_start|>' ~ m.role ~ '\\n' ~ m.content ~ '<|im_end|>\\n' }}\n"
    "{%- endfor %}\n"
    "{%- if add_generation_prompt %}\n"
    "{{- '<|im_start|>assistant\\n' ~ ('' if enable_thinking else '<think>\\n\\n</think>\\n') }}\n"
    "{%- endif %}"
)
"""As SmolLM3 does."""

ASKED_TO_THINK = (
    "{%- for m in messages %}\n"
    "{{- '<|start_of_role|>' ~ m.role ~ '<|end_of_role|>' ~ m.content }}\n"
    "{%- if m.role == 'system' and thinking %}{{ ' Write down your thoughts first.' }}{% endif %}\n"
    "{{- '<|end_of_text|>\\n' }}\n"
    "{%- endfor %}\n"
    "{%- if add_generation_prompt %}{{ '<|start_of_role|>assistant<|end_of_role|>' }}{% endif %}"
)
"""As Granite 3.3 does, by another name."""

OPENED_OR_CLOSED = (
    "{%- if thinking is not defined %}{% set thinking = true %}{% endif %}\n"
    "{%- for m in messages %}{{ '<' ~ m.role ~ '>' ~ m.content }}{% endfor %}\n"
    "{%- if add_generation_prompt %}\n"
    "{{- '<assistant>' ~ ('<think>' if thinking else '</think>') }}\n"
    "{%- endif %}"
)
"""As DeepSeek V3.1 does."""


@pytest.mark.parametrize(
    ("template", "end"),
    [
        (CLOSED_WHERE_FALSE, "<|im_start|>assistant\n<think>\n\n</think>\n\n"),
        (OPENED_UNLESS_FALSE, "<|im_start|>assistant\n<think>\n\n</think>\n\n"),
        (A_MODE_FOR_THE_WHOLE, "<|im_start|>assistant\n<think>\n\n</think>\n"),
        (ASKED_TO_THINK, "<|start_of_role|>assistant<|end_of_role|>"),
        (OPENED_OR_CLOSED, "<assistant></think>"),
    ],
)
def test_a_reply_begins_with_the_answer(template: str, end: str) -> None:
    prompt = render_chat(template, CHAT)
    assert prompt.endswith(end)
    assert "Be brief." in prompt and "Is it late?" in prompt
    assert "/think" not in prompt.replace("</think>", "") and "thoughts first" not in prompt
    assert why_unusable(template) == ""


@pytest.mark.parametrize("template", [OPENED_UNLESS_FALSE, OPENED_OR_CLOSED])
def test_who_renders_a_template_decides_alone(template: str) -> None:
    prompt = render_template(template, {"messages": CHAT, "add_generation_prompt": True})
    assert prompt.rstrip().endswith("<think>")


def test_a_template_of_ones_own_may_let_it_think() -> None:
    own = "{%- set enable_thinking = true %}" + OPENED_UNLESS_FALSE
    assert render_chat(own, CHAT).endswith("<think>\n")
