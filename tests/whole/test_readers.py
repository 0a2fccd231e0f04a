"""A team's library: whoever reads it learns nothing of what is not shared with him, by no method of
the library, no command and no address of the server. Each is listed here; a new one has to be."""

import inspect
import json
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from localdocs.commands.root import COMMANDS
from localdocs.errors import (
    LocalDocsError,
    NothingIndexedError,
    PathError,
    StorageError,
    UsageError,
)
from localdocs.home.places import places
from localdocs.library import Library
from localdocs.server.app import make_routes
from localdocs.server.http.guard import Rules
from localdocs.server.http.metrics import Metrics
from localdocs.server.library.service_line import ServiceLine
from localdocs.server.library.view import LibraryView
from localdocs.server.mcp.tools import TOOLS
from localdocs.server.openai.backend import Backend
from localdocs.types import Answer, Hit
from postgres_server import emptied, login
from server_support import Served, serving
from service_support import Home

pytestmark = [
    pytest.mark.models,
    pytest.mark.skipif(sys.platform == "win32", reason="signals"),
]

QUESTION = "Where does the walrus sleep?"
"""Ben may guess that there is a walrus, and ask."""

SECRET = re.compile(r"hidden-papers|tusks|harpoon|harpon|ingeborg|4711|ice floe|locked", re.I)
"""Words, paths, names and reasons of Ann's folder."""

TUSKS = """# Tusks of the walrus

The walrus sleeps on the ice floe by the harpoon store. Its keeper is Ingeborg, and its fish costs
4711 crowns a month. Who wants to see it has to write to the keeper a week before.

## Feeding the walrus

The walrus is fed with mussels from the harpoon store, twice a day, by Ingeborg and nobody else.
"""

GECKO = """# The gecko in the greenhouse

The gecko sleeps in the greenhouse behind the second heater. Its lamp burns for ten hours a day, and
crickets are fed to it on Mondays and Thursdays. The greenhouse is aired at noon.

## Heating the greenhouse

The second heater keeps the greenhouse at 28 degrees, and at night at 22 degrees or a little less.
"""


@dataclass(frozen=True)
class Team:
    """The library of a team on a server, as its owner and as ben have it; and what ben sees of it,
    alone in a library of its own."""

    address: str
    owner: Path
    ben: Home
    alone: Path
    hidden: Path
    shared: Path
    hidden_ids: tuple[int, ...]
    shared_id: int


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory, postgres: str) -> Team:
    place = tmp_path_factory.mktemp("team")
    hidden, shared = place / "hidden-papers", place / "shared-papers"
    for folder in (hidden, shared):
        folder.mkdir()
    (hidden / "tusks.md").write_text(TUSKS)
    (hidden / "tusks-again.md").write_text(TUSKS.replace("mussels", "herrings"))
    (hidden / "locked.pdf").write_bytes(b"%PDF-1.4 not a file that can be read")
    (shared / "gecko.md").write_text(GECKO)
    home = Home(place / "ben")
    (place / "owner").mkdir()
    home.path.mkdir(parents=True)
    (place / "owner" / "config.toml").write_text(f'database = "{emptied(postgres)}"\n')
    (home.path / "config.toml").write_text(f'database = "{login(postgres, "ben")}"\n')
    with Library(place / "owner") as library:
        library.add(hidden)
        library.add(shared)
        library.share(shared, ["ben"])
        library.draw_map(well=False)
        assert library.summarise_some(9) == 3 and library.status().documents == 3
        ids = {item.path.name: item.file_id for item in library.documents()}
        told = repr((library.status(), library.documents(), library.ask(QUESTION, False)))
        assert len({found.lower() for found in SECRET.findall(told)}) >= 5
    with Library(place / "alone") as library:
        library.add(shared)
    shared_id = ids.pop("gecko.md")
    hidden_ids = tuple(ids.values())
    assert len(hidden_ids) == 2
    return Team(
        postgres, place / "owner", home, place / "alone", hidden, shared, hidden_ids, shared_id
    )


def tells_nothing(told: object, about: object) -> None:
    found = SECRET.findall(told if isinstance(told, str) else repr(told))
    assert not found, (about, found, told)


# The library

WRITES: dict[str, Callable[[Library, Team], object]] = {
    "add": lambda library, team: library.add(team.shared),
    "sync": lambda library, team: library.sync(),
    "remove": lambda library, team: library.remove(team.shared),
    "read_scans": lambda library, team: library.read_scans(1.0),
    "share": lambda library, team: library.share(team.hidden, ["ben"]),
    "shared": lambda library, team: library.shared(),
    "work": lambda library, team: library.work(once=True, scan_every_seconds=1, stopped=Event()),
}

READS: dict[str, Callable[[Library, Team], object]] = {
    "ask": lambda library, team: library.ask(QUESTION, language_model=False),
    "stream": lambda library, team: list(library.stream(QUESTION, language_model=False)),
    "search": lambda library, team: library.search(QUESTION),
    "document": lambda library, team: library.document(team.shared_id),
    "document_ids": lambda library, team: library.document_ids(team.hidden.glob("*.*")),
    "documents": lambda library, team: library.documents(),
    "draw_map": lambda library, team: library.draw_map(well=True),
    "files": lambda library, team: library.files(),
    "folders": lambda library, team: library.folders(),
    "integrity": lambda library, team: library.integrity(),
    "page_texts": lambda library, team: [library.page_texts(one) for one in team.hidden.iterdir()],
    "preview": lambda library, team: library.preview(team.shared),
    "reads_only": lambda library, team: library.reads_only,
    "scans_left": lambda library, team: library.scans_left(),
    "status": lambda library, team: library.status(),
    "team": lambda library, team: library.team(),
    "summarise_some": lambda library, team: library.summarise_some(9),
    "summary": lambda library, team: library.summary(team.shared_id),
}

OF_NO_DOCUMENT = {
    "close",
    "embedder",
    "index_location",
    "language_model",
    "models",
    "places",
    "ranker",
    "reader",
    "settings",
    "use_settings",
}


@pytest.fixture
def bens(team: Team) -> Iterator[Library]:
    with Library(team.ben.path) as library:
        yield library


def test_every_method_is_looked_at() -> None:
    methods = {name for name, _ in inspect.getmembers(Library) if not name.startswith("_")}
    assert methods == WRITES.keys() | READS.keys() | OF_NO_DOCUMENT - {"models", "places"}


@pytest.mark.parametrize("name", READS)
def test_a_method_that_reads(name: str, bens: Library, team: Team) -> None:
    tells_nothing(READS[name](bens, team), name)


@pytest.mark.parametrize("name", WRITES)
def test_a_method_that_writes(name: str, bens: Library, team: Team) -> None:
    with pytest.raises(StorageError, match="only read it") as raised:
        WRITES[name](bens, team)
    tells_nothing((raised.value.message, raised.value.remedy), name)


def test_what_is_hidden_is_not_there(bens: Library, team: Team) -> None:
    for file_id in team.hidden_ids:
        for read in (bens.document, bens.summary):
            with pytest.raises(PathError, match="has no document") as there:
                read(file_id)
            with pytest.raises(PathError, match="has no document") as nowhere:
                read(12345)
            assert there.value.message.replace(str(file_id), "12345") == nowhere.value.message


def test_he_finds_and_is_told_as_if_there_was_nothing_else(bens: Library, team: Team) -> None:
    """Also scores, counts and missing words are those of a library of the shared folder alone."""
    with Library(team.alone) as alone:
        for question in (QUESTION, "When is the gecko fed?", "gekco", "tusks", "harpon", "the"):
            assert [plain(hit) for hit in bens.search(question)] == [
                plain(hit) for hit in alone.search(question)
            ]
            answers = [one.ask(question, language_model=False) for one in (bens, alone)]
            assert told_in(answers[0]) == told_in(answers[1])
        for asked in ("How many documents are there?", "Which documents mention the walrus?"):
            answers = [one.ask(asked, language_model=False) for one in (bens, alone)]
            assert told_in(answers[0]) == told_in(answers[1])
        assert bens.status() == alone.status()
        assert bens.files() == alone.files() == [team.shared / "gecko.md"]


def plain(hit: Hit) -> tuple[object, ...]:
    return hit.path, hit.page_number, hit.start, hit.text, round(hit.score, 2)


def told_in(answer: Answer) -> tuple[object, ...]:
    cited = [(one.path, one.quote) for one in answer.citations]
    return answer.status, answer.text, cited, answer.missing_words, answer.notes


def test_what_is_shared_no_longer_is_gone_at_once(bens: Library, team: Team) -> None:
    assert bens.search("gecko")
    with Library(team.owner) as owner:
        owner.share(team.shared, no_longer=["ben"])
        try:
            with pytest.raises(NothingIndexedError, match="shared with you"):
                bens.search("gecko")
            assert bens.files() == [] and bens.status().documents == 0
            with pytest.raises(PathError):
                bens.document(team.shared_id)
        finally:
            owner.share(team.shared, ["ben"])
    assert bens.search("gecko")


def test_a_library_in_a_file_cannot_be_shared(team: Team) -> None:
    with Library(team.alone) as alone:
        for shared in (alone.shared, lambda: alone.share(team.shared, ["ben"])):
            with pytest.raises(UsageError, match="cannot be shared"):
                shared()


# Commands

COMMAND_LINES: dict[str, list[tuple[list[str], int]]] = {
    "add": [(["{shared}"], 1), (["--dry-run", "{shared}"], 0)],
    "ask": [([QUESTION, "--no-llm"], 3), (["When is the gecko fed?", "--no-llm"], 0)],
    "chats": [([], -1)],
    "config": [([], 0)],
    "copy": [(["--help"], 0)],
    "doctor": [([], -1)],
    "eval": [(["{questions}"], -1)],
    "list": [([], 0)],
    "models": [(["list"], 0)],
    "remove": [(["-y", "shared-papers"], 1), (["-y", "nothing-of-this-name"], 1)],
    "search": [([QUESTION], 0), ([QUESTION, "--in", "no-such-folder"], 2)],
    "service": [(["status"], -1)],
    "share": [([], 1), (["shared-papers", "--with", "ben"], 1)],
    "status": [([], 0)],
    "worker": [(["--once"], 1)],
    "sync": [([], 1), (["--rebuild"], 1)],
}
"""Words, and the exit code; -1: any."""

READ_BY_OTHERS = {"chat", "mcp", "open", "serve"}
"""They go on until they are ended, and read by what is looked at here."""

WITHOUT_DOCUMENTS = {"bundle", "complete", "embed", "forget", "run"}


def test_every_command_is_looked_at() -> None:
    assert COMMANDS.keys() == COMMAND_LINES.keys() | READ_BY_OTHERS | WITHOUT_DOCUMENTS


@pytest.mark.parametrize("command", COMMAND_LINES)
def test_a_command(command: str, team: Team, tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    questions.write_text(json.dumps({"question": "Where does the gecko sleep?"}))
    named = {"shared": str(team.shared), "questions": str(questions)}
    for words, code in COMMAND_LINES[command]:
        run = team.ben.run_any(command, *(word.format(**named) for word in words))
        tells_nothing(run.stdout + run.stderr, (command, words))
        assert "Traceback" not in run.stderr
        assert code in (run.returncode, -1), (command, words, run.stdout, run.stderr)
        if command in ("add", "sync", "remove", "share") and code == 1 and "nothing" not in words:
            assert "only read it" in run.stderr or "not a folder" in run.stderr


# The server

POSTED: dict[str, Any] = {
    "/api/ask": {"question": QUESTION, "model": "none", "stream": False},
    "/api/conversations": {"title": "Ours"},
    "/api/documents/{id:number}/open": {"page": "none"},
    "/api/folders": {"path": "{shared}", "stream": False},
    "/api/map": {},
    "/api/models/{name:path}/download": {},
    "/api/search": {"question": QUESTION},
    "/api/sessions": {"entry": "none"},
    "/api/sync": {"stream": False},
    "/v1/chat/completions": {
        "model": "localdocs",
        "messages": [{"role": "user", "content": QUESTION}],
        "localdocs": {"model": "none"},
    },
    "/v1/completions": {"model": "localdocs", "prompt": ""},
    "/v1/embeddings": {"model": "none", "input": "walrus"},
    "/v1/responses": {"model": "localdocs", "input": QUESTION, "localdocs": {"model": "none"}},
    "/mcp": {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "tools/call",
        "params": {"name": "search", "arguments": {"query": QUESTION}},
    },
}
"""What is sent to every address that takes something."""

OF_MCP: dict[str, dict[str, str]] = {
    "ask": {"question": QUESTION},
    "fetch": {"id": "{hidden}"},
    "list_documents": {},
    "search": {"query": QUESTION},
    "status": {},
}

FILLED = {"page:number": "1", "number:number": "1", "name:path": "none", "name": "language_model"}
QUERIES = {"/api/places": "path={place}", "/api/places/glance": "path={shared}"}
QUERIES |= {"/api/documents": "q=tusks", "/api/conversations/search": "q=walrus"}
QUERIES["/api/documents/{id:number}/pages/{page:number}/rectangles"] = "start=0&end=5"


@pytest.fixture(scope="module")
def served(team: Team) -> Iterator[Served]:
    team.ben.run("service", "start")
    try:
        with serving(team.ben) as server:
            yield server
    finally:
        team.ben.run("service", "stop")


def routes(team: Team) -> list[tuple[str, str]]:
    where = places(team.ben.path)
    backend = Backend(ServiceLine(where), "token", {})
    made = make_routes(backend, LibraryView(where), Metrics(), Rules("token", frozenset()))
    return [
        (method, route.path)
        for route in made
        for method in sorted((route.methods or {"GET", "POST"}) & {"GET", "POST"})
    ]


def test_every_address_is_looked_at(served: Served, team: Team) -> None:
    asked = routes(team)
    assert {path for method, path in asked if method == "POST"} == POSTED.keys()
    assert len(asked) > 35
    for method, path in asked:
        for document in (*team.hidden_ids, team.shared_id):
            address = path.replace("{id:number}", str(document))
            for mark, value in FILLED.items():
                address = address.replace(f"{{{mark}}}", value)
            query = QUERIES.get(path, "").format(place=team.shared, shared=team.shared)
            body = json.dumps(POSTED[path]) if method == "POST" else None
            told = (body or "").replace("{shared}", str(team.shared)).encode() or None
            headers = {"Content-Type": "application/json"} if told else {}
            reply = served.ask(method, f"{address}?{query}" if query else address, told, headers)
            text = reply.body.decode("utf-8", "replace")
            tells_nothing(text, (method, address))
            assert reply.status < 500 or "only read it" in text, (method, address, reply)
            if "{id:number}" in path and document in team.hidden_ids:
                assert reply.status in (404, 400, 422), (method, address, reply)
            elif "{id:number}" not in path:
                break


def test_figures_of_the_server(served: Served, team: Team) -> None:
    status = served.get("/api/status").json()["library"]
    assert (status["documents"], len(status["folders"])) == (1, 1)
    assert [one["name"] for one in served.get("/api/folders").json()["folders"]] == [
        "shared-papers"
    ]
    assert served.get("/api/documents").json()["total"] == 1
    drawn = served.get("/api/map").json()
    assert drawn["ids"] == [team.shared_id] and drawn["regions"] == []
    assert drawn["waiting"] == 0 and drawn["named"]
    assert served.get("/api/suggestions").json()["documents"] == 1
    assert served.get(f"/api/documents/{team.shared_id}/summary").json()["quotes"]


def test_agents_are_told_no_more(served: Served, team: Team) -> None:
    headers = {"Accept": "application/json, text/event-stream"}
    client = {"name": "test", "version": "1"}
    about = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": client}
    begun = served.post(
        "/mcp",
        {"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": about},
        headers=headers,
    )
    headers["Mcp-Session-Id"] = begun.headers["mcp-session-id"]
    told = {"jsonrpc": "2.0", "method": "notifications/initialized"}
    assert served.post("/mcp", told, headers=headers).status == 202
    assert TOOLS.keys() == OF_MCP.keys()
    for name, arguments in OF_MCP.items():
        given = {key: value.format(hidden=team.hidden_ids[0]) for key, value in arguments.items()}
        call = POSTED["/mcp"] | {"params": {"name": name, "arguments": given}}
        reply = served.post("/mcp", call, headers=headers)
        assert reply.status == 200 and b"result" in reply.body, reply
        tells_nothing(reply.body.decode(), name)


def test_the_service_of_a_reader_has_nothing_to_write(served: Served, team: Team) -> None:
    status = team.ben.status()
    assert status["doing"] == "resting" and "only read" not in json.dumps(status)
    assert team.ben.finds("gecko")
    tells_nothing((team.ben.path / "service.log").read_text(), "the log")


def test_errors_of_ours_are_all_there_are(bens: Library, team: Team) -> None:
    """What may not be written is said by us, before the server of the database says it."""
    with pytest.raises(LocalDocsError) as raised:
        bens.add(team.shared)
    assert "permission denied" not in raised.value.message
