"""What counts as a complete answer to a question as people type it."""

import json
from pathlib import Path

import pytest
from people_set import Half, PeopleQuestion, read_people_questions, score, without_markup, words_in

LEAVE = {
    "id": "x1",
    "question": "days off a year? and who says yes",
    "kind": "policy",
    "answerable": True,
    "nuggets": [[r"\b25 days\b", "twenty-five"], ["manager"]],
    "must_not": [r"\b30 days\b"],
    "files": ["people/notes/leave.md"],
    "pages": [],
    "gold": "25 days; your manager does.",
}
HEIGHT = {
    "id": "x2",
    "question": "how tall and how heavy",
    "kind": "compare",
    "answerable": True,
    "nuggets": [["2 m"], ["5 kg"]],
    "must_not": [],
    "files": ["pdfqa/a/tall.pdf", "pdfqa/b/heavy.pdf"],
    "pages": [3],
    "gold": "2 m and 5 kg.",
    "need_all": True,
}


@pytest.fixture
def questions(tmp_path: Path) -> list[PeopleQuestion]:
    lines = [json.dumps(item) for item in (LEAVE, HEIGHT)]
    (tmp_path / "questions.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_people_questions(tmp_path, tmp_path / "pdfs")


def test_a_question_knows_its_half_and_where_its_answer_is(
    questions: list[PeopleQuestion], tmp_path: Path
) -> None:
    leave, height = questions
    assert (leave.half, height.half) == (Half.NOTES, Half.PDFS)
    assert leave.is_right_place(tmp_path.resolve() / "notes" / "leave.md", 7)
    assert not leave.is_right_place(tmp_path.resolve() / "notes" / "other.md", 7)
    heavy = tmp_path.resolve() / "pdfs" / "b" / "heavy.pdf"
    assert height.is_right_place(heavy, 3)
    assert not height.is_right_place(heavy, 4)
    assert height.needs_all_files
    assert not leave.needs_all_files


@pytest.mark.parametrize(
    "text",
    [
        "25 days; your manager does.",
        "**25** days [1], if the [manager](staff.md) agrees [2, 3].",
        "Twenty-five, says your MANAGER.",
        "| days | who |\n|---|---|\n| 25 days | the _manager_ |",
    ],
)
def test_all_nuggets_in_any_of_their_wordings_are_complete(
    questions: list[PeopleQuestion], text: str
) -> None:
    found = score(questions[0], text)
    assert found.complete
    assert found.share == 1


def test_a_missing_nugget_is_told_by_its_number(questions: list[PeopleQuestion]) -> None:
    found = score(questions[0], "It is 25 days.")
    assert not found.complete
    assert (found.missed, found.share) == ((2,), 0.5)


def test_what_must_not_be_said_spoils_an_answer_that_has_all(
    questions: list[PeopleQuestion],
) -> None:
    found = score(questions[0], "25 days, or 30 days; ask your manager.")
    assert not found.complete
    assert found.share == 1
    assert found.forbidden == (r"\b30 days\b",)


def test_nothing_has_nothing(questions: list[PeopleQuestion]) -> None:
    assert score(questions[1], "").share == 0


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("# Leave\n* it is `25` days [1] [2–4]", "Leave\n it is 25 days"),
        ("see ![a picture](b.png) and [a page](c.md)", "see a picture and a page"),
        ("snake_case stays, _this_ does not", "snake_case stays, this does not"),
        ("an [aside] stays", "an [aside] stays"),
    ],
)
def test_a_reader_sees_no_markup(text: str, plain: str) -> None:
    assert without_markup(text) == plain


def test_markers_and_signs_are_no_words() -> None:
    assert words_in("**It is** 7:30 a.m. [1] [2]") == 4
    assert words_in("") == 0
