"""Running the server: the port, the token, and the service that runs it."""

import json
import stat
import sys
from pathlib import Path

import pytest

from localdocs.errors import UsageError
from localdocs.home.places import places
from localdocs.server.running.record import announced, running_server
from localdocs.server.running.serving import Listen, check
from server_support import LANGUAGE, Served, open_files, serving
from service_support import Home, kill, processes_of, until

pytestmark = [
    pytest.mark.models,
    pytest.mark.skipif(sys.platform == "win32", reason="signals and /proc"),
]


def test_a_second_server_says_who_has_the_port(served: Served) -> None:
    run = served.home.run("serve", "--port", str(served.port), code=1)
    assert "localdocs" in run.stderr and "serves there already" in run.stderr
    assert "--port" in run.stderr


def test_a_second_server_of_a_home_leaves_the_first_where_it_is_found(served: Served) -> None:
    record = served.home.path / "server.json"
    first = record.read_text()
    assert json.loads(first) == {"pid": served.pid, "address": served.address}
    with serving(served.home) as second:
        assert second.get("/health").status == 200
        assert record.read_text() == first
    assert record.read_text() == first


def test_a_second_server_takes_the_place_of_one_that_was_killed(tmp_path: Path) -> None:
    """What was told was the address of the first one, of which nothing was left."""
    home, where = Home(tmp_path), places(tmp_path / "home")
    with serving(home) as first, serving(home) as second:
        assert running_server(where) == first.address
        kill(first.pid)
        until(lambda: first.pid not in processes_of(home.path), 5)
        until(lambda: running_server(where) == second.address, 10)
    assert not where.server.exists()


@pytest.mark.parametrize(
    "left", ['{"pid": 1, "address": "http://127.0.0.1:9"}', "[]", '{"pid": 1e99}', "{"]
)
def test_the_place_of_a_server_that_is_gone_is_taken(tmp_path: Path, left: str) -> None:
    where = places(tmp_path)
    where.server.write_text(left)
    with announced(where, "http://127.0.0.1:1"):
        assert json.loads(where.server.read_text())["address"] == "http://127.0.0.1:1"
    assert not where.server.exists()


def test_the_token_is_its_owners_alone(served: Served) -> None:
    path = served.home.path / "server-token"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text() == served.token
    path.chmod(0o644)
    try:
        run = served.home.run("serve", "--show-token", code=1)
        assert "Others can read" in run.stderr
    finally:
        path.chmod(0o600)


def test_another_address_is_only_taken_in_so_many_words() -> None:
    file = Path(__file__)
    for listen in (
        Listen(address="0.0.0.0"),
        Listen(address="192.168.1.2"),
        Listen(address="0.0.0.0", certificate=file),
    ):
        with pytest.raises(UsageError):
            check(listen)
    check(Listen(address="0.0.0.0", without_tls=True))
    check(Listen(address="0.0.0.0", certificate=file, key=file))
    check(Listen())


@pytest.mark.parametrize(
    "origin", ["*", "evil", "https://", "https://a.example/b", "null", "a b://c"]
)
def test_what_is_no_origin_is_said(tmp_path: Path, origin: str) -> None:
    """It was taken without a word, and let nobody in."""
    with pytest.raises(UsageError, match="is no origin that can be named"):
        check(Listen(origins=(origin,)))
    check(Listen(origins=("app://obsidian.md", "https://a.example:8443/", "http://[::1]:3000")))


def test_another_name_of_no_model_is_refused(tmp_path: Path) -> None:
    """It stood in the list of models, and was unknown."""
    home = Home(tmp_path)
    run = home.run("serve", "--port", "0", "--alias", "bad", "nope", code=2)
    assert "there is no such model" in run.stderr and not processes_of(home.path)
    with serving(home, "--alias", "gone", "localdocs/none", "--alias", "here", LANGUAGE) as served:
        names = [model["id"] for model in served.get("/v1/models").json()["data"]]
        assert "here" in names and "gone" not in names


@pytest.mark.parametrize("content", ["no certificate", ""])
def test_what_is_wrong_with_tls_is_said_before_anything_else(tmp_path: Path, content: str) -> None:
    """The address was told first; then came a traceback."""
    home, file = Home(tmp_path), tmp_path / "cert.pem"
    file.write_text(content)
    words = ("--port", "0", "--certificate", str(file), "--key", str(file))
    run = home.run("serve", *words, code=2)
    assert not run.stdout and "Traceback" not in run.stderr
    assert "TLS does not work with" in run.stderr and "cert.pem" in run.stderr
    assert not processes_of(home.path)


def test_it_starts_a_service_and_takes_it_along(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with serving(home) as served:
        assert home.status()["running"]
        reply = served.post("/v1/embeddings", {"model": "all-MiniLM-L6-v2", "input": "a text"})
        assert len(reply.json()["data"][0]["embedding"]) == 384
    until(lambda: not processes_of(home.path), 10)


def test_a_service_that_went_away_is_started_again(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with serving(home) as served:
        home.run("service", "stop")
        assert served.get("/v1/models").status == 200
    until(lambda: not processes_of(home.path), 10)


def test_the_service_runs_it_where_the_settings_say_so(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.path.mkdir()
    (home.path / "config.toml").write_text("serve = true\nserve_port = 0\n")
    home.run("service", "start")
    try:
        until(lambda: bool(home.status()["server"]))
        shown = home.run("service", "status").stdout
        assert "HTTP server: http://127.0.0.1:" in shown
    finally:
        home.run("service", "stop")
    until(lambda: not processes_of(home.path), 10)


def test_where_its_port_is_taken_the_service_says_so(served: Served, tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.path.mkdir()
    (home.path / "config.toml").write_text(f"serve = true\nserve_port = {served.port}\n")
    home.run("service", "start")
    try:
        until(lambda: bool(home.status()["hints"]))
        assert "serves there already" in home.status()["hints"][0]
    finally:
        home.run("service", "stop")


def test_streams_that_are_dropped_leave_nothing(served: Served) -> None:
    body = {
        "model": "localdocs",
        "stream": True,
        "messages": [{"role": "user", "content": "How long is the notice period?"}],
        "localdocs": {"model": "none"},
    }
    served.post("/v1/chat/completions", body)
    before, processes = open_files(served.pid), len(processes_of(served.home.path))
    for _ in range(50):
        line, reply = served.opened("POST", "/v1/chat/completions", body)
        reply.close()
        line.close()
    until(lambda: open_files(served.pid) <= before)
    assert len(processes_of(served.home.path)) <= processes + 1  # one more for searches
    assert served.post("/v1/chat/completions", body).status == 200
