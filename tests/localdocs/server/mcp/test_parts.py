"""The small parts of MCP: ids, what is shown of long texts, what clients' models are shown."""

import asyncio
import json
import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, cast

import pytest

pytest.importorskip("mcp")

from index.database.listing import ListedFile, StoredPage
from localdocs.errors import UsageError
from localdocs.home.places import places
from localdocs.server.http.links import Links
from localdocs.server.http.replies import sayable
from localdocs.server.mcp.arguments import FetchArguments
from localdocs.server.mcp.desk import Desk, FileUrls, urls_of
from localdocs.server.mcp.ids import Named, read_id
from localdocs.server.mcp.searching import MOST_CHARACTERS, document_title, fetch, title_of
from localdocs.server.mcp.tools import SHAPES


class Shelf:
    """A library of one document."""

    def __init__(self, *texts: str) -> None:
        pages = [StoredPage(number, "", "", text) for number, text in enumerate(texts, start=1)]
        path = Path("/docs/long.pdf")
        self.found = ListedFile(7, path, ".pdf", 1, -(2**62), "", "Long", len(pages)), pages

    async def look(self, _: Any) -> Any:
        return self.found


def read_whole(*texts: str) -> list[str]:
    """The texts of a document, fetched until there is no more."""
    desk = Desk(cast(Any, None), cast(Any, Shelf(*texts)), FileUrls())
    read, following = [], "7"
    while following:
        got = asyncio.run(fetch(desk, FetchArguments(id=following)))
        assert got.url.startswith("file:///")
        assert got.title
        assert len(got.text) <= MOST_CHARACTERS + 100
        read.append(got.text)
        following = got.metadata["next"]
    return read


def test_a_long_page_is_read_part_by_part() -> None:
    text = "".join(f"line {number}\n" for number in range(20_000))
    parts = read_whole(text)
    assert len(parts) == 5
    assert parts[0] == text[:MOST_CHARACTERS]
    assert parts[-1] == text[-MOST_CHARACTERS:]
    assert "".join(parts[:4]) == text[: 4 * MOST_CHARACTERS]


def test_a_long_document_is_read_page_by_page() -> None:
    parts = read_whole("a" * 40_000, "b" * 40_000, "c" * 60_000)
    assert parts[0] == "--- page 1 ---\n" + "a" * 40_000
    assert parts[1] == "b" * 40_000
    assert "".join(parts[2:]).startswith("c" * MOST_CHARACTERS)
    assert read_whole("") == [""]
    assert read_whole("a", "b") == ["--- page 1 ---\na\n\n--- page 2 ---\nb"]


@pytest.mark.parametrize("text", ["12", "12/3", "12/3/140-720"])
def test_an_id_is_read_as_it_was_written(text: str) -> None:
    assert str(read_id(f" {text} ")) == text


def test_addresses_of_resources_are_ids_too() -> None:
    assert read_id(Named(12).uri) == Named(12)
    assert read_id(Named(12, 3).uri) == Named(12, 3)


@pytest.mark.parametrize(
    "text", ["", "-1", "1/2/3", "1/2/3-4/5", "1 or 1=1", "٣", "9" * 19, "../1", "localdocs://x"]
)
def test_all_else_is_no_id(text: str) -> None:
    with pytest.raises(UsageError):
        read_id(text)


class Health(BaseHTTPRequestHandler):
    """A program that says what it is."""

    name = "localdocs"

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"name": self.name, "version": "0"}).encode())

    def log_message(self, *_: object) -> None:
        pass


class Other(Health):
    name = "other"


@pytest.mark.parametrize(("program", "kind"), [(Health, Links), (Other, FileUrls)])
def test_links_lead_to_a_server_that_says_it_is_ours(
    tmp_path: Path, program: type[Health], kind: type
) -> None:
    """What had the port of a server that was gone was taken for it."""
    where = places(tmp_path)
    assert isinstance(urls_of(where), FileUrls)
    with ThreadingHTTPServer(("127.0.0.1", 0), program) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        address = f"http://127.0.0.1:{server.server_port}"
        where.server.write_text(json.dumps({"pid": os.getpid(), "address": address}))
        assert isinstance(urls_of(where), kind)
        server.shutdown()
        thread.join()


def test_what_json_may_not_have_is_left_out() -> None:
    value = sayable({"a": ["caf\udce9", "x\ud83d", "ok"], "n": 1})
    assert value == {"a": ["caf\ufffd", "x?", "ok"], "n": 1}
    json.dumps(value, ensure_ascii=False).encode("utf-8")


def test_schemas_have_no_null_and_forbid_what_is_not_known() -> None:
    for shape in SHAPES.values():
        assert "null" not in json.dumps(shape.input_schema)
        assert shape.input_schema["additionalProperties"] is False


def test_a_title_is_one_line_in_one_direction() -> None:
    path = Path("/d/bill\n\u202efdp.exe")
    assert title_of(path, "", 1) == "bill\\n\\u202efdp.exe, page 1"
    file = ListedFile(7, path, ".exe", 1, 0, "", "A bill\r\nof May", 1)
    assert document_title(file) == "A bill\\r\\nof May"
