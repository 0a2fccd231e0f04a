"""/api/map: all documents in columns, sent again only when it is another map."""

import sys
from pathlib import Path

import pytest

from api_support import Api
from index.database.catalog import Folder
from index.database.maps import MapDocument, Region
from localdocs.server.api.map import _shape

models = pytest.mark.models
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals, and paths as written here")


@models
@posix
def test_every_document_is_on_the_map(api: Api) -> None:
    assert api.post("/api/map", {}) == {"waiting": 0}
    shown = api.get("/api/map")
    documents = api.documents()
    assert dict(zip(shown["names"], shown["ids"], strict=True)) == {
        name: document["id"] for name, document in documents.items()
    }
    assert shown["ids"] == sorted(shown["ids"]) and shown["waiting"] == 0
    assert shown["named"]
    assert shown["method"] == "components"
    for column in ("x", "y", "folder", "type", "day"):
        assert len(shown[column]) == len(shown["ids"])
    assert all(-1000 <= place <= 1000 for place in shown["x"] + shown["y"])
    place = shown["names"].index("stove-handbook.pdf")
    assert shown["types"][shown["type"][place]] == "pdf"


@models
@posix
def test_a_map_that_is_known_is_not_sent_again(api: Api) -> None:
    first = api.reply("GET", "/api/map")
    etag = first.headers["etag"]
    again = api.served.get("/api/map", headers={"If-None-Match": etag})
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", etag)
    assert "no-cache" in first.headers["cache-control"]
    assert api.served.get("/api/map", headers={"If-None-Match": '"another"'}).status == 200


@posix
def test_folders_are_those_of_the_library_or_within_the_only_one() -> None:
    paths = ["/docs/tax/2024.pdf", "/docs/tax/old/2019.PDF", "/docs/note", "/other/a.txt"]
    documents = [
        MapDocument(number, path, Path(path).suffix.lower(), 0, 0.5, -1.0)
        for number, path in enumerate(paths)
    ]
    two = [Folder(Path("/docs"), "docs"), Folder(Path("/docs/tax"), "tax papers")]
    several = _shape(documents, two, "neighbours-1", [Region(0.1, 0.2, 3, "tax")], 2)
    assert several["folders"] == ["tax papers", "docs", ""] and several["folder"] == [0, 0, 1, 2]
    assert several["types"] == ["pdf", "", "txt"] and several["type"] == [0, 0, 1, 2]
    assert several["method"] == "neighbours" and several["waiting"] == 2
    assert several["y"] == [-1000] * 4 and several["regions"][0]["name"] == "tax"
    assert several["names"] == ["2024.pdf", "2019.PDF", "note", "a.txt"]
    method = "components-instead-1"
    alone = _shape(documents[:3], [Folder(Path("/docs"), "my docs")], method, [], 0)
    assert alone["method"] == "components"
    assert alone["folders"] == ["tax", "my docs"] and alone["folder"] == [0, 0, 1]
    file = _shape(documents[3:], [Folder(Path("/other/a.txt"), "a.txt")], "", [], 0)
    assert file["folders"] == ["a.txt"]


def test_a_file_that_is_to_be_read_anew_has_no_day() -> None:
    """It was shown as changed in 1969."""
    times = (-1, 0, 86_400 * 10**9)
    documents = [MapDocument(n, "/a.txt", ".txt", time, 0.0, 0.0) for n, time in enumerate(times)]
    assert _shape(documents, [], "", [], 0)["day"] == [None, 0, 1]
