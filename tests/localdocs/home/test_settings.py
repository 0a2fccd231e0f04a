"""Settings: one table, three places, and clear refusals."""

from pathlib import Path

import pytest

from localdocs.errors import SettingsError
from localdocs.home.settings import SETTINGS, Settings, find_setting, parse


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "config.toml"


def test_defaults_have_their_own_type_and_lie_within_their_bounds(path: Path) -> None:
    settings = Settings(path, {})
    for setting in SETTINGS:
        assert settings[setting.name] == parse(setting, setting.default, "default")
        assert type(settings[setting.name]) is type(setting.default)
        assert setting.help.endswith(".")


def test_environment_beats_file_beats_default(path: Path) -> None:
    Settings(path, {}).set("passages", "7")
    assert Settings(path, {}).origin("passages") == (7, "file")
    assert Settings(path, {"LOCALDOCS_PASSAGES": "9"}).origin("passages") == (9, "environment")
    Settings(path, {}).unset("passages")
    assert Settings(path, {}).origin("passages") == (5, "default")


def test_an_option_beats_them_all(path: Path) -> None:
    settings = Settings(path, {"LOCALDOCS_PASSAGES": "9"})
    settings.override("passages", "3")
    assert settings.whole("passages") == 3


def test_the_file_is_private_and_keeps_comments(path: Path) -> None:
    Settings(path, {}).set("seed", "3")
    assert path.stat().st_mode & 0o777 == 0o600
    path.write_text("# mine\n" + path.read_text())
    Settings(path, {}).set("passages", "6")
    assert path.read_text().startswith("# mine")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("passages", "many"),
        ("passages", "0"),
        ("passages", "51"),
        ("passages", "1.5"),
        ("temperature", "hot"),
        ("temperature", "2.1"),
        ("temperature", "nan"),
        ("idle_minutes", "inf"),
        ("passages", "1" * 400),
        ("language_model", "/no/such/file.gguf"),
    ],
)
def test_values_that_a_setting_cannot_take_are_refused(path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        Settings(path, {}).set(name, value)
    assert not path.exists()


def test_unknown_names_are_refused_with_the_nearest_known_one(path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        find_setting("pasages")
    assert "passages" in caught.value.remedy
    path.parent.mkdir(parents=True)
    path.write_text("pasages = 3\n")
    with pytest.raises(SettingsError):
        Settings(path, {})


@pytest.mark.parametrize("content", [b"passages = ", b"\xff\xfe", b"[passages"])
def test_a_file_that_is_no_toml_is_named(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    with pytest.raises(SettingsError, match="not valid TOML"):
        Settings(path, {})
