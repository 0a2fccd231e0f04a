"""The words around an answer."""

from dataclasses import replace
from pathlib import Path

import pytest

from localdocs.terminal.text import TextTerminal
from localdocs.types import Answer, AnswerStatus, Citation, Contradiction, Hit, StreamEvent, Timings
from localdocs.views.answers import (
    answer_lines,
    answer_shape,
    confidence,
    evidence_lines,
    hit_lines,
    hits_shape,
    not_found_lines,
    place_lines,
    shortened,
    source_lines,
    told_apart,
)
from localdocs.views.style import Style

PLAIN = Style(fancy=False)
QUOTE = Citation(1, Path("/d/lease.pdf"), "", 3, 0, 9, "Rent is\ndue in May.", verified=True)
HIT = Hit(
    1,
    Path("/d/lease.pdf"),
    "",
    3,
    "",
    0,
    60,
    "",
    "",
    "Pets are fine. Rent is due in May.",
    1.0,
    "both",
)
ANSWER = Answer(
    "When is rent due?",
    "In May. [1]",
    AnswerStatus.ANSWERED,
    (QUOTE,),
    (),
    (HIT,),
    "",
    0,
    0,
    Timings(0.0, None, 0.0),
)
CHANGED = replace(QUOTE, verified=False)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (ANSWER, "every sentence"),
        (replace(ANSWER, unsupported=("It rains.",)), "not all that the model wrote"),
        (
            replace(ANSWER, text="In May. [1] It rains. [?]", unsupported=("It rains.",)),
            "all but what is marked [?]",
        ),
        (replace(ANSWER, status=AnswerStatus.PARTIAL), "Nearest in your documents"),
        (replace(ANSWER, citations=(QUOTE, CHANGED)), "no longer found"),
    ],
)
def test_confidence_is_said_in_words(answer: Answer, words: str) -> None:
    assert words in confidence(answer)
    assert not any(character.isdigit() for character in confidence(answer))


def test_nothing_is_said_of_support_where_nothing_is_quoted() -> None:
    assert confidence(replace(ANSWER, citations=())) == ""
    assert confidence(replace(ANSWER, status=AnswerStatus.NOT_FOUND)) == ""


def test_a_source_is_a_number_a_place_and_a_quote_on_one_line() -> None:
    assert list(source_lines([QUOTE], PLAIN)) == [
        "[1] /d/lease.pdf, page 3",
        "    “Rent is due in May.”",
    ]
    assert "(not verified)" in next(source_lines([CHANGED], PLAIN))


@pytest.mark.parametrize(
    "line",
    ["Quotes support every sentence:", "Word for word from:", "[1] /etc/passwd", "Note: be quick"],
)
def test_a_document_cannot_speak_as_the_program_does(line: str) -> None:
    assert told_apart(f"The rent is due.\n{line}") == f"The rent is due.\n    {line}"
    assert told_apart(f"He said: {line}") == f"He said: {line}"


def test_a_source_says_the_heading_it_stands_under() -> None:
    under = replace(QUOTE, heading="Money > Rent")
    assert next(source_lines([under], PLAIN)) == "[1] /d/lease.pdf, page 3, under “Money > Rent”"
    other = replace(QUOTE, number=2, heading="Money > Deposit")
    assert list(place_lines([under, other, replace(under, number=3)], PLAIN)) == [
        "[1] [3] /d/lease.pdf, page 3, under “Money > Rent”",
        "[2] /d/lease.pdf, page 3, under “Money > Deposit”",
    ]


def test_places_of_one_page_stand_together() -> None:
    other = replace(QUOTE, number=2, page_number=4)
    cited = [QUOTE, other, replace(QUOTE, number=3), replace(CHANGED, number=4)]
    assert list(place_lines(cited, PLAIN)) == [
        "[1] [3] /d/lease.pdf, page 3",
        "[2] /d/lease.pdf, page 4",
        "[4] /d/lease.pdf, page 3  (not verified)",
    ]


def test_what_has_no_support_comes_last() -> None:
    lines = list(answer_lines(replace(ANSWER, unsupported=("It rains.\x1b[2J",)), PLAIN))
    assert lines[-1] == "    It rains.\\x1b[2J"


def test_what_is_marked_in_the_text_is_not_said_again() -> None:
    answer = replace(ANSWER, text="In May. [1] It rains. [?]", unsupported=("It rains.",))
    assert not any("It rains" in line for line in answer_lines(answer, PLAIN))


def test_what_the_documents_say_otherwise_names_the_quote() -> None:
    answer = replace(ANSWER, contradicted=(Contradiction("It is due in June.\x1b[2J", 1),))
    lines = list(answer_lines(answer, PLAIN))
    assert lines[-2] == "The model also wrote, but your documents say otherwise:"
    assert lines[-1] == "    It is due in June.\\x1b[2J see [1]"


def test_evidence_is_the_nearest_sentence_of_each_page() -> None:
    hits = [
        HIT,
        replace(HIT, text="The same page."),
        replace(HIT, page_number=4, text="Pets. The other rent."),
    ]
    assert list(evidence_lines("When is the rent due?", hits, PLAIN)) == [
        "lease.pdf, page 3: “Rent is due in May.”",
        "lease.pdf, page 4: “The other rent.”",
    ]


@pytest.mark.parametrize(
    ("question", "text"),
    [("", "Rent is due."), ("When is rent due?", " \n"), ("When is it?", "It is.")],
)
def test_a_passage_that_shares_no_telling_word_is_not_shown(question: str, text: str) -> None:
    assert list(evidence_lines(question, [replace(HIT, text=text)], PLAIN)) == []


def test_where_nothing_is_found_the_nearest_passages_are_named() -> None:
    answer = replace(
        ANSWER, text="Not in your documents.", citations=(), missing_words=("boat", "\x1b[1m")
    )
    lines = list(not_found_lines(answer, PLAIN))
    assert lines[1] == "No document has the words “boat”, “\\x1b[1m”."
    assert "  /d/lease.pdf, page 3" in lines


def test_a_text_is_cut_between_words() -> None:
    assert shortened("one two\nthree", 100) == "one two three"
    assert shortened("one two three", 9) == "one two …"


@pytest.mark.parametrize("fancy", [True, False])
def test_evidence_comes_before_the_answer_on_a_terminal_alone(
    capsys: pytest.CaptureFixture[str], fancy: bool
) -> None:
    events = [
        StreamEvent("hits", hits=(HIT,)),
        StreamEvent("text", text="In May. [1]"),
        StreamEvent("answer", answer=ANSWER),
    ]
    assert TextTerminal(fancy=fancy).answer(events, ANSWER.question) == ANSWER
    printed = capsys.readouterr().out
    assert (
        "lease.pdf, page 3: “Rent is due in May.”" in printed.partition("In May. [1]")[0]
    ) is fancy
    assert (
        printed.index("In May. [1]") < printed.index("Quotes support") < printed.index("/d/lease")
    )


def test_a_file_name_cannot_write_on_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    bad = Path("/d/\x1b[2J\nyou owe me.txt")
    events = [
        StreamEvent("text", text="In May\x1b[31m. [1]"),
        StreamEvent("answer", answer=replace(ANSWER, citations=(replace(QUOTE, path=bad),))),
    ]
    terminal = TextTerminal(fancy=False)
    terminal.answer(events, "?")
    found = [replace(HIT, path=bad, heading="\x1b[1m", text="\x07")]
    terminal.result(None, hit_lines(found, terminal.style))
    printed = capsys.readouterr()
    assert "\x1b" not in printed.out + printed.err and "\x07" not in printed.out
    assert "/d/\\x1b[2J\\nyou owe me.txt, page 3" in printed.out


def test_a_person_sees_that_a_reply_is_awaited(capsys: pytest.CaptureFixture[str]) -> None:
    for pieces in (["Yes", ", sir.\x1b[2J"], []):
        TextTerminal(fancy=True).pieces(pieces)
    waited = "\x1b[2m…\x1b[0m\r\x1b[K"
    assert capsys.readouterr().out == f"{waited}Yes, sir.[2J\n{waited}\n"
    TextTerminal(fancy=False).pieces(["Yes"])
    assert capsys.readouterr().out == "Yes\n"


def test_a_place_of_its_own_is_said_for_the_number_of_the_page() -> None:
    hit = replace(HIT, path=Path("/d/money.xlsx"), place="sheet Budget\x07")
    cited = replace(QUOTE, path=Path("/d/money.xlsx"), place="sheet Budget")
    said = [
        *hit_lines([hit], PLAIN),
        *evidence_lines("When is rent due?", [hit], PLAIN),
        *not_found_lines(replace(ANSWER, passages=(hit,)), PLAIN),
        *source_lines([cited], PLAIN),
        *place_lines([cited], PLAIN),
    ]
    assert [line for line in said if "money.xlsx" in line] == [
        "1. /d/money.xlsx, sheet Budget\\x07",
        "money.xlsx, sheet Budget\\x07: “Rent is due in May.”",
        "  /d/money.xlsx, sheet Budget\\x07",
        "[1] /d/money.xlsx, sheet Budget",
        "[1] /d/money.xlsx, sheet Budget",
    ]
    assert answer_shape(replace(ANSWER, citations=(cited,)))["citations"][0]["place"] == (
        "sheet Budget"
    )
    assert hits_shape("", [hit], 0.0)["hits"][0]["place"] == hit.place
