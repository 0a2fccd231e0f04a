"""What documents and file names may do to a terminal: nothing."""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from localdocs.views.style import (
    Style,
    each_shown,
    link_to,
    quoted,
    shown,
    shown_lines,
    shown_styled,
    style_of_stdout,
)

LINKED = Style(fancy=True, links=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain ünïcode 機械", "plain ünïcode 機械"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("\x9b31m", "\\x9b31m"),
        ("bell\x07 back\x08", "bell\\x07 back\\x08"),
        ("a\nb\rc\x85d", "a\\nb\\rc\\x85d"),
        ("gpj.\u202eexe", "gpj.\\u202eexe"),
    ],
)
def test_control_characters_are_shown_as_their_codes(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_lines_are_kept_where_they_are_meant() -> None:
    assert (
        shown_lines("one\r\ntwo\x1b]0;title\x07\nthree\r") == "one\ntwo\\x1b]0;title\\x07\nthree\\r"
    )


def test_of_styled_text_only_our_own_style_is_left() -> None:
    styled = f"{LINKED.bold('Notes')} {LINKED.place(Path('/d/a b.pdf'), 7)}\n\t{LINKED.dim('x')}"
    assert shown_styled(styled) == styled
    for hostile in (
        "\x1b[2J",
        "\x1b[31m",
        "\x1b]0;title\x07",
        "\x1b]8;;http://x\x1b\\",
        "\r",
        "\x9b1m",
    ):
        assert "\x1b" not in shown_styled(hostile) and "\r" not in shown_styled(hostile)
        assert shown_styled(f"{styled}{hostile}").startswith(styled)


def test_each_line_stays_one_line() -> None:
    @each_shown
    def lines(name: str) -> Iterator[str]:
        yield f"  file {name}"

    assert list(lines("a\nok  all is well\x07")) == ["  file a\\nok  all is well\\x07"]


def test_a_quote_is_one_line_without_control_characters() -> None:
    assert quoted("The\n rent\x1b[2J is\tdue") == "“The rent\\x1b[2J is due”"


def test_a_link_leads_to_the_page_of_a_pdf_alone() -> None:
    assert link_to(Path("/d/a b.PDF"), 7) == "file:///d/a%20b.PDF#page=7"
    assert link_to(Path("/d/a#b.txt"), 1) == "file:///d/a%23b.txt"


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
def test_a_hostile_name_ends_no_link_and_begins_none() -> None:
    path = Path("/d/\x1b]8;;http://evil.example\x1b\\x\nü\udcff.pdf")
    start, _, rest = LINKED.place(path, 2).partition("\x1b\\")
    text, _, end = rest.partition("\x1b]8;;")
    assert start == f"\x1b]8;;{link_to(path, 2)}" and end == "\x1b\\"
    assert start[5:].isascii() and start[5:].isprintable()
    assert not set(text) & set(map(chr, range(32))) and text.endswith(", page 2")


def test_a_place_is_plain_without_links() -> None:
    assert Style(fancy=True).place(Path("/d/a.pdf"), 2) == "/d/a.pdf, page 2"
    assert LINKED.place(Path("a.pdf"), 2) == "a.pdf, page 2"


class _Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "environment", "expected"),
    [
        (_Screen(), {"TERM": "xterm-256color"}, Style(True, True)),
        (_Screen(), {"TERM": "linux"}, Style(True, False)),
        (_Screen(), {"TERM": "dumb"}, Style(False, False)),
        (_Screen(), {"TERM": "xterm", "NO_COLOR": ""}, Style(False, False)),
        (_Screen(), {"WT_SESSION": "1"}, Style(True, True)),
        (_Screen(), {}, Style(True, False)),
        (io.StringIO(), {"TERM": "xterm"}, Style(False, False)),
    ],
)
def test_colours_and_links_only_where_they_can_be_shown(
    monkeypatch: pytest.MonkeyPatch,
    stream: io.StringIO,
    environment: dict[str, str],
    expected: Style,
) -> None:
    for name in ("TERM", "NO_COLOR", "WT_SESSION"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "stdout", stream)
    assert style_of_stdout() == expected
