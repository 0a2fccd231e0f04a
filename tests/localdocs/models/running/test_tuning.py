"""How to run a model here: what is measured, chosen, kept, and used."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from localdocs.commands.models.bench import bench
from localdocs.errors import ModelError
from localdocs.models.running import tuning
from localdocs.models.running.language_model import LlamaOptions
from localdocs.models.running.tuning import Trial, measure, tuned
from localdocs.models.running.tuning_note import Speeds, measured_speeds
from localdocs.models.shelf.defaults import find_language_model

PLAIN = LlamaOptions(context_tokens=1024)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "model.gguf"
    path.write_bytes(b"GGUF")
    return path


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tuning, "is_quiet", lambda: True)


def speeds_of(monkeypatch: pytest.MonkeyPatch, quick: str, prompt_speed: float = 200.0) -> None:
    """A computer on which one of the ways is quicker."""

    def trial(label: str, model: Path, options: LlamaOptions) -> Trial:
        return Trial(label, options, prompt_speed if label == quick else 100.0, 10.0, 1.0)

    monkeypatch.setattr(tuning, "_trial", trial)


def test_nothing_measured_changes_nothing(model: Path, tmp_path: Path) -> None:
    assert tuned(PLAIN, model, tmp_path) == PLAIN


@pytest.mark.usefixtures("quiet")
def test_what_is_clearly_quicker_is_kept_for_this_file(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    speeds_of(monkeypatch, "batch 1024")
    *_, last = measure(model, tmp_path, PLAIN)
    assert last.chosen and last.label == "batch 1024"
    assert tuned(PLAIN, model, tmp_path) == replace(PLAIN, batch_tokens=1024)
    assert tuned(replace(PLAIN, threads=3), model, tmp_path).threads == 3
    model.write_bytes(b"GGUF, another")
    assert tuned(PLAIN, model, tmp_path) == PLAIN


@pytest.mark.usefixtures("quiet")
def test_how_fast_the_best_way_was_is_kept(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert measured_speeds(model, tmp_path) is None
    speeds_of(monkeypatch, "batch 1024")
    list(measure(model, tmp_path, PLAIN))
    assert measured_speeds(model, tmp_path) == Speeds(read=200.0, written=10.0)
    (kept,) = (tmp_path / "tuning").iterdir()
    for damage in ("[]", '{"prompt_speed": "fast"}', '{"prompt_speed": 1, "reply_speed": 1e-9}'):
        kept.write_text(damage)
        assert measured_speeds(model, tmp_path) is None


@pytest.mark.usefixtures("quiet")
def test_what_may_be_chance_is_not(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    speeds_of(monkeypatch, "batch 1024", prompt_speed=103.0)
    *_, last = measure(model, tmp_path, PLAIN)
    assert last.label == "as it comes"
    assert tuned(PLAIN, model, tmp_path) == PLAIN


def test_on_a_busy_computer_nothing_is_kept(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tuning, "is_quiet", lambda: False)
    speeds_of(monkeypatch, "batch 1024")
    assert not any(trial.chosen for trial in measure(model, tmp_path, PLAIN))
    assert tuned(PLAIN, model, tmp_path) == PLAIN


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize("damage", ["", "{", "[]", '{"threads": 2}'])
def test_what_was_kept_may_be_damaged(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    speeds_of(monkeypatch, "batch 256")
    list(measure(model, tmp_path, PLAIN))
    (kept,) = (tmp_path / "tuning").iterdir()
    kept.write_text(damage)
    assert tuned(PLAIN, model, tmp_path) == PLAIN


def test_a_model_that_cannot_be_run_is_an_error(model: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        list(measure(model, tmp_path, PLAIN))


@pytest.mark.models
def test_a_trial_has_figures(tmp_path: Path) -> None:
    trial = tuning._trial("real", find_language_model(tmp_path).path, PLAIN)
    assert trial.prompt_speed > 1 and trial.reply_speed > 1 and trial.load_seconds > 0
    assert trial.seconds == pytest.approx(500 / trial.prompt_speed + 60 / trial.reply_speed)


@pytest.mark.models
@pytest.mark.usefixtures("quiet")
def test_the_command_shows_what_was_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCALDOCS_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LOCALDOCS_CACHE", str(tmp_path / "cache"))
    speeds_of(monkeypatch, "batch 256")
    plain = CliRunner().invoke(bench, [])
    assert plain.exit_code == 0, plain.output
    assert "used from now on: batch 256" in plain.stdout.splitlines()[-1]
    shown = json.loads(CliRunner().invoke(bench, ["--json"]).stdout)
    assert [trial["chosen"] for trial in shown["trials"]][-1] is True
    assert shown["trials"][-1]["batch_tokens"] == 256
    monkeypatch.setattr(tuning, "is_quiet", lambda: False)
    assert "busy" in CliRunner().invoke(bench, []).stdout.splitlines()[-1]
