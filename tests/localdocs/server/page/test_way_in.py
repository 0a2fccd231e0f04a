"""How a browser comes to have a key, and what that is good for."""

import pytest

from api_support import Api
from localdocs.server.page.way_in import ENTRY_SECONDS, WayIn, is_key, new_entry, new_key
from server_support import Served

NOW = 1_800_000_000.0
TOKEN = "the token of this home"


def entered(served: Served, link: str) -> str:
    """The key that a link is good for."""
    _, _, entry = link.partition("#entry=")
    reply = served.post("/api/sessions", {"entry": entry}, token="")
    assert reply.status == 201
    return str(reply.json()["key"])


def test_an_entry_gives_one_key() -> None:
    way_in = WayIn(TOKEN, lambda: NOW)
    entry = new_entry(TOKEN, NOW)
    key = way_in.key_for(entry)
    assert key is not None and is_key(TOKEN, key)
    assert way_in.key_for(entry) is None


def test_an_entry_is_too_old_after_its_time() -> None:
    entry = new_entry(TOKEN, NOW)
    assert WayIn(TOKEN, lambda: NOW + ENTRY_SECONDS).key_for(entry)
    assert WayIn(TOKEN, lambda: NOW + ENTRY_SECONDS + 1).key_for(entry) is None


def test_an_entry_that_was_used_stays_so_for_as_long_as_it_would_be_good() -> None:
    clock = [NOW]
    way_in = WayIn(TOKEN, lambda: clock[0])
    entry = new_entry(TOKEN, NOW)
    assert way_in.key_for(entry)
    for _ in range(3):
        clock[0] += ENTRY_SECONDS / 3
        assert way_in.key_for(entry) is None
        assert way_in.key_for(new_entry(TOKEN, clock[0]))


@pytest.mark.parametrize(
    "made",
    [
        "",
        ".",
        "1900000000-x",
        "1900000000-x.",
        pytest.param(new_entry("another token", NOW), id="another"),
        pytest.param(new_entry(TOKEN, NOW).replace("-", "9-", 1), id="later end than signed"),
        pytest.param(new_key(TOKEN), id="key"),
        pytest.param(new_key(TOKEN).removeprefix("page-"), id="key without its name"),
        "\ud800.\ud800",
        TOKEN,
    ],
)
def test_nothing_else_is_an_entry(made: str) -> None:
    assert WayIn(TOKEN, lambda: NOW).key_for(made) is None


@pytest.mark.parametrize(
    "made",
    [
        "",
        "page-",
        "page-.",
        "page-x.y",
        pytest.param(new_key("another token"), id="another"),
        pytest.param(new_key(TOKEN)[:-1], id="cut"),
        pytest.param(new_key(TOKEN).removeprefix("page-"), id="without its name"),
        pytest.param(f"page-{new_entry(TOKEN, NOW)}", id="entry"),
        TOKEN,
    ],
)
def test_nothing_else_is_a_key(made: str) -> None:
    assert not is_key(TOKEN, made)


def test_a_link_lets_one_in_and_no_second(served: Served) -> None:
    link = served.home.run("open", "--link").stdout.strip()
    assert link.startswith(f"{served.address}/#entry=")
    key = entered(served, link)
    assert served.get("/api/folders", token=key).status == 200
    again = served.post("/api/sessions", {"entry": link.partition("=")[2]}, token="")
    assert (again.status, again.json()["error"]["code"]) == (403, "wrong_entry")


def test_a_key_opens_the_api_alone(served: Served) -> None:
    key = entered(served, served.home.run("open", "--link").stdout.strip())
    assert served.get("/api/status", token=key).status == 200
    for path in ("/v1/models", "/metrics", "/mcp", "/openapi.json"):
        assert served.get(path, token=key).status == 401, path


def test_the_page_and_its_files_want_no_key_and_tell_nothing(served: Served) -> None:
    page = served.get("/", token="")
    assert page.status == 200 and page.headers["content-type"].startswith("text/html")
    policy = page.headers["content-security-policy"]
    assert "unsafe" not in policy and "default-src 'none'" in policy
    assert str(served.home.path).encode() not in page.body
    for name, kind in (("main.js", "text/javascript"), ("style/base.css", "text/css")):
        file = served.get(f"/page/{name}", token="")
        assert file.status == 200 and file.headers["content-type"].startswith(kind)
        etag = {"If-None-Match": file.headers["etag"]}
        assert served.ask("GET", f"/page/{name}", headers=etag, token="").status == 304


@pytest.mark.parametrize(
    "path",
    [
        "/page/",
        "/page/nothing.js",
        "/page/../files.py",
        "/page/%2e%2e/files.py",
        "/page/..%2f..%2fapp.py",
        "/page/%2fetc%2fpasswd",
        "/page/style",
        "/page/main.js%00",
    ],
)
def test_nothing_else_is_a_file_of_the_page(served: Served, path: str) -> None:
    assert served.get(path, token="").status in (401, 404)  # "/page/" is "/page", which is none


def test_nothing_is_kept_where_the_settings_say_so(api: Api) -> None:
    asked = {"question": "How long is the warranty?", "model": "none", "stream": False}
    api.served.home.run("config", "remember_questions", "false")
    try:
        answer = api.post("/api/ask", asked | {"keep": True})
    finally:
        api.served.home.run("config", "remember_questions", "true")
    assert (answer["conversation"], answer["not_kept"]) == (None, "")
