"""Who may ask the server: every case is one by which another local server was broken into."""

import socket
import sys

import pytest

from localdocs.server.http.guard import loopback_hosts
from server_support import Served

pytestmark = [
    pytest.mark.models,
    pytest.mark.skipif(sys.platform == "win32", reason="signals"),
]

OPENED = ("/v1/models", "/v1/models/localdocs", "/v1/none")


def raw(served: Served, *lines: str) -> str:
    """What the server says to lines that no client would send."""
    with socket.create_connection(("127.0.0.1", served.port), 10) as line:
        line.sendall("\r\n".join([*lines, "Connection: close", "", ""]).encode())
        with line.makefile("rb") as said:
            return said.read().decode()


def test_health_tells_everyone_that_it_is_there_and_nothing_else(served: Served) -> None:
    reply = served.get("/health", token="")
    assert reply.status == 200
    assert set(reply.json()) == {"status", "name", "version"}


def test_a_browser_that_wants_an_icon_is_told_of_none(served: Served) -> None:
    """It asks by itself, without a token."""
    reply = served.get("/favicon.ico", token="")
    assert (reply.status, reply.body) == (204, b"")
    assert served.get("/favicon.ico/x", token="").status == 401


@pytest.mark.parametrize("path", OPENED)
@pytest.mark.parametrize("token", ["", "wrong", "Bearer"])
def test_without_the_token_nothing_is_told(served: Served, path: str, token: str) -> None:
    reply = served.get(path, token=token)
    assert reply.status == 401
    assert reply.json()["error"]["type"] == "authentication_error"


@pytest.mark.parametrize("head", ["bearer {token}", "BEARER  {token}", "{token}"])
def test_the_word_before_the_token_may_be_written_as_one_likes(served: Served, head: str) -> None:
    """RFC 9110, 11.1: in any case."""
    sent = {"Authorization": head.format(token=served.token)}
    assert served.get("/v1/models", token="", headers=sent).status == 200


def test_two_tokens_are_none(served: Served) -> None:
    said = raw(
        served,
        "GET /v1/models HTTP/1.1",
        f"Host: 127.0.0.1:{served.port}",
        f"Authorization: Bearer {served.token}",
        "Authorization: Bearer other",
    )
    assert " 401 " in said and "There are two tokens" in said
    both = {"X-Api-Key": served.token}
    assert "There are two tokens" in served.get("/v1/models", headers=both).body.decode()


def test_an_empty_token_is_none(served: Served) -> None:
    """Programs send the header of a key that nobody has filled in."""
    said = raw(
        served,
        "GET /v1/models HTTP/1.1",
        f"Host: 127.0.0.1:{served.port}",
        f"Authorization: Bearer {served.token}",
        "X-Api-Key:",
    )
    assert " 200 " in said
    key = {"X-Api-Key": served.token}
    assert served.get("/v1/models", token="", headers=key).status == 200


def test_a_slash_at_the_end_changes_nothing(served: Served) -> None:
    """It was an unknown model, or a redirection without a body."""
    for path in (
        "/v1/models/",
        "//v1//models//",
        "/v1/models/localdocs/",
        "/health/",
        "/api/folders/",
    ):
        assert served.get(path).body == served.get(path.replace("//", "/").rstrip("/")).body
    asked = {"model": "none", "messages": [{"role": "user", "content": "Hello"}]}
    assert served.post("/v1/chat/completions/", asked).json()["error"]["code"] == "model_not_found"
    assert served.get("/page").status == 404


@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "127.0.0.1:1", "", "::1"])
def test_a_name_that_was_made_to_lead_here_is_refused(served: Served, host: str) -> None:
    """DNS rebinding: CVE-2024-28224, CVE-2025-66416, CVE-2025-66414."""
    for path in (*OPENED, "/health"):
        reply = served.get(path, headers={"Host": host.format(port=served.port) or " "})
        assert reply.status in (400, 421), (path, host)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])
def test_its_own_names_are_taken(served: Served, host: str) -> None:
    assert served.get("/v1/models", headers={"Host": f"{host}:{served.port}"}).status == 200


def test_a_number_of_ipv6_stands_in_brackets() -> None:
    """A server at such an address knew itself as "fd00::7:4891", which nobody writes."""
    hosts = loopback_hosts(4891, ["FD00::7", "[fe80::1]", "desk"])
    assert {"[::1]:4891", "[fd00::7]:4891", "[fe80::1]:4891", "desk:4891"} <= hosts
    assert "[::1]" not in hosts and "[fd00::7]" in loopback_hosts(443, ["fd00::7"])


def test_two_hosts_are_none(served: Served) -> None:
    said = raw(
        served,
        "GET /v1/models HTTP/1.1",
        f"Host: 127.0.0.1:{served.port}",
        "Host: evil.example",
        f"Authorization: Bearer {served.token}",
    )
    assert " 400 " in said or " 421 " in said


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "file://", "http://localhost:1"])
@pytest.mark.parametrize("path", [*OPENED, "/health"])
def test_pages_of_others_may_not_ask_even_with_the_token(
    served: Served, origin: str, path: str
) -> None:
    """CVE-2025-49596, CVE-2026-2611: one route forgotten is all routes open."""
    reply = served.get(path, headers={"Origin": origin})
    assert reply.status == 403
    assert "access-control-allow-origin" not in reply.headers


def test_an_origin_that_was_named_may_ask(served: Served) -> None:
    headers = {"Origin": "app://obsidian.md"}
    reply = served.get("/v1/models", headers=headers)
    assert reply.status == 200
    assert reply.headers["access-control-allow-origin"] == "app://obsidian.md"
    asked = {
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type,x-stainless-lang",
    }
    preflight = served.ask("OPTIONS", "/v1/chat/completions", headers=headers | asked, token="")
    assert preflight.status == 204
    assert "Authorization" in preflight.headers["access-control-allow-headers"]


def test_two_origins_are_none(served: Served) -> None:
    said = raw(
        served,
        "GET /v1/models HTTP/1.1",
        f"Host: 127.0.0.1:{served.port}",
        f"Authorization: Bearer {served.token}",
        "Origin: app://obsidian.md",
        "Origin: https://evil.example",
    )
    assert " 403 " in said and "access-control-allow-origin" not in said


def test_a_form_of_a_website_is_no_request(served: Served) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", ""):
        reply = served.post("/v1/chat/completions", b"{}", headers={"Content-Type": kind})
        assert reply.status == 415, kind


@pytest.mark.parametrize(
    "path",
    ["/../etc/passwd", "/v1/../../etc/passwd", "/windows/win.ini", "/%2e%2e/%2e%2e/etc/passwd"],
)
def test_no_path_leads_to_a_file(served: Served, path: str) -> None:
    """CVE-2026-28414 and its like."""
    assert served.get(path).status == 404


def test_bodies_are_bounded(served: Served) -> None:
    said = raw(
        served,
        "POST /v1/chat/completions HTTP/1.1",
        f"Host: 127.0.0.1:{served.port}",
        f"Authorization: Bearer {served.token}",
        "Content-Type: application/json",
        f"Content-Length: {100 << 20}",
    )
    assert " 413 " in said


def test_a_body_that_says_not_how_long_it_is_ends_too(served: Served) -> None:
    with socket.create_connection(("127.0.0.1", served.port), 30) as line:
        head = [
            "POST /v1/chat/completions HTTP/1.1",
            f"Host: 127.0.0.1:{served.port}",
            f"Authorization: Bearer {served.token}",
            "Content-Type: application/json",
            "Transfer-Encoding: chunked",
        ]
        line.sendall("\r\n".join([*head, "", ""]).encode())
        block = b"100000\r\n" + b" " * (1 << 20) + b"\r\n"
        try:
            for _ in range(20):
                line.sendall(block)
        except OSError:
            return  # it hung up, which is an answer too
        with line.makefile("rb") as said:
            assert b" 413 " in said.readline()


def test_json_nested_too_deeply_is_refused(served: Served) -> None:
    deep = b"[" * 500_000 + b"]" * 500_000
    reply = served.post("/v1/chat/completions", deep)
    assert reply.status == 400
    body = b'{"model":"localdocs","messages":' + deep + b"}"
    assert served.post("/v1/chat/completions", body).status == 400


def test_every_reply_says_how_it_may_be_used(served: Served) -> None:
    for reply in (served.get("/health"), served.get("/v1/none"), served.get("/x", token="")):
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert reply.headers["cache-control"] == "no-store"
        assert "default-src 'none'" in reply.headers["content-security-policy"]
