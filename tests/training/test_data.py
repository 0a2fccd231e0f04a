"""How questions are read, altered and laid out for the training of the reader."""

import json
import os
import random
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from localdocs.models.reader.windows import make_windows
from prompts.text.figures import cells_of
from training.datasets import join_tokens, read_qamr, read_squad
from training.examples import Example, draw_row, token_span
from training.negatives import Bm25, altered, mismatched
from training.questions import Question, Span
from training.statements import make_statements
from training.tables import make_tables


def test_tokens_are_joined_as_people_write() -> None:
    tokens = "He said `` no '' -LRB- twice -RRB- , did n't he ?".split()
    text, places = join_tokens(tokens)
    assert text == 'He said "no" (twice), didn\'t he?'
    assert text[places[3].start : places[3].end] == "no"
    assert text[places[6].start : places[6].end] == "twice"


def test_squad_is_read_with_several_answers_and_with_none(tmp_path: Path) -> None:
    asked = [
        {"question": "Who?", "answers": [{"text": "Ann", "answer_start": 0}]},
        {"question": "Why?", "answers": [], "is_impossible": True},
    ]
    paragraphs = [{"context": "Ann left.", "qas": asked}]
    path = tmp_path / "squad.json"
    path.write_text(json.dumps({"data": [{"title": "A_b", "paragraphs": paragraphs}]}))
    who, why = read_squad(path, "squad2")
    assert who.answer_texts() == ["Ann"] and who.title == "A b"
    assert not why.is_answerable


def test_qamr_is_read_where_the_answer_is_one_piece(tmp_path: Path) -> None:
    (tmp_path / "wiki-sentences.tsv").write_text("Wiki1k:w:1:0:0\tAnn met Bob in Rome .\n")
    rows = ["Who met Bob?\t0\t9:0\t8:0 1", "Where?\t4\t9:3 4\t8:0 4", "What?\t0 4\t9:0 4\t8:1 4"]
    (tmp_path / "dev.tsv").write_text(
        "".join(f"Wiki1k:w:1:0:0\t0 1\t7\t0\t0\t{row}\n" for row in rows)
    )
    (tmp_path / "test.tsv").write_text("")
    who, where = read_qamr(tmp_path)
    assert who.answer_texts() == ["Ann", "Ann", "Ann met"]
    assert where.answer_texts() == ["Rome", "in Rome"]
    assert who.group == "Wiki1k:w:1"


def test_made_up_statements_answer_their_questions() -> None:
    questions = make_statements(400)
    assert questions == make_statements(400)
    for question in questions:
        for span in question.answers:
            row = question.passage[question.passage.rfind("\n", 0, span.start) + 1 :].split("\n")[0]
            figure = question.passage[span.start : span.end]
            assert figure in [cell.lstrip("$ ").rstrip(" %") for cell in cells_of(row)]
        named = re.findall(r"(?:19|20)\d\d", question.text)
        if not question.is_answerable and named:
            continue
        assert set(named) <= set(re.findall(r"\d{4}", f"{question.title} {question.passage}"))
    share = sum(question.is_answerable for question in questions) / len(questions)
    assert 0.7 < share < 0.85


def test_made_up_tables_answer_their_questions() -> None:
    questions = make_tables(400)
    assert questions == make_tables(400)
    for question in questions:
        for answer in question.answer_texts():
            assert answer and "|" not in answer and "\n" not in answer
    share = sum(question.is_answerable for question in questions) / len(questions)
    assert 0.7 < share < 0.8


def question(text: str, passage: str, answer: str, group: str) -> Question:
    start = passage.index(answer)
    return Question(text, passage, "", (Span(start, start + len(answer)),), "squad", group)


QUESTIONS = [
    question("When did Ada Lark build the mill?", "Ada Lark built the mill in 1820.", "1820", "a"),
    question("Who repaired the mill?", "The mill was repaired by Ben Moor.", "Ben Moor", "a"),
    question("Who sold the mill to Ben Moor?", "A mill was sold by Cy Nash.", "Cy Nash", "b"),
]


def test_bm25_prefers_rare_words_and_short_passages() -> None:
    found = Bm25(["the mill", "the old mill by the river", "the bread"]).best(["old mill"], 2)
    assert found.tolist() == [[1, 0]]


def test_a_mismatched_question_has_a_passage_without_its_answer() -> None:
    inside = mismatched(QUESTIONS, same_group=True)
    assert [(one.text, one.passage) for one in inside] == [
        (QUESTIONS[0].text, QUESTIONS[1].passage),
        (QUESTIONS[1].text, QUESTIONS[0].passage),
    ]
    outside = mismatched(QUESTIONS, same_group=False)
    assert all(not one.is_answerable for one in outside)
    assert outside[0].passage == QUESTIONS[2].passage


def test_an_altered_question_differs_in_one_thing() -> None:
    texts = {one.text for seed in range(20) for one in altered(QUESTIONS, seed)}
    assert texts and not texts & {one.text for one in QUESTIONS}
    assert all(text.endswith("?") for text in texts)


OFFSETS = np.array([[0, 3], [4, 9], [9, 10], [11, 15]], np.int32)


@pytest.mark.parametrize(
    ("start", "end", "tokens"),
    [
        (0, 3, (0, 0)),
        (4, 10, (1, 2)),
        (5, 8, (1, 1)),
        (0, 15, (0, 3)),
        (3, 4, None),
        (15, 16, None),
    ],
)
def test_answers_are_aligned_with_the_tokens_they_touch(
    start: int, end: int, tokens: tuple[int, int] | None
) -> None:
    assert token_span(OFFSETS, start, end) == tokens


def test_a_drawn_row_holds_the_answer_wherever_its_window_lies() -> None:
    passage = np.arange(1000, 1400, dtype=np.int32)
    example = Example(np.array([7, 8]), np.array([9]), passage, ((390, 399), (0, 2)), "squad")
    dice = random.Random(1)
    for _ in range(200):
        row = draw_row(example, 100, dice)
        assert len(row.ids) == 100
        answer = row.ids[row.first : row.last + 1].tolist()
        assert answer in (list(range(1390, 1400)), list(range(1000, 1003)))


def test_training_and_reading_lay_rows_out_in_the_same_way() -> None:
    example = Example(np.array([7, 8]), np.array([9]), np.array([1, 2, 3]), (), "squad")
    drawn = {tuple(draw_row(example, 100, random.Random(seed)).ids) for seed in range(9)}
    rows = {make_windows([7, 8], heading, [1, 2, 3], 0)[0].ids for heading in ([9], [])}
    assert drawn == rows


def test_what_is_made_up_does_not_depend_on_the_process() -> None:
    script = (
        "from training.statements import make_statements; from training.tables import make_tables;"
        "print(make_tables(60), make_statements(60))"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", script],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1 and len(printed.pop()) > 1000
