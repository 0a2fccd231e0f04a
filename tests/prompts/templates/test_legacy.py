"""Templates from before Jinja."""

import pytest

from prompts.templates.legacy import as_jinja
from prompts.templates.rendering import render

CHAT = [
    {"role": "system", "content": "Sys.\n"},
    {"role": "user", "content": "One"},
    {"role": "assistant", "content": "Two"},
    {"role": "user", "content": 'Th"r\\ee {{ x }}'},
]
LAST = 'Th"r\\ee {{ x }}'


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("USER: {0}\nASSISTANT: ", f"Sys.\nUSER: One\nASSISTANT: Two\n\nUSER: {LAST}\nASSISTANT: "),
        ("USER: %1\nASSISTANT: ", f"Sys.\nUSER: One\nASSISTANT: Two\n\nUSER: {LAST}\nASSISTANT: "),
        ("<u>%1</u><a>%2</a>\n", f"Sys.\n<u>One</u><a>Two</a>\n<u>{LAST}</u><a>"),
        ("<u>{0}</u><a>{1}</a>\n", f"Sys.\n<u>One</u><a>Two</a>\n<u>{LAST}</u><a>"),
        ("'%1' \"é\" %10\n", f"Sys.\n'One' \"é\" %10\nTwo\n\n'{LAST}' \"é\" %10\n"),
    ],
)
def test_old_forms_are_rendered_as_gpt4all_did(template: str, expected: str) -> None:
    assert render(template, {"messages": CHAT}) == expected


def test_jinja_and_plain_text_are_left_alone() -> None:
    for template in ("{{ messages[0].content }} 100%1", "{% if x %}{0}{% endif %}", "no place"):
        assert as_jinja(template) == template
