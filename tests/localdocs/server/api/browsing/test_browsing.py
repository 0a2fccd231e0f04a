"""/api/places, summaries, outlines and suggestions."""

import sys
from pathlib import Path
from urllib.parse import quote

import pytest

from api_support import Api

pytestmark = [
    pytest.mark.models,
    pytest.mark.skipif(sys.platform == "win32", reason="signals"),
]


def test_folders_are_named_and_files_never(api: Api, tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "secret-name.txt").write_text("words")
    (tmp_path / "other-secret.txt").write_text("words")
    reply = api.reply("GET", f"/api/places?path={quote(str(tmp_path))}")
    assert b"secret" not in reply.body
    place = reply.json()
    assert place["folders"] == [{"path": str(tmp_path / "inner"), "name": "inner", "files": 1}]
    assert (place["parent"], place["in_library"]) == (str(tmp_path.parent), False)
    assert api.get("/api/places")["path"] == place["starts"][0]["path"] == str(Path.home())
    folder = api.served.home.folder
    assert api.get(f"/api/places?path={quote(str(folder))}")["in_library"]
    above = api.get(f"/api/places?path={quote(str(folder.parent))}")
    assert [one["name"] for one in above["folders"]] == ["docs"]  # not our own home


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("docs", 400),
        ("", 400),
        ("..", 400),
        ("/none/such", 404),
        ("/dev/null", 404),
        ("/x%00y", 404),
    ],
)
def test_what_is_no_place_is_said(api: Api, path: str, status: int) -> None:
    for address in ("/api/places", "/api/places/glance"):
        assert api.get(f"{address}?path={path}", status)["error"]["message"]


def test_places_want_the_token(api: Api) -> None:
    for address in ("/api/places", "/api/places/glance?path=/tmp", "/api/suggestions"):
        assert api.served.get(address, token="").status == 401


def test_a_glance_counts(api: Api, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words")
    found = api.get(f"/api/places/glance?path={quote(str(tmp_path))}")
    assert (found["files"], found["size"], found["is_whole"]) == (1, 5, True)
    home = quote(str(api.served.home.path))
    assert (
        "keeps what it makes itself"
        in api.get(f"/api/places/glance?path={home}", 404)["error"]["message"]
    )


def test_summary_and_outline_quote_the_pages(api: Api) -> None:
    for name in ("tenancy-agreement.docx", "stove-handbook.pdf"):
        number = api.documents()[name]["id"]
        summary = api.get(f"/api/documents/{number}/summary")
        assert len(summary["quotes"]) >= 3
        outline = api.get(f"/api/documents/{number}/outline")
        assert outline["is_whole"] and len(outline["headings"]) >= 5
        for place in (*summary["quotes"], *outline["headings"]):
            page = api.get(f"/api/documents/{number}/pages/{place['page']}")
            said = page["text"][place["start"] : place["end"]]
            assert said == place.get("quote", place.get("text"))
            assert place["called"] == page["called"]
        assert summary == api.get(f"/api/documents/{number}/summary")  # now it is stored


def test_what_there_is_not_has_neither(api: Api) -> None:
    for rest in ("summary", "outline"):
        reply = api.get(f"/api/documents/999999/{rest}", 404)
        assert reply["error"]["code"] == "document_not_found"


def test_a_page_tells_the_heads_of_its_tables(api: Api) -> None:
    number = api.documents()["household-2025.csv"]["id"]
    page = api.get(f"/api/documents/{number}/pages/1")
    assert page["heads"] == [page["text"].partition("\n")[0]]
    number = api.documents()["skerrin-trip.txt"]["id"]
    assert api.get(f"/api/documents/{number}/pages/1")["heads"] == []


def test_suggestions_are_there_at_once(api: Api) -> None:
    found = api.get("/api/suggestions")
    assert found["documents"] == api.get("/api/documents")["total"]
    assert len(found["questions"]) == 6
