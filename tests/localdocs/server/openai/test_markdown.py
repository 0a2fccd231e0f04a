"""What documents say stays words where a chat program shows Markdown."""

import re

import pytest
from markdown_it import MarkdownIt

from localdocs.server.openai.markdown import as_name, as_words

HOSTILE = [
    "![x](http://evil.example/p.png)",
    "[click](javascript:alert(6))",
    "![x][p]\n\n[p]: http://evil.example/p.png",
    "\\![x](http://evil.example/p.png)",
    "![a\\](http://evil.example/p.png)",
    "\\\\![a\\\\](http://evil.example)",
    "<img src=x onerror=alert(4)>",
    "</pre><script>alert(5)</script>",
    "<http://evil.example>",
    "<!-- -->",
    "[a][b] and [b]: http://evil.example",
    "[![x](http://evil.example/p.png)](http://evil.example)",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_is_fetched_linked_or_html(text: str) -> None:
    html = MarkdownIt("commonmark").render(as_words(f"The captain is {text} Olaf. [1][2]"))
    assert not re.search(r"<(?!/?p>)", html), html
    assert "[1][2]" in html


@pytest.mark.parametrize(
    "text",
    [
        "a < b and b > c",
        "- item\n- item [1]",
        "What | When\nAsh | daily",
        "x[0] = y[1]",
        "5 [2][3]",
    ],
)
def test_ordinary_words_stay_as_they_are(text: str) -> None:
    assert as_words(text) == text


def test_names_stay_in_one_line() -> None:
    assert as_name("new\nline\r\x1b[31m_a_.txt") == "new\\\\nline\\\\r\\\\x1b\\[31m_a_.txt"
