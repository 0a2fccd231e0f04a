"""What is said of answers to people's questions, and how it is counted."""

from dataclasses import replace
from pathlib import Path

import pytest
from people_set import Half, PeopleQuestion
from people_systems import Said, short_name
from people_tables import Judged, for_reading, judge, report, share_cell, verdict

from localdocs.evaluation.measures import Interval
from localdocs.types import Answer, AnswerStatus, Citation, Hit, Timings

LEAVE, OTHER = Path("/notes/leave.md"), Path("/notes/other.md")
PAGES = {LEAVE: {1: "You have 25 days. Your manager says yes."}, OTHER: {1: "Nothing of it."}}
ASKED = PeopleQuestion(
    "x1",
    "days off? who says yes",
    Half.NOTES,
    "policy",
    True,
    (("25 days",), ("manager",)),
    ("30 days",),
    frozenset({str(LEAVE)}),
    gold="25 days; your manager.",
)
UNKNOWN = replace(ASKED, id="x2", kind="unanswerable", answerable=False, nuggets=(("not in",),))
ANSWERED, NOT_FOUND = AnswerStatus.ANSWERED, AnswerStatus.NOT_FOUND


def quoted(path: Path, start: int, end: int, quote: str | None = None) -> Citation:
    text = PAGES[path][1][start:end] if quote is None else quote
    return Citation(1, path, "", 1, start, end, text, True)


def product(
    text: str,
    *citations: Citation,
    status: AnswerStatus = ANSWERED,
    unsupported: tuple[str, ...] = (),
    found: Path = LEAVE,
) -> Said:
    hit = Hit(1, found, "", 1, "", 0, 5, "", "", PAGES[found][1], 1.0, "words")
    timings = Timings(0.1, None, 0.5)
    answer = Answer("", text, status, citations, unsupported, (hit,), "", 0, 0, timings)
    return Said(text, status, (hit,), answer, 0.2, 0.5)


def judged(said: Said, question: PeopleQuestion = ASKED) -> Judged:
    return judge(question, said, lambda path: PAGES[path])


def test_what_the_text_lacks_may_be_in_its_quotes() -> None:
    one = judged(product("25 days. [1]", quoted(LEAVE, 0, 40)))
    assert not one.score.complete
    assert one.shown.complete
    assert "complete with its quotes" in verdict(one)


def test_a_quote_is_held_against_its_page_and_against_the_right_one() -> None:
    one = judged(product("25 days [1]", quoted(LEAVE, 0, 17)))
    assert (one.verbatim, one.quote_right, one.place_found) == (True, True, True)
    one = judged(product("25 days [1]", quoted(OTHER, 0, 7, "Another"), found=OTHER))
    assert (one.verbatim, one.quote_right, one.place_found) == (False, False, False)


def test_where_all_files_are_needed_each_has_to_be_quoted() -> None:
    both = replace(ASKED, files=frozenset({str(LEAVE), str(OTHER)}), needs_all_files=True)
    assert judged(product("", quoted(LEAVE, 0, 7)), both).quote_right is False
    assert judged(product("", quoted(LEAVE, 0, 7), quoted(OTHER, 0, 7)), both).quote_right is True


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (product("Something else."), True),
        (product("25 days, or 30 days."), True),
        (product("25 days."), False),
        (product("Something else.", status=AnswerStatus.PARTIAL), False),
        (product("Something else.", unsupported=("Something else.",)), False),
        (Said("Something else.", ANSWERED, (), None, 0.1, 0.1), None),
    ],
)
def test_wrong_though_said_to_be_supported(said: Said, expected: bool | None) -> None:
    assert judged(said).certain_but_wrong is expected


def test_the_table_counts_each_line_over_the_questions_that_it_is_about(
    capsys: pytest.CaptureFixture[str],
) -> None:
    refusal = product("That is not in your documents.", status=NOT_FOUND)
    complete = product("25 days, your manager [1]", quoted(LEAVE, 0, 17))
    group = report(
        "notes",
        {
            "good": [judged(complete), judged(refusal, UNKNOWN)],
            "bad": [judged(refusal), judged(complete, UNKNOWN)],
        },
    )
    printed = capsys.readouterr().out
    assert "notes: 1 answerable, 1 not" in printed
    assert "policy (1)" in printed
    measures = group["measures"]
    assert isinstance(measures, dict)

    def means(title: str) -> list[float | None]:
        return [row and row["mean"] for row in measures[title].values()]

    assert means("complete") == [1, 0]
    assert means("refused") == [0, 1]
    assert means("unanswerable: refused") == [1, 0]
    assert means("unanswerable: that it is not there is said") == [1, 0]
    assert means("of complete, a quote is of a right page") == [1, None]
    assert means("all: said to be supported, but wrong") == [0, 0.5]
    assert measures["words, refusals aside, median / p95"]["good"][0] == 4


def test_a_share_has_its_interval_and_nothing_has_none() -> None:
    assert share_cell(Interval(0.5, 0.25, 0.75)) == "50.0 [25, 75]"
    assert share_cell(None) == "–"


def test_everything_is_written_for_reading() -> None:
    text = for_reading({"now": [judged(product("30 days [1]", quoted(LEAVE, 0, 17)))]})
    assert "## x1 (policy) days off? who says yes" in text
    assert "Gold: 25 days; your manager." in text
    assert "### now: answered; not complete; lacks 1, 2 of 2; says what must not be said" in text
    assert "    > leave.md p. 1: You have 25 days." in text


def test_a_model_is_called_by_its_size() -> None:
    assert short_name(Path("qwen2.5-coder-0.5b-instruct-q4_k_m.gguf")) == "0.5b"
    assert short_name(Path("SmolLM2-135M-Instruct.gguf")) == "135M"
    assert short_name(Path("something-without-a-size.gguf")) == "something-witho"
