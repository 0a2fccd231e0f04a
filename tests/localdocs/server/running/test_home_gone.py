"""A home that is moved away under a running server and service: said, and nothing made anew."""

import asyncio
import shutil
import sys
from pathlib import Path

import pytest

pytest.importorskip("mcp")

import mcp_clients
from server_support import CHAT, Served, running_server
from service_support import until

pytestmark = [
    pytest.mark.models,
    pytest.mark.skipif(sys.platform == "win32", reason="a home that is in use is not moved there"),
]

ASKED = {"model": "localdocs", "messages": [{"role": "user", "content": "notice period?"}]}
OWN_WORDS = {"localdocs": {"model": "none"}}


def refused(served: Served) -> None:
    """Everything that needs the home says where it was."""
    folder = str(served.home.folder)
    replies = [
        served.get("/v1/models"),
        served.post(CHAT, ASKED | OWN_WORDS),
        served.post("/v1/embeddings", {"model": "all-MiniLM-L6-v2", "input": "a text"}),
        *(served.get(f"/api/{name}") for name in ("status", "folders", "documents", "documents/1")),
        served.post("/api/ask", {"question": "notice period?", "stream": False}),
        served.post("/api/folders", {"path": folder, "stream": False}),
        served.post("/api/sync", {"stream": False}),
        served.get("/api/conversations"),
        served.post("/api/conversations", {"title": "new"}),
    ]
    for reply in replies:
        assert reply.status == 503, reply.body
        error = reply.json()["error"]
        assert error["code"] == "storage_unavailable"
        assert "not there any more" in error["message"] and "Put it back" in error["message"]
        assert not served.home.path.exists()


async def refused_by_mcp(served: Served) -> None:
    async with mcp_clients.over_http(served) as client:
        for tool, given in (("search", {"query": "x"}), ("list_documents", {}), ("status", {})):
            assert "not there any more" in await mcp_clients.refused(client, tool, **given)


def test_a_home_that_is_moved_away_is_missed_and_not_made_anew(tmp_path: Path) -> None:
    with running_server(tmp_path) as served:
        home, elsewhere = served.home, tmp_path / "elsewhere"
        known = served.get("/api/documents").json()["total"]
        begun = served.post("/api/conversations", {"title": "kept"}).json()["conversation"]
        home.path.rename(elsewhere)
        try:
            refused(served)
            (home.folder / "new.txt").write_text("The heron is grey.", "utf-8")
            assert served.get("/health").status == 200
            asyncio.run(refused_by_mcp(served))
            refused(served)
        finally:
            assert not home.path.exists()
            elsewhere.rename(home.path)
        assert served.post(CHAT, ASKED | OWN_WORDS).status == 200
        assert served.get(f"/api/conversations/{begun}").json()["title"] == "kept"
        until(lambda: served.get("/api/documents").json()["total"] == known + 1)


def test_an_index_that_is_deleted_is_missed(tmp_path: Path) -> None:
    with running_server(tmp_path) as served:
        index = served.home.path / "index"
        kept = tmp_path / "kept"
        index.rename(kept)
        for reply in (served.get("/api/documents"), served.post(CHAT, ASKED | OWN_WORDS)):
            assert reply.status == 503 and "not there any more" in reply.body.decode()
        for command in ("status", "list"):
            said = served.home.run(command, code=1)
            assert "not there any more" in said.stderr and not said.stdout
        (served.home.folder / "new.txt").write_text("The heron is grey.", "utf-8")
        assert served.post("/api/sync", {"stream": False}).status == 503
        assert not index.exists()
        shutil.move(kept, index)
