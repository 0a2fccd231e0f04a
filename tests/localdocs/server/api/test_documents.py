"""/api/documents: everything by ids, nothing by paths, and never as a page of ours."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from api_support import Api
from server_support import Served, running_server

pytestmark = [
    pytest.mark.models,
    pytest.mark.skipif(sys.platform == "win32", reason="signals"),
]

PDF = "stove-handbook.pdf"
HOSTILE = 'x"; filename="evil.exe\r\nSet-Cookie: a=b\u202egpj.html'


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server whose files may be broken."""
    with running_server(tmp_path_factory.mktemp("own")) as server:
        yield server


def test_documents_are_listed_in_parts(api: Api) -> None:
    every = api.get("/api/documents")
    assert every["total"] == len(every["documents"]) >= 5
    second = api.get("/api/documents?offset=1&limit=1")
    assert second["documents"] == every["documents"][1:2] and second["total"] == every["total"]
    assert [d["name"] for d in api.get("/api/documents?type=PDF&q=STOVE")["documents"]] == [PDF]
    assert api.get("/api/documents?q=no-such-name")["documents"] == []
    document = api.documents()[PDF]
    assert api.get(f"/api/documents/{document['id']}") == document
    assert (document["type"], document["folder"], document["pages"]) == ("pdf", "docs", 7)
    assert document["size"] == Path(document["path"]).stat().st_size


def test_a_page_has_its_text_its_picture_and_its_marks(api: Api) -> None:
    number = api.documents()[PDF]["id"]
    page = api.get(f"/api/documents/{number}/pages/7")
    assert (page["called"], page["pages"]) == ("page 7", 7)
    start = page["text"].index("two years") if "two years" in page["text"] else 20
    span = f"start={start}&end={start + 40}"
    marks = api.get(f"/api/documents/{number}/pages/7/rectangles?{span}")
    assert marks["exact"] and marks["of"] == "words" and marks["rectangles"]
    picture = api.reply("GET", f"/api/documents/{number}/pages/7/picture?scale=0.5")
    assert picture.body.startswith(b"\x89PNG") and picture.headers["content-type"] == "image/png"


def test_what_has_no_picture_says_so(api: Api) -> None:
    number = api.documents()["tenancy-agreement.docx"]["id"]
    path = f"/api/documents/{number}/pages/1"
    assert api.get(f"{path}/picture", 422)["error"]["code"] == "document_unreadable"
    assert api.get(f"{path}/rectangles?start=0&end=9")["rectangles"] == []


def test_a_file_is_saved_and_never_shown(api: Api) -> None:
    for name, document in api.documents().items():
        reply = api.reply("GET", f"/api/documents/{document['id']}/file")
        assert reply.body == Path(document["path"]).read_bytes(), name
        assert reply.headers["content-type"] == "application/octet-stream"
        assert reply.headers["content-disposition"].startswith("attachment;")
        assert "sandbox" in reply.headers["content-security-policy"]
        assert reply.headers["x-content-type-options"] == "nosniff"


BAD_IDS = (
    "0",
    "-1",
    "999999",
    "99999999999999999999999999",
    "1.5",
    "1e0",
    "..",
    "..%2f..%2fetc%2fpasswd",
    quote("/etc/passwd", safe=""),
    "C%3A%5Cwindows%5Cwin.ini",
    "1%00",
    "%e0%a5%a7",
    "null",
)


@pytest.mark.parametrize("bad", BAD_IDS)
def test_no_other_id_leads_anywhere(api: Api, bad: str) -> None:
    """CVE-2026-45402, CVE-2026-42867, CVE-2026-28414, Anki GHSA-869j-r97x-hx2g."""
    for rest in ("", "/file", "/pages/1", "/pages/1/picture", "/pages/1/rectangles?start=0&end=1"):
        reply = api.served.get(f"/api/documents/{bad}{rest}")
        assert reply.status == 404, (bad, rest, reply.body)
        assert b"root:" not in reply.body


@pytest.mark.parametrize(
    ("rest", "status"),
    [
        ("pages/0", 404),
        ("pages/8", 404),
        ("pages/99999999999999999999999", 404),
        ("pages/7/picture?scale=0", 400),
        ("pages/7/picture?scale=1e9", 400),
        ("pages/7/picture?scale=nan", 400),
        ("pages/7/picture?scale=inf", 400),
        ("pages/7/picture?path=/etc/passwd", 400),
        ("pages/7/rectangles", 400),
        ("pages/7/rectangles?start=5&end=1", 400),
        ("pages/7/rectangles?start=-1&end=1", 400),
        ("pages/7/rectangles?start=0&end=9999999", 400),
        ("file/../../../etc/passwd", 404),
        ("file/x", 404),
    ],
)
def test_no_other_page_or_size(api: Api, rest: str, status: int) -> None:
    number = api.documents()[PDF]["id"]
    reply = api.served.get(f"/api/documents/{number}/{rest}")
    assert reply.status == status, reply.body


@pytest.mark.parametrize(
    "path",
    [
        "/api/documents/{}",
        "/api/documents/{}/file",
        "/api/documents/1/pages/{}",
        "/api/conversations/{}",
    ],
)
def test_numbers_of_thousands_of_digits_name_nothing(api: Api, path: str) -> None:
    api.get(path.format("9" * 5000), 404)
    api.get(path.format("9" * 18), 404)


def test_a_stretch_that_ends_before_it_starts_is_called_that(api: Api) -> None:
    number = api.documents()[PDF]["id"]
    reply = api.get(f"/api/documents/{number}/pages/7/rectangles?start=5&end=1", 400)
    assert reply["error"]["param"] == "start" and "behind the end" in reply["error"]["message"]


def test_files_of_the_home_are_no_documents(api: Api) -> None:
    names = {document["path"] for document in api.documents().values()}
    assert not [name for name in names if str(api.served.home.path) in name]


def test_a_hostile_name_ends_no_header(own: Served) -> None:
    api = Api(own)
    (own.home.folder / HOSTILE).write_text("<script>alert(1)</script> walrus words", "utf-8")
    own.home.run("sync")
    document = api.documents()[HOSTILE]
    reply = api.reply("GET", f"/api/documents/{document['id']}/file")
    assert "set-cookie" not in reply.headers
    assert "\u202e" not in reply.headers["content-disposition"]
    assert reply.headers["content-disposition"].count('"') == 2
    (own.home.folder / HOSTILE).unlink()
    own.home.run("sync")
    assert api.get(f"/api/documents/{document['id']}", 404)["error"]["code"] == "document_not_found"
    api.get(f"/api/documents/{document['id']}/file", 404)


def test_a_pdf_by_another_name_has_pictures(own: Served) -> None:
    api = Api(own)
    pdf = Path(api.documents()[PDF]["path"])
    named = pdf.with_name("manual.doc")
    named.write_bytes(pdf.read_bytes() + b"\n")
    own.home.run("sync")
    document = api.documents()["manual.doc"]
    assert document["has_pictures"] and document["notes"] == ["read as what it is, .pdf"]
    picture = api.reply("GET", f"/api/documents/{document['id']}/pages/7/picture?scale=0.5")
    assert picture.body.startswith(b"\x89PNG")
    named.unlink()
    own.home.run("sync")


def test_an_id_stays_when_the_file_is_renamed(own: Served) -> None:
    api = Api(own)
    before = api.documents()["heating-notes.txt" if "heating-notes.txt" in api.documents() else PDF]
    path = Path(before["path"])
    path.rename(path.with_name("renamed" + path.suffix))
    own.home.run("sync")
    assert api.get(f"/api/documents/{before['id']}")["name"] == "renamed" + path.suffix
    path.with_name("renamed" + path.suffix).rename(path)
    own.home.run("sync")


def test_a_link_that_came_in_place_of_a_file_is_not_followed(own: Served, tmp_path: Path) -> None:
    """The file is replaced between two looks at the folder; nothing of what it leads to is told."""
    api = Api(own)
    own.home.run("service", "stop")
    number, path = api.documents()[PDF]["id"], Path(api.documents()[PDF]["path"])
    secret = tmp_path / "secret.pdf"
    shutil.copy2(path, secret)
    kept = path.read_bytes()
    path.unlink()
    try:
        path.symlink_to(secret)
        assert api.get(f"/api/documents/{number}/file", 404)["error"]["code"] == "document_gone"
        api.get(f"/api/documents/{number}/pages/1/picture", 404)
        path.unlink()
        os.mkfifo(path)
        api.get(f"/api/documents/{number}/file", 404)
        path.unlink()
        api.get(f"/api/documents/{number}/file", 404)
        path.write_bytes(kept + b"\n% more")
        assert api.get(f"/api/documents/{number}/pages/1/picture", 409)["error"]["code"]
        api.get(f"/api/documents/{number}/pages/1/rectangles?start=0&end=9", 409)
    finally:
        path.unlink(missing_ok=True)
        path.write_bytes(kept)
        own.home.run("service", "start")
