"""/api/privacy and /api/everything, over a library and conversations of its own."""

import json
import shutil
import sys
import threading
from collections.abc import Iterator

import pytest

from api_support import Api
from file_server import FileServer
from file_server import served as serving_file
from gguf_files import write_gguf
from localdocs.home.places import places
from localdocs.home.writer_lock import hold_lock
from paths import EXAMPLES
from server_support import running_server
from service_support import Home

pytestmark = [
    pytest.mark.models,
    pytest.mark.skipif(sys.platform == "win32", reason="signals"),
]

NOTICE = {"question": "How long is the notice period?", "model": "none", "stream": False}


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    place = tmp_path_factory.mktemp("privacy-server")
    words = ("--origin", "app://obsidian.md")
    with running_server(place, *words, HOME=str(place)) as server:
        yield Api(server)


@pytest.fixture
def filled(api: Api) -> Api:
    """With the examples, and a conversation about them."""
    home = api.served.home
    home.folder.mkdir(exist_ok=True)
    for path in EXAMPLES.glob("*.*"):
        shutil.copy2(path, home.folder)
    api.post("/api/folders", {"path": str(home.folder), "stream": False})
    api.post("/api/ask", NOTICE | {"keep": True})
    return api


def words_in(home: Home, words: bytes) -> list[str]:
    files = [path for path in home.path.rglob("*") if path.is_file()]
    return [path.name for path in files if words in path.read_bytes()]


def test_it_says_what_lies_where_and_who_may_ask(filled: Api) -> None:
    facts = filled.get("/api/privacy")
    kept = {row["name"]: row for row in facts["kept"]}
    home = filled.served.home.path
    assert facts["home"] == str(home)
    assert kept["library"]["size"] >= (home / "index" / "localdocs.db").stat().st_size > 10_000
    assert kept["conversations"]["size"] and kept["token"]["paths"] == [str(home / "server-token")]
    assert facts["listens_at"] == filled.served.address and facts["is_local"]
    assert facts["origins"] == ["app://obsidian.md"]
    assert facts["keeps_conversations"] and facts["conversations"] == 1


def test_everything_is_deleted_while_the_service_runs(filled: Api) -> None:
    home = filled.served.home
    before = home.status()["pid"]
    assert words_in(home, b"notice period")
    gone = filled.ask("DELETE", "/api/everything?all=true")
    assert gone["documents"] > 3 and gone["conversations"] >= 1 and gone["models"] == []
    assert words_in(home, b"notice period") == []
    assert filled.get("/api/status")["library"]["folders"] == []
    assert filled.get("/api/conversations")["total"] == 0
    assert filled.get("/api/documents")["total"] == 0
    assert home.status()["pid"] == before and not home.status()["hints"]
    assert (home.folder / "tenancy-agreement.docx").exists(), "the documents are not touched"
    asked = filled.post("/api/search", {"question": "notice period"}, 409)
    assert asked["error"]["code"] == "nothing_indexed"


def test_the_library_can_be_filled_again(filled: Api) -> None:
    filled.ask("DELETE", "/api/everything?all=true")
    home = filled.served.home
    filled.post("/api/folders", {"path": str(home.folder), "stream": False})
    assert "three months" in filled.post("/api/ask", NOTICE)["answer"]


def test_what_is_under_way_ends_for_it(filled: Api) -> None:
    said: list[int] = []

    def rebuild() -> None:
        reply = filled.served.post("/api/sync", {"rebuild": True, "stream": False})
        said.append(reply.status)

    asking = [threading.Thread(target=rebuild) for _ in range(3)]
    for one in asking:
        one.start()
    filled.ask("DELETE", "/api/everything?all=true")
    for one in asking:
        one.join(60)
    assert len(said) == 3 and set(said) <= {200, 503}
    assert filled.get("/api/status")["library"]["documents"] == 0


def test_nothing_is_deleted_while_another_process_writes(filled: Api) -> None:
    with hold_lock(places(filled.served.home.path)):
        refused = filled.ask("DELETE", "/api/everything?all=true", status=503)
    assert refused["error"]["code"] == "library_busy"
    assert filled.get("/api/conversations")["total"] >= 1
    assert "three months" in filled.post("/api/ask", NOTICE)["answer"]


@pytest.mark.parametrize("runs", [True, False])
def test_a_damaged_library_is_deleted_too(filled: Api, runs: bool) -> None:
    home = filled.served.home
    if not runs:
        home.run("service", "stop")
    for name in ("index/localdocs.db", "conversations.db"):
        (home.path / name).write_bytes(b"no database" * 100)
    assert filled.get("/api/privacy")["conversations"] is None
    gone = filled.ask("DELETE", "/api/everything?all=true")
    assert gone["documents"] is None and gone["conversations"] is None
    assert words_in(home, b"no database") == []
    assert filled.get("/api/conversations")["total"] == 0
    assert filled.get("/api/documents")["total"] == 0


@pytest.mark.parametrize("query", ["", "?all=false", "?all=true&models=yes", "?all=true&x=1"])
def test_it_has_to_be_meant(api: Api, query: str) -> None:
    api.ask("DELETE", f"/api/everything{query}", status=400)


def test_models_go_where_that_is_said(filled: Api) -> None:
    home = filled.served.home.path
    content = write_gguf(home.parent / "m.gguf").read_bytes()
    with serving_file(FileServer(content)) as files:
        entry = {"name": "Ours", "file": "ours.gguf", "url": files.url}
        (home / "catalogue.json").write_text(json.dumps([entry]))
        filled.post("/api/models/Ours/download", {"stream": False})
    own = write_gguf(home / "models" / "put-here-by-hand.gguf")
    (home / "models" / "part.gguf.part").write_bytes(b"GGUF")
    (home / "models" / "part.gguf.part.json").write_text("{}")
    assert filled.ask("DELETE", "/api/everything?all=true")["models"] == []
    gone = filled.ask("DELETE", "/api/everything?all=true&models=true")["models"]
    assert sorted(gone) == ["ours.gguf", "part.gguf.part"] and own.exists()
