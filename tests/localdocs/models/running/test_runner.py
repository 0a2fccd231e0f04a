"""Without llama.cpp everything goes on but the sentences of a language model."""

import importlib.metadata
import sys
from contextlib import closing
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest
from click.testing import CliRunner

from gguf_files import write_gguf
from localdocs.commands.root import cli
from localdocs.doctor import examine
from localdocs.errors import RunnerMissingError
from localdocs.library import Library
from localdocs.models.running import runner, tuning
from localdocs.models.running.language_model import LlamaLanguageModel, LlamaOptions
from localdocs.models.running.quantize import fastest_version

pytestmark = pytest.mark.models

EXAMPLE = Path(__file__).parents[4] / "examples" / "tenancy-agreement.docx"


@pytest.fixture(autouse=True)
def without_runner(monkeypatch: pytest.MonkeyPatch) -> None:
    def not_installed(_name: str) -> str:
        raise PackageNotFoundError

    monkeypatch.setitem(sys.modules, "llama_cpp", None)
    monkeypatch.setattr(importlib.metadata, "version", not_installed)


def test_an_answer_is_in_the_documents_own_words_and_says_why(tmp_path: Path) -> None:
    with Library(tmp_path / "home") as library:
        library.add(EXAMPLE)
        answer = library.ask("How much is the deposit?")
        assert "3,420 euros" in answer.text and answer.citations
        assert answer.notes.count(runner.OWN_WORDS) == 1
        assert runner.OWN_WORDS not in library.ask("How much is the deposit?", False).notes


def test_a_model_that_is_chosen_is_not_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOCALDOCS_HOME", str(tmp_path / "home"))
    hollow = write_gguf(tmp_path / "hollow.gguf")
    assert CliRunner().invoke(cli, ["models", "use", str(hollow)]).exit_code == 0


def test_the_doctor_says_it_once_with_the_remedy(tmp_path: Path) -> None:
    with Library(tmp_path / "home") as library:
        ill = [finding for finding in examine(library) if not finding.healthy]
    assert [(finding.subject, finding.remedy) for finding in ill] == [("llama_cpp", runner.REMEDY)]


def test_a_model_that_is_to_speak_says_what_is_lacking(tmp_path: Path) -> None:
    with (
        closing(LlamaLanguageModel(tmp_path / "some.gguf", "some")) as model,
        pytest.raises(RunnerMissingError, match="not installed") as caught,
    ):
        model.count_tokens(["a word"])
    assert "compiler" in caught.value.remedy


def test_a_model_is_opened_as_is_without_a_measurement(tmp_path: Path) -> None:
    model = tmp_path / "some.gguf"
    model.write_bytes(b"GGUF")
    assert fastest_version(model, tmp_path) == model
    assert tuning.tuned(LlamaOptions(), model, tmp_path) == LlamaOptions()


def test_a_command_that_needs_it_ends_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LOCALDOCS_HOME", str(tmp_path / "home"))
    done = CliRunner().invoke(cli, ["models", "bench"])
    assert done.exit_code == 1
    assert "Error: llama.cpp, which runs language models, is not installed.\n" in done.output
