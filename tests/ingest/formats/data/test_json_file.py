"""JSON reads as names and values; what is none reads as it stands."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

from ingest.formats.data.json_file import read
from localdocs.errors import NoTextError
from localdocs.types import Document


def opened(folder: Path, content: Any, name: str = "x.json") -> Document:
    file = folder / name
    file.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return read(file)


def blocks(document: Document) -> list[tuple[str, str]]:
    page = document.pages[0]
    return [(block.kind.value, page.text[block.start : block.end]) for block in page.blocks]


def test_names_and_values(tmp_path: Path) -> None:
    value = {
        "title": "Zoë's boiler",
        "parts": ["pump", "valve"],
        "built": 1998,
        "owner": {"name": "Ann", "address": {"city": "Köln"}},
        "works": False,
        "note": None,
    }
    document = opened(tmp_path, value)
    assert document.title == "Zoë's boiler"
    assert blocks(document) == [
        ("paragraph", "title: Zoë's boiler\nparts: pump, valve\nbuilt: 1998\nworks: false"),
        ("heading", "owner"),
        ("paragraph", "name: Ann"),
        ("heading", "address"),
        ("paragraph", "city: Köln"),
    ]


def test_records_of_one_kind_are_a_table(tmp_path: Path) -> None:
    document = opened(tmp_path, [{"part": "pump", "price": 12}, {"part": "valve", "price": 7.5}])
    assert blocks(document) == [
        ("table_header", "part | price"),
        ("table_row", "pump | 12"),
        ("table_row", "valve | 7.5"),
    ]


def test_records_with_much_to_say_stand_below_their_names(tmp_path: Path) -> None:
    long = "It is cold. " * 40
    records = [{"title": "Boiler", "text": long}, {"title": "Tap", "text": "It drips."}]
    found = blocks(opened(tmp_path, records))
    assert ("heading", "Boiler") in found
    assert ("heading", "Tap") in found
    assert any(text.startswith("title: Tap\ntext: It drips.") for _, text in found)


def test_line_by_line(tmp_path: Path) -> None:
    lines = '{"part": "pump", "price": 12}\n{"part": "valve", "price": 7}\n'
    for name in ("x.jsonl", "x.ndjson", "x.json"):
        assert ("table_row", "valve | 7") in blocks(opened(tmp_path, lines, name))


@pytest.mark.parametrize("text", ['{"a": 1, // why\n}', '{"cut": "off', "[" * 100_000])
def test_what_is_no_json_reads_as_it_stands(tmp_path: Path, text: str) -> None:
    document = opened(tmp_path, text)
    assert document.pages[0].text == text
    assert blocks(document)[0][0] == "code"


def test_what_nobody_reads_is_left_out_and_said(tmp_path: Path) -> None:
    value = {"name": "x", "vector": [0.5] * 1000, "picture": "iVBORw0KGgo" * 1000}
    document = opened(tmp_path, value)
    assert len(document.pages[0].text) < 200
    assert "1,000 numbers" in document.pages[0].text
    assert len(document.notes) == 2


def test_deep_and_empty_values(tmp_path: Path) -> None:
    deep: Any = {"word": "innermost"}
    for _ in range(200):
        deep = {"in": deep}
    assert "innermost" in opened(tmp_path, deep).pages[0].text
    for empty in ("{}", "[]", "", "null", '{"a": {}, "b": []}'):
        with pytest.raises(NoTextError):
            opened(tmp_path, empty)


@pytest.mark.parametrize("value", [[{"a": {"b": n}} for n in range(30_000)], [[1]] * 100_000])
def test_many_values_take_no_more_than_their_time(tmp_path: Path, value: Any) -> None:
    started = time.process_time()
    opened(tmp_path, value)
    assert time.process_time() - started < 20
