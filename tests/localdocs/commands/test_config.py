"""``localdocs config`` where a setting is wrong."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from localdocs.commands.root import cli


@pytest.fixture(autouse=True)
def wrong_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCALDOCS_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALDOCS_PASSAGES", "many")


def config(*words: str) -> Result:
    return CliRunner().invoke(cli, ["config", *words])


def test_the_others_are_shown_all_the_same() -> None:
    run = config()
    assert run.exit_code == 0
    assert "many" in run.stderr and "seed = 0  (default)" in run.stdout
    assert "passages =" not in run.stdout


def test_who_asks_for_it_is_told() -> None:
    assert config("passages").exit_code == 2
    assert config("seed").stdout.startswith("seed = 0  (default)\n    ")


def test_a_program_is_told_in_any_case() -> None:
    run = config("--json")
    assert run.exit_code == 2
    assert "many" in json.loads(run.stdout)["error"]
