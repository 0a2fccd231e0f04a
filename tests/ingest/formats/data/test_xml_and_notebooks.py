"""XML and notebooks: what a person reads in them."""

import json
from pathlib import Path

import pytest

from ingest.formats.data import notebook, xml_file
from localdocs.errors import NoTextError, ReadError
from localdocs.types import Document


def blocks(document: Document) -> list[tuple[str, int, str]]:
    page = document.pages[0]
    return [
        (block.kind.value, block.level, page.text[block.start : block.end]) for block in page.blocks
    ]


def xml(folder: Path, content: str | bytes) -> Document:
    file = folder / "x.xml"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return xml_file.read(file)


def test_elements_are_labels(tmp_path: Path) -> None:
    source = """<?xml version="1.0"?><!-- no --><parts xmlns="urn:x"><part id="7"><name>Pump</name>
    <price currency="EUR">12</price></part><part id="8"><name>Valve</name></part></parts>"""
    assert blocks(xml(tmp_path, source)) == [
        ("heading", 1, "part 7"),
        ("paragraph", 0, "name: Pump\nprice: 12 (currency EUR)"),
        ("heading", 1, "part 8"),
        ("paragraph", 0, "name: Valve"),
    ]


def test_a_text_with_marks_is_prose(tmp_path: Path) -> None:
    source = """<book><title>Whales</title><chapter><title>One</title>
    <para>They are <emphasis>large</emphasis> and <link>white</link>.</para></chapter></book>"""
    document = xml(tmp_path, source)
    assert document.title == "Whales"
    assert [text for _, _, text in blocks(document)] == [
        "Whales",
        "One",
        "They are large and white.",
    ]


def test_charsets_and_what_is_no_xml(tmp_path: Path) -> None:
    latin = '<?xml version="1.0" encoding="iso-8859-1"?><a><b>Köln</b></a>'.encode("latin-1")
    assert "b: Köln" in xml(tmp_path, latin).pages[0].text
    utf_16 = '<?xml version="1.0" encoding="utf-16"?><a><b>Köln</b></a>'.encode("utf-16")
    assert "b: Köln" in xml(tmp_path, utf_16).pages[0].text
    assert blocks(xml(tmp_path, "<a><b>cut off"))[0][0] == "code"
    with pytest.raises(NoTextError):
        xml(tmp_path, "<a/>")


def test_xhtml_is_a_page(tmp_path: Path) -> None:
    source = '<html xmlns="http://www.w3.org/1999/xhtml"><body><h1>A</h1><p>b</p></body></html>'
    assert blocks(xml(tmp_path, source)) == [("heading", 1, "A"), ("paragraph", 0, "b")]


def test_deep_elements(tmp_path: Path) -> None:
    deep = "<a>" * 220 + "words" + "</a>" * 220
    assert "words" in xml(tmp_path, deep).pages[0].text


def test_a_notebook(tmp_path: Path) -> None:
    cells = [
        {"cell_type": "markdown", "source": ["# Boiler\n", "It is **cold**."]},
        {
            "cell_type": "code",
            "source": "print(12)",
            "outputs": [
                {"output_type": "stream", "text": ["12\n"]},
                {"output_type": "display_data", "data": {"image/png": "iVBO", "text/plain": "x"}},
                {
                    "output_type": "execute_result",
                    "data": {
                        "text/html": "<table><tr><th>Part</th><th>Price</th></tr>"
                        "<tr><td>Pump</td><td>12</td></tr></table>",
                        "text/plain": "no",
                    },
                },
                {"output_type": "error", "ename": "KeyError", "evalue": "'x'", "traceback": []},
            ],
        },
    ]  # fmt: skip
    file = tmp_path / "x.ipynb"
    file.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4}), "utf-8")
    document = notebook.read(file)
    found = blocks(document)
    assert document.title == "Boiler"
    assert found[:4] == [
        ("heading", 1, "Boiler"),
        ("paragraph", 0, "It is cold."),
        ("code", 0, "print(12)"),
        ("code", 0, "12"),
    ]
    assert ("table_row", 0, "Pump | 12") in found
    assert ("code", 0, "KeyError: 'x'") in found
    assert document.notes == (notebook.PICTURES_LEFT_OUT,)


@pytest.mark.parametrize("text", ["no json", "[]", "{}", '{"cells": 1}', '{"cells": [1]}'])
def test_what_is_no_notebook(tmp_path: Path, text: str) -> None:
    file = tmp_path / "x.ipynb"
    file.write_text(text, "utf-8")
    with pytest.raises(ReadError):
        notebook.read(file)
