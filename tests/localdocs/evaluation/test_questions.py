"""Files of questions as people write them, and what is said where they are off."""

import json
from pathlib import Path

import pytest

from localdocs.errors import UsageError
from localdocs.evaluation.questions import OwnQuestion, read_questions

WANTED = [
    OwnQuestion(2, "How much is the rent?", "lease.pdf", (3,)),
    OwnQuestion(3, "Who pays, and when?", "2025/lease.pdf", (), "the tenant"),
]


def write(tmp_path: Path, name: str, content: str | bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_of_any_spreadsheet(tmp_path: Path, delimiter: str) -> None:
    lines = (
        "question,file,page,answer",
        "How much is the rent?,lease.pdf,3,",
        '"Who pays, and when?",2025/lease.pdf,,the tenant',
    )
    text = "\r\n".join(lines)
    if delimiter != ",":
        text = text.replace(",", delimiter).replace(f"pays{delimiter}", "pays,")
    assert read_questions(write(tmp_path, "q.csv", "\ufeff" + text)) == WANTED


def test_json_is_counted_by_its_items_and_jsonl_by_its_lines(tmp_path: Path) -> None:
    items = [
        {"question": "How much is the rent?", "file": "lease.pdf", "page": 3},
        {"question": "Who pays, and when?", "file": "2025/lease.pdf", "answer": "the tenant"},
    ]
    as_list = read_questions(write(tmp_path, "q.json", json.dumps(items)))
    as_lines = read_questions(write(tmp_path, "q.jsonl", "\n".join(["", *map(json.dumps, items)])))
    assert as_lines == WANTED
    assert [question.line for question in as_list] == [1, 2]
    assert as_list[1].answer == "the tenant"


def test_names_of_columns_may_be_capitalised(tmp_path: Path) -> None:
    path = write(tmp_path, "q.csv", "Page, FILE ,Question\n4,a.pdf,Why?\n")
    assert read_questions(path) == [OwnQuestion(2, "Why?", "a.pdf", (4,))]


@pytest.mark.parametrize(
    ("cell", "pages"),
    [
        (None, ()),
        ("", ()),
        (3, (3,)),
        ([3, 5], (3, 5)),
        ("3, 5-7", (3, 5, 6, 7)),
        ("3;5 – 6", (3, 5, 6)),
        ("3.0", (3,)),
        ("iv", None),
        ("-3", None),
    ],
)
def test_pages(tmp_path: Path, cell: object, pages: tuple[int, ...] | None) -> None:
    item = {"question": "Why?", "file": "a.pdf", "page": cell}
    (question,) = read_questions(write(tmp_path, "q.json", json.dumps([item])))
    assert question.pages == pages


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("q.txt", "question,file", "neither CSV, JSON nor JSONL"),
        ("q.csv", "", "is empty"),
        ("q.csv", " \n\n", "is empty"),
        ("q.csv", "question,file\n", "has no questions"),
        ("q.csv", "question,path\nWhy?,a.pdf\n", "no column file; it has: question, path."),
        ("q.json", "[{]", "not valid JSON"),
        ("q.json", "[]", "has no questions"),
        ("q.json", '["Why?"]', "something else than objects"),
        ("q.jsonl", '{"question": "Why?"}', "no column file; it has: question."),
    ],
)
def test_what_is_off_is_said(tmp_path: Path, name: str, content: str | bytes, message: str) -> None:
    path = write(tmp_path, name, content)
    with pytest.raises(UsageError, match=message) as caught:
        read_questions(path)
    assert str(path) in caught.value.message and caught.value.remedy
