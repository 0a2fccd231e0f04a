"""Where the server is looked for, and what is said where there is none."""

import json
from pathlib import Path

import pytest
from langchain_localdocs import LocalDocsRetriever, LocalDocsServerError
from langchain_localdocs.server import find_server


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("LOCALDOCS_SERVER", "LOCALDOCS_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LOCALDOCS_HOME", str(tmp_path))
    return tmp_path


def test_the_files_of_the_home_say_where_it_is(home: Path) -> None:
    assert find_server().address == "http://127.0.0.1:4891"
    (home / "server.json").write_text(json.dumps({"address": "http://127.0.0.1:5000"}))
    (home / "server-token").write_text("secret\n")
    assert (find_server().address, find_server().token) == ("http://127.0.0.1:5000", "secret")


def test_no_other_computer_is_shown_the_token_of_this_one(home: Path) -> None:
    (home / "server-token").write_text("secret")
    assert find_server("https://example.org/v1/").token == ""
    assert find_server("https://example.org/v1/").address == "https://example.org"
    assert find_server("https://example.org", "theirs").token == "theirs"


@pytest.mark.usefixtures("home")
def test_that_there_is_no_server_is_said_with_what_starts_it() -> None:
    with pytest.raises(LocalDocsServerError, match="localdocs serve"):
        LocalDocsRetriever(server="http://127.0.0.1:9").invoke("anything")
