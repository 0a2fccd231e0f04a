"""The Jinja of chat templates: what transformers gives them, byte for byte."""

from datetime import datetime
from typing import Any

import pytest
from jinja2.exceptions import SecurityError, TemplateError, TemplateSyntaxError

from prompts.templates.environment import compiled

TOOL = {"name": "tide", "what": "<low> & 'high' é", "of": ["a", 1, None, True]}


def rendered(template: str, **variables: Any) -> str:
    return compiled(template).render(**variables)


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        (
            "{{ tool | tojson }}",
            '{"name": "tide", "what": "<low> & \'high\' é", "of": ["a", 1, null, true]}',
        ),
        ("{{ {'b': 1, 'a': 2} | tojson }}", '{"b": 1, "a": 2}'),
        ("{{ {'b': 1, 'a': 2} | tojson(sort_keys=true) }}", '{"a": 2, "b": 1}'),
        ("{{ {'a': [1]} | tojson(indent=2) }}", '{\n  "a": [\n    1\n  ]\n}'),
        ("{{ [1, 2] | tojson(separators=(',', ':')) }}", "[1,2]"),
        ("{{ 'é' | tojson(ensure_ascii=true) }}", '"\\u00e9"'),
    ],
)
def test_json_is_plain(template: str, expected: str) -> None:
    assert rendered(template, tool=TOOL) == expected


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("  {% if true %}\nyes\n  {% endif %}\nno\n", "yes\nno"),
        ("a\n{#- gone -#}\n b", "ab"),
        ("{% for i in range(9) %}{% if i == 2 %}{% break %}{% endif %}{{ i }}{% endfor %}", "01"),
        ("{% for i in [1, 2] %}{% if i == 1 %}{% continue %}{% endif %}{{ i }}{% endfor %}", "2"),
        ("{% generation %}reply {{ 1 }}{% endgeneration %}!", "reply 1!"),
        ("{% set n = namespace() %}{% for i in [1, 2] %}{% set n.k = i %}{% endfor %}{{n.k}}", "2"),
        ("{{ dict(a=1).items() | list }}", "[('a', 1)]"),
        ("{{ 'a b c'.split(' ')[-1] }}{{ 'abc'[::-1] }}{{ 'abc'.startswith('ab') }}", "ccbaTrue"),
        ("{{ ' x ' | trim }}{{ 'ab'.title() }}{{x is defined}}{{ {} is mapping }}", "xAbFalseTrue"),
        ("{{ [1, 2] is iterable }}{{ 'a' is string }}{{ none is none }}", "TrueTrueTrue"),
        ("{{ [{'r': 'u'}, {'r': 'a'}] | selectattr('r', 'equalto', 'a') | list | length }}", "1"),
        ("{% macro m(t) %}<{{ t }}>{% endmacro %}{{ m('x') }}", "<x>"),
        ("{{ '<b>' }}", "<b>"),
    ],
)  # fmt: skip
def test_what_real_templates_use(template: str, expected: str) -> None:
    assert rendered(template) == expected


def test_the_date_is_today() -> None:
    year = datetime.now().year
    assert rendered("{{ strftime_now('%Y') }}") in (str(year), str(year + 1))


def test_a_template_can_refuse() -> None:
    with pytest.raises(TemplateError, match="roles must alternate"):
        rendered("{{ raise_exception('roles must alternate') }}")


def test_a_generation_block_must_end() -> None:
    with pytest.raises(TemplateSyntaxError):
        rendered("{% generation %}x")


def test_internals_are_refused_even_where_nothing_would_be_printed() -> None:
    with pytest.raises(SecurityError, match="__class__"):
        rendered("{% set x = ''.__class__ %}")
