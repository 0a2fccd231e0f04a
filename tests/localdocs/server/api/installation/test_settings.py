"""/api/settings: shown, changed, and those that no page may change."""

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from api_support import Api
from localdocs.home.settings import PATHS, SETTINGS
from localdocs.server.api.installation.settings import GROUPS, refusal
from server_support import serving
from service_support import running_service

pytestmark = [
    pytest.mark.models,
    pytest.mark.skipif(sys.platform == "win32", reason="signals"),
]


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    place = tmp_path_factory.mktemp("settings-server")
    with (
        running_service(place, examples=False, LOCALDOCS_ANSWER_TOKENS="99") as home,
        serving(home) as server,
    ):
        yield Api(server)


def test_each_setting_has_one_group() -> None:
    grouped = [name for names in GROUPS.values() for name in names]
    assert sorted(grouped) == sorted(setting.name for setting in SETTINGS)


def test_what_is_loaded_and_who_may_ask_is_not_for_a_page() -> None:
    refused = {setting.name for setting in SETTINGS if refusal(setting.name)}
    assert refused >= PATHS | {"model_folder"}
    assert refused >= {setting.name for setting in SETTINGS if setting.name.startswith("serve")}
    assert "localdocs config serve_origins VALUE" in refusal("serve_origins")


def test_all_are_listed_with_help_bounds_and_origin(api: Api) -> None:
    rows = {row["name"]: row for row in api.get("/api/settings")["settings"]}
    assert rows.keys() == {setting.name for setting in SETTINGS}
    passages = rows["passages"]
    assert (passages["kind"], passages["least"], passages["most"]) == ("whole", 1, 50)
    assert (passages["value"], passages["origin"]) == (5, "default") and passages["help"]
    assert rows["ocr"]["kind"] == "truth" and rows["temperature"]["kind"] == "number"
    assert (rows["answer_tokens"]["value"], rows["answer_tokens"]["origin"]) == (99, "environment")


@pytest.mark.parametrize(
    ("name", "value"),
    [("passages", 7), ("temperature", 0.5), ("temperature", 1), ("ocr", False), ("ocr", "no")],
)
def test_one_is_changed_and_unset(api: Api, name: str, value: object) -> None:
    changed = api.ask("PUT", f"/api/settings/{name}", {"value": value})
    assert changed["origin"] == "file" and changed["value"] == (False if name == "ocr" else value)
    written = tomllib.loads((api.served.home.path / "config.toml").read_text())
    assert written[name] == changed["value"]
    assert api.ask("DELETE", f"/api/settings/{name}")["origin"] == "default"


@pytest.mark.parametrize(
    ("name", "value", "status"),
    [
        ("passages", 0, 400),
        ("passages", 51, 400),
        ("passages", "many", 400),
        ("passages", 1.5, 400),
        ("passages", 10**400, 400),
        ("passages", None, 400),
        ("passages", [1], 400),
        ("idle_minutes", "inf", 400),
        ("temperature", "nan", 400),
        ("include_suffixes", "\ud800", 400),
        ("include_suffixes", "x" * 10_001, 400),
        ("ocr", "perhaps", 400),
        ("no_such_setting", 1, 404),
        ("..%2f..%2fconfig", 1, 404),
        ("language_model", "/etc/passwd", 403),
        ("serve_origins", "https://example.org", 403),
        ("answer_tokens", 10, 409),
    ],
)
def test_what_is_off_is_refused_and_changes_nothing(
    api: Api, name: str, value: object, status: int
) -> None:
    file = api.served.home.path / "config.toml"
    before = file.read_bytes() if file.exists() else b""
    reply = api.served.ask("PUT", f"/api/settings/{name}", {"value": value})
    assert reply.status == status, reply.body
    assert (file.read_bytes() if file.exists() else b"") == before


def test_a_value_that_cannot_be_read_is_told_beside_the_others(api: Api) -> None:
    file: Path = api.served.home.path / "config.toml"
    file.write_text("passages = 99\n")
    rows = {row["name"]: row for row in api.get("/api/settings")["settings"]}
    assert "between 1 and 50" in rows["passages"]["problem"] and not rows["ocr"]["problem"]
    assert api.ask("DELETE", "/api/settings/passages")["problem"] == ""
