"""What cleaning changes, and that it changes nothing the second time."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.pages.cleaning import clean, clean_line


def test_dots_and_spaces_take_linear_time() -> None:
    rows = ("....x" + " " * 60_000 + "Z", "." * 60_000 + "x", ". . . x" + "\t " * 40_000 + "Z")
    started = time.monotonic()
    for row in rows:
        assert clean_line(row)
    assert time.monotonic() - started < 1


def test_ligatures_are_taken_apart() -> None:
    assert clean("eﬃcient ﬁles ﬂow") == "efficient files flow"


def test_soft_hyphens_join_words() -> None:
    assert (
        clean("docu\u00admentation and docu\u00ad\nmentation") == "documentation and documentation"
    )


def test_one_kind_of_line_end_and_space() -> None:
    assert clean("a\r\nb\rc\u2028d\u00a0e\u202ff") == "a\nb\nc\nd e f"


def test_control_characters_and_marks_of_order_go() -> None:
    assert clean("\ufeffa\x00b\x07c\u200bd") == "abcd"


def test_nothing_turns_the_direction_of_what_follows() -> None:
    assert clean_line("Photo \u202egpj.exe\u202c of \u2067me\u2069") == "Photo gpj.exe of me"
    assert clean("\u200fשלום") == "\u200fשלום"


def test_lone_surrogates_become_replacement_characters() -> None:
    assert clean("a\ud800b") == "a\ufffdb"


def test_many_blank_lines_become_one_and_lines_are_trimmed() -> None:
    assert clean("a  \n\n \n\n\nb") == "a\n\nb"


def test_bullets_of_symbol_fonts() -> None:
    assert clean("\uf0b7 one \uf0fc") == "• one ✓"


def test_accents_are_composed() -> None:
    assert clean("Cafe\u0301") == "Café"


def test_a_form_feed_parts_paragraphs() -> None:
    assert clean("one\ftwo") == "one\n\ntwo"


def test_a_title_is_one_line() -> None:
    assert clean_line("  Annual\n Report\u00a0 2022 ") == "Annual Report 2022"
    assert clean_line(" plain ") == "plain"


@given(st.text())
def test_cleaning_twice_changes_nothing_and_the_text_can_be_stored(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    once.encode("utf-8")


def test_rows_of_dots_are_one_sign() -> None:
    assert clean_line("Lamps ........ 7") == "Lamps … 7"
    assert clean_line("Lamps . . . . . . 7") == "Lamps … 7"
    assert clean_line("Name: ________ and so on...") == "Name: ________ and so on..."


@pytest.mark.parametrize("order", ["\x1b[2J", "\x1b[1;31m", "\x1b[?25l", "\x1b[0m"])
def test_an_order_to_a_terminal_goes_whole(order: str) -> None:
    assert clean(f"The {order}lamp{order} is on [1] a\x1bb.") == "The lamp is on [1] ab."
