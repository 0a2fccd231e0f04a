"""/api/status, /api/folders, /api/sync."""

import json
import os
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from api_support import Api
from in_process import posted
from server_support import CHAT

pytestmark = [
    pytest.mark.models,
    pytest.mark.skipif(sys.platform == "win32", reason="signals"),
]


def test_the_status_is_that_of_the_command_line(api: Api) -> None:
    status = api.get("/api/status")
    assert status["library"]["documents"] == api.served.home.json("status")["documents"]
    assert status["service"]["running"] and status["library"]["service"]["pid"]
    assert status["service"]["server"] == api.served.address


def test_a_folder_is_added_with_progress_and_removed_by_its_name(api: Api, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("The zeppelin lands at noon.", "utf-8")
    events = api.events("/api/folders", {"path": str(tmp_path), "name": "air"})
    assert {name for name, _ in events[:-1]} == {"progress"}
    name, report = events[-1]
    assert (name, report["added"]) == ("report", 1)
    assert "air" in [folder["name"] for folder in api.get("/api/folders")["folders"]]
    found = api.post("/api/search", {"question": "zeppelin", "folder": "air"})
    assert found["hits"][0]["path"].endswith("note.txt")
    assert api.get("/api/documents?folder=air")["total"] == 1

    (tmp_path / "other.txt").write_text("It leaves at dusk.", "utf-8")
    again = api.post("/api/sync", {"folder": "air", "stream": False})
    assert again["added"] + again["unchanged"] >= 2

    assert api.ask("DELETE", "/api/folders?folder=air")["removed"] >= 1
    assert api.get("/api/documents?folder=air", status=404)["error"]["code"] == "not_found"


def test_a_folder_may_be_removed_by_its_path(api: Api, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("words", "utf-8")
    api.post("/api/folders", {"path": str(tmp_path), "stream": False})
    assert api.ask("DELETE", f"/api/folders?folder={tmp_path}")["removed"] == 1


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("docs", 400),
        ("../..", 400),
        ("", 400),
        ("/none/such", 404),
        ("/x\0y", 404),
        ("~nobody9/x", 404),
        ("/dev/zero", 404),
        ("/proc/self/environ", 404),
        ("/proc/self/cwd/../environ", 404),
        ("/sys/kernel", 404),
    ],
)
def test_what_does_not_exist_is_not_added(api: Api, path: str, status: int) -> None:
    api.post("/api/folders", {"path": path}, status)


def test_what_is_our_own_is_not_added(api: Api) -> None:
    for path in (api.served.home.path, api.served.home.path / "index"):
        reply = api.post("/api/folders", {"path": str(path)}, 404)
        assert "localdocs keeps" in reply["error"]["message"]


@pytest.mark.parametrize("path", ["/none/such", "/x\0y", "/dev/zero"])
def test_what_cannot_be_added_is_refused_before_the_service_is_asked(
    tmp_path: Path, path: str
) -> None:
    """It would only look once a running update is done."""
    body = json.dumps({"path": path, "stream": False}).encode()
    start, _ = posted(tmp_path, "/api/folders", [{"type": "http.request", "body": body}])
    assert start["status"] == 404


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="root may read all")
def test_what_may_not_be_read_is_not_added(api: Api, tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(0o000)
    (tmp_path / "locked.txt").touch(0o000)
    for name in ("locked", "locked.txt"):
        api.post("/api/folders", {"path": str(tmp_path / name)}, 404)


@pytest.mark.skipif(sys.platform != "linux", reason="names are text there")
def test_names_that_are_no_text_are_told_with_a_sign_in_their_place(
    api: Api, tmp_path: Path
) -> None:
    """They were told with halves of characters, on which clients break; what is told leads back."""
    folder = tmp_path / "caf\udce9"
    folder.mkdir()
    (folder / "na\udcefve.txt").write_text("The zeppelin lands at noon.", "utf-8")
    told = str(tmp_path / "caf\ufffd")
    report = api.post("/api/folders", {"path": told, "stream": False})
    try:
        assert report["added"] == 1
        assert told in [one["path"] for one in api.get("/api/folders")["folders"]]
        for name in ("caf\ufffd", told, "caf\udce9", str(folder)):
            found = api.post("/api/search", {"question": "zeppelin", "folder": name})
            assert found["hits"][0]["path"] == f"{told}/na\ufffdve.txt"
        place = found["hits"][0]["url"].removeprefix(api.served.address).partition("#")[0]
        assert b"zeppelin" in api.served.get(place, token="").body
        asked: dict[str, Any] = {"model": "localdocs/caf\ufffd", "localdocs": {"model": "none"}}
        asked["messages"] = [{"role": "user", "content": "When does the zeppelin land?"}]
        for more in ({}, {"stream": True}):
            said = api.served.post(CHAT, asked | more).body
            assert b"ve.txt" in said and b"\\udc" not in said
        assert asked["model"] in [one["id"] for one in api.served.get("/v1/models").json()["data"]]
    finally:
        api.ask("DELETE", f"/api/folders?{urlencode({'folder': told})}")


def test_no_folder_is_removed_that_there_is_not(api: Api) -> None:
    for name in ("none", "", "/", "../docs"):
        api.ask("DELETE", f"/api/folders?folder={name}", status=404)
    api.ask("DELETE", "/api/folders", status=400)


@pytest.mark.parametrize(
    "body", [{"path": 1}, {}, {"path": "/tmp", "nmae": "x"}, {"path": "/tmp", "name": ""}]
)
def test_a_body_that_is_off_is_refused_by_name(api: Api, body: object) -> None:
    assert api.post("/api/folders", body, 400)["error"]["param"]


def test_an_unknown_folder_is_not_looked_at(api: Api) -> None:
    api.post("/api/sync", {"folder": ["none"]}, 404)
