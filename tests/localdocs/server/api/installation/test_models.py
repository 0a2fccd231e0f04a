"""/api/models: what is here, fetched, chosen and removed, by names alone."""

import json
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from api_support import Api
from file_server import FileServer, served
from gguf_files import loadable_bytes, write_gguf, write_loadable
from paths import ROOT
from server_support import LANGUAGE, serving
from service_support import processes_of, running_service, until

pytestmark = [
    pytest.mark.models,
    pytest.mark.skipif(sys.platform == "win32", reason="signals"),
]

MODEL = "Our Own 3B"
DOWNLOAD = f"/api/models/{quote(MODEL)}/download"

GUARD = """
import os, socket, sys
real = socket.socket.connect
def connect(self, address):
    if self.family != socket.AF_UNIX:
        with open(os.environ["SOCKET_LOG"], "a") as log:
            log.write(" ".join(sys.orig_argv) + "\\n")
    return real(self, address)
socket.socket.connect = connect
"""
"""Notes every process that connects to anything but the service."""


@pytest.fixture(scope="module")
def files() -> Iterator[FileServer]:
    with served(FileServer(loadable_bytes(filling=1 << 19))) as server:
        yield server


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models-server")


@pytest.fixture(scope="module")
def api(place: Path, files: FileServer) -> Iterator[Api]:
    (place / "guard").mkdir()
    (place / "guard" / "sitecustomize.py").write_text(GUARD)
    environment = {
        "HOME": str(place),
        "PYTHONPATH": f"{place / 'guard'}:{ROOT}",
        "SOCKET_LOG": str(place / "sockets.log"),
    }
    with (
        running_service(place, examples=False, **environment) as home,
        serving(home) as server,
    ):
        entry = {"name": MODEL, "file": "our-own-3b.gguf", "url": files.url}
        entry |= {"parameters": 3_000_000_000, "size": len(files.content)}
        (server.home.path / "catalogue.json").write_text(json.dumps([entry]))
        yield Api(server)


@pytest.fixture
def fetched(api: Api) -> Iterator[None]:
    api.post(DOWNLOAD, {"stream": False})
    yield
    api.served.ask("DELETE", f"/api/models/{quote('our-own-3b')}")


def here(models: Any, name: str) -> Any:
    return next((one for one in models["here"] if one["name"] == name), None)


def test_what_comes_along_is_first_and_answers(api: Api) -> None:
    models = api.get("/api/models")
    first = models["here"][0]
    assert first["name"] == models["in_use"] == LANGUAGE and models["problem"] == ""
    assert first["in_use"] and first["answers"] and first["fits"] and not first["removable"]
    assert 0.1 < first["seconds_an_answer"] < 60
    names = [one["name"] for one in models["to_be_had"]]
    assert MODEL in names and len(names) == len(set(names)) > 20
    assert all(one["brings"] and one["words"] for one in models["to_be_had"])


def test_a_larger_model_takes_longer(api: Api) -> None:
    by_name = {one["name"]: one for one in api.get("/api/models")["to_be_had"]}
    small, large = by_name["Qwen2.5 0.5B Instruct"], by_name["Qwen2.5 1.5B Instruct"]
    assert small["seconds_an_answer"] < large["seconds_an_answer"]
    assert small["is_size_known"] and small["size"] == 491_400_032
    unknown = by_name["Gemma 2 2B Instruct"]
    assert not unknown["is_size_known"] and unknown["size"] > 1_000_000_000


def test_one_is_suggested_with_its_reason_and_the_list_says_what_is_of_today(api: Api) -> None:
    models = api.get("/api/models")
    suggestion = models["suggestion"]
    by_name = {one["name"]: one for one in models["to_be_had"]}
    if suggestion is not None:  # a computer may be too slow, or too small
        assert "an answer here" in suggestion["words"] and by_name[suggestion["name"]]["current"]
    granite, orca = by_name["Granite 4.1 3B"], by_name["Orca Mini 3B"]
    assert granite["current"] and granite["instructions"] == 82.3 and granite["thinks"] is False
    assert not orca["current"] and orca["instructions"] is None
    assert by_name[MODEL]["current"], "a person's own list is of today"


def test_nobody_connects_anywhere_until_a_model_is_asked_for(api: Api, place: Path) -> None:
    for path in ("/api/models", "/api/settings", "/api/privacy"):
        api.get(path)
    api.ask("PUT", "/api/models/in-use", {"name": "default"})
    api.ask("DELETE", "/api/models/nothing", status=404)
    assert not (place / "sockets.log").exists()
    api.post(DOWNLOAD, {"stream": False})
    who = (place / "sockets.log").read_text().splitlines()
    assert who and all("fetching_child" in command for command in who)
    api.ask("DELETE", "/api/models/our-own-3b")
    (place / "sockets.log").unlink()


def test_a_model_is_fetched_chosen_and_removed(api: Api, files: FileServer) -> None:
    files.drop_after = [1000]
    events = api.events(DOWNLOAD, {})
    assert events[0] == ("progress", events[0][1]) and events[0][1]["doing"] == "connecting"
    assert {said["doing"] for name, said in events if name == "progress"} <= {
        "connecting",
        "downloading",
        "checking",
    }
    trouble = {said["trouble"] for name, said in events if name == "progress"}
    assert "the connection ended at byte 1,000" in trouble
    name, models = events[-1]
    assert name == "models" and here(models, "our-own-3b")["removable"]
    assert MODEL not in [one["name"] for one in models["to_be_had"]]
    chosen = api.ask("PUT", "/api/models/in-use", {"name": "our-own-3b"})
    assert chosen["in_use"] == "our-own-3b" and here(chosen, "our-own-3b")["in_use"]
    assert not here(chosen, LANGUAGE)["in_use"]
    left = api.ask("DELETE", "/api/models/our-own-3b")
    assert left["in_use"] == LANGUAGE and here(left, "our-own-3b") is None


def test_hanging_up_ends_a_download_which_goes_on_later(
    api: Api, files: FileServer, place: Path
) -> None:
    files.hold = threading.Event()
    before = len(processes_of(api.served.home.path))
    line, reply = api.served.opened("POST", DOWNLOAD, {})
    part = api.served.home.path / "models" / "our-own-3b.gguf.part"
    until(lambda: part.exists() and part.stat().st_size == 1000)
    reply.close()
    line.close()
    until(lambda: len(processes_of(api.served.home.path)) <= before, 10)
    files.hold.set()
    files.hold = None
    came = next(one for one in api.get("/api/models")["to_be_had"] if one["name"] == MODEL)
    assert came["came"] == 1000
    api.post(DOWNLOAD, {"stream": False})
    assert files.requests[-1]["Range"] == "bytes=1000-"
    api.ask("DELETE", "/api/models/our-own-3b")


def test_what_goes_wrong_on_the_way_is_the_last_event(api: Api, files: FileServer) -> None:
    files.statuses += [404]
    name, said = api.events(DOWNLOAD, {})[-1]
    assert name == "error" and "not there any more" in said["error"]["message"]


def test_what_has_come_can_be_thrown_away(api: Api) -> None:
    part = api.served.home.path / "models" / "our-own-3b.gguf.part"
    part.write_bytes(b"GGUF")
    left = api.ask("DELETE", f"/api/models/{quote(MODEL)}")
    assert next(one for one in left["to_be_had"] if one["name"] == MODEL)["came"] == 0
    assert not part.exists()


def test_only_what_is_listed_can_be_named(api: Api, tmp_path: Path, fetched: None) -> None:
    elsewhere = write_gguf(tmp_path / "elsewhere.gguf")
    for name in (str(elsewhere), "../../elsewhere", "config.toml", "", "x" * 400):
        assert api.served.ask("PUT", "/api/models/in-use", {"name": name}).status in (400, 404)
        if name:
            api.ask("DELETE", f"/api/models/{quote(name, safe='')}", status=404)
            api.post(f"/api/models/{quote(name, safe='')}/download", {}, 404)
    assert elsewhere.exists()


def test_models_of_other_programs_are_used_and_not_removed(api: Api, place: Path) -> None:
    other = write_gguf(place / ".cache" / "gpt4all" / "theirs.gguf")
    assert here(api.get("/api/models"), "theirs")["removable"] is False
    assert api.ask("DELETE", "/api/models/theirs", status=409)["error"]["code"] == "not_ours"
    assert other.exists()
    other.unlink()


@pytest.mark.parametrize(
    ("mirror", "begins"), [("https://mirror.test/", "https://mirror.test/"), ("none", "")]
)
def test_addresses_are_those_of_the_mirror(api: Api, mirror: str, begins: str) -> None:
    api.served.home.run("config", "model_mirror", mirror)
    by_name = {one["name"]: one["url"] for one in api.get("/api/models")["to_be_had"]}
    address = by_name["Qwen2.5 0.5B Instruct"]
    assert address.startswith(begins) and bool(address) == bool(begins)
    assert by_name[MODEL].startswith("http://127.0.0.1")
    api.served.home.run("config", "--unset", "model_mirror")


def test_a_namesake_takes_nobodys_place(api: Api, place: Path) -> None:
    others = place / ".cache" / "gpt4all"
    written = [write_gguf(others / f"{name}.gguf") for name in ("Another", LANGUAGE)]
    shown = api.get("/api/models")["here"]
    assert [one["name"] for one in shown] == [LANGUAGE, "Another"] and shown[0]["in_use"]
    for path in written:
        path.unlink()


def test_what_cannot_answer_says_why_and_is_not_chosen(api: Api, place: Path) -> None:
    bad = write_gguf(place / ".cache" / "gpt4all" / "bad.gguf", general__architecture="bert")
    shown = here(api.get("/api/models"), "bad")
    assert shown["answers"] is False and "vectors" in shown["words"]
    api.ask("PUT", "/api/models/in-use", {"name": "bad"}, 400)
    bad.unlink()


def test_what_cannot_be_loaded_is_not_chosen_and_the_reason_is_said(api: Api, place: Path) -> None:
    hollow = write_gguf(place / ".cache" / "gpt4all" / "hollow.gguf")
    refused = api.ask("PUT", "/api/models/in-use", {"name": "hollow"}, 409)["error"]["message"]
    assert "llama.cpp says" in refused and "It was not chosen" in refused
    assert api.get("/api/models")["in_use"] == LANGUAGE
    hollow.unlink()


def test_one_that_does_not_fit_is_not_fetched(api: Api) -> None:
    entry = {"name": "Giant", "file": "giant.gguf", "url": "https://example.org/g"}
    catalogue = api.served.home.path / "catalogue.json"
    before = catalogue.read_text()
    catalogue.write_text(json.dumps([entry | {"size": 10**15}]))
    refused = api.post("/api/models/Giant/download", {}, 400)
    assert refused["error"]["code"] == "model_too_large"
    catalogue.write_text(before)


def test_a_chosen_model_that_is_gone_is_told(api: Api, place: Path) -> None:
    gone = write_loadable(place / ".cache" / "gpt4all" / "gone.gguf")
    api.ask("PUT", "/api/models/in-use", {"name": "gone"})
    gone.unlink()
    models = api.get("/api/models")
    assert models["in_use"] == "gone" and models["problem"]
    assert api.ask("PUT", "/api/models/in-use", {"name": "default"})["problem"] == ""
