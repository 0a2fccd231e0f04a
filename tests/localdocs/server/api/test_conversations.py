"""/api/conversations."""

import sys

import pytest

from api_support import Api

pytestmark = [
    pytest.mark.models,
    pytest.mark.skipif(sys.platform == "win32", reason="signals"),
]

NOTICE = {"question": "How long is the notice period?", "model": "none", "stream": False}


@pytest.fixture
def number(api: Api) -> int:
    return int(api.post("/api/ask", NOTICE | {"keep": True})["conversation"])


def test_they_are_those_of_the_command_line(api: Api, number: int) -> None:
    listed = api.get("/api/conversations")
    assert listed["conversations"] == api.served.home.json("chats", "list")
    assert listed["total"] == len(listed["conversations"])
    part = api.get("/api/conversations?limit=1&offset=0")["conversations"]
    assert [entry["conversation"] for entry in part] == [number]


def test_one_is_named_searched_exported_and_forgotten(api: Api, number: int) -> None:
    path = f"/api/conversations/{number}"
    assert api.ask("PATCH", path, {"title": "Flat <b>"})["title"] == "Flat <b>"
    found = api.get("/api/conversations/search?q=notice%20period")["exchanges"]
    assert number in [one["conversation"] for one in found]
    assert api.get("/api/conversations/search?q=zzzz") == {"exchanges": []}
    markdown = api.reply("GET", f"{path}/export")
    assert markdown.headers["content-type"].startswith("text/markdown")
    assert markdown.headers["content-disposition"].startswith("attachment;")
    assert b"Flat \\<b\\>" in markdown.body and b"three months" in markdown.body
    exported = api.reply("GET", f"{path}/export?format=json").json()
    assert exported["conversation"] == number
    api.ask("DELETE", path, status=204)
    for method, body in (("GET", None), ("PATCH", {"title": "x"}), ("DELETE", None)):
        assert api.ask(method, path, body, 404)["error"]["code"] == "conversation_not_found"
    api.get(f"{path}/export", 404)


def test_all_are_forgotten_only_where_that_is_said(api: Api, number: int) -> None:
    api.ask("DELETE", "/api/conversations", status=400)
    api.ask("DELETE", "/api/conversations?all=false", status=400)
    api.get(f"/api/conversations/{number}")
    assert api.ask("DELETE", "/api/conversations?all=true")["forgotten"] >= 1
    assert api.get("/api/conversations")["total"] == 0


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/conversations/999999", 404),
        ("/api/conversations/99999999999999999999999", 404),
        ("/api/conversations/-1", 404),
        ("/api/conversations/..%2fserver-token", 404),
        ("/api/conversations/1/export?format=html", 400),
        ("/api/conversations/search", 400),
        ("/api/conversations?limit=0", 400),
        ("/api/conversations?limit=x", 400),
        ("/api/conversations?offset=99999999999999999999999", 400),
    ],
)
def test_what_is_off_is_refused(api: Api, path: str, status: int) -> None:
    reply = api.served.get(path)
    assert reply.status == status, reply.body


def test_a_title_that_is_too_long_is_refused(api: Api, number: int) -> None:
    api.ask("PATCH", f"/api/conversations/{number}", {"title": "x" * 201}, 400)
