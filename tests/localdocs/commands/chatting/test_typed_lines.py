"""Questions of one line and of many."""

import io

import pytest

from localdocs.commands.chatting.typed_lines import piped


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("one\ntwo\r\n\nthree", ["one", "two", "", "three"]),
        ("one \\\ntwo\nthree\n", ["one \ntwo", "three"]),
        ("one \\\n", ["one"]),
        ("one \\\ntwo\\\nthree\\", ["one \ntwo\nthree"]),
        ('"""\na\n\nb\n"""\nc\n', ["a\n\nb", "c"]),
        ('"""a b"""\nc\n', ["a b", "c"]),
        ('"""a\nb"""\n', ["a\nb"]),
        ('"""never\nclosed\n', ["never\nclosed"]),
        ("", []),
    ],
)
def test_what_a_pipe_holds(text: str, questions: list[str]) -> None:
    assert list(piped(io.StringIO(text, newline=""))) == questions
