"""Which model is suggested: on computers of 2 to 64 GB, and never what is unknown or slow."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from gguf_files import write_gguf, write_loadable
from localdocs.computer.machine import Machine
from localdocs.home.places import Places
from localdocs.home.settings import Settings
from localdocs.models.gguf.facts import CatalogueModel
from localdocs.models.running.tuning_note import write_note
from localdocs.models.shelf.catalogue import Catalogue, load_catalogue
from localdocs.models.shelf.desk import ModelDesk
from localdocs.models.shelf.on_this_computer import open_shelf
from localdocs.models.shelf.suggestion import order, suggest
from localdocs.models.shelf.suitability import Suitability
from localdocs.views import model_choice
from localdocs.views.models import overview_lines, overview_shape, suggestion_lines

GIB = 1 << 30


def computer(gigabytes: int, cores: int, bandwidth: float, a_core: float = 150e9) -> Machine:
    memory = gigabytes * GIB
    return Machine(memory, memory * 3 // 4, cores, bandwidth, cores * a_core)


NETBOOK = computer(2, 2, 8e9, 40e9)
OLD_LAPTOP = computer(4, 2, 15e9)
LAPTOP = computer(8, 4, 40e9)
DESKTOP = computer(16, 8, 60e9)
WORKSTATION = computer(64, 16, 150e9)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModelDesk:
    """A desk on a computer without any models."""
    monkeypatch.setenv("HOME", str(tmp_path))
    where = Places(tmp_path / "home", tmp_path / "cache")
    settings = Settings(where.settings)
    return ModelDesk(open_shelf(settings, where), LAPTOP, settings, where.cache)


@pytest.mark.parametrize(
    ("machine", "name"),
    [
        (NETBOOK, None),
        (OLD_LAPTOP, "Granite 4.0 1B"),
        (LAPTOP, "Qwen3 4B Instruct 2507"),
        (DESKTOP, "Qwen3 4B Instruct 2507"),
        (WORKSTATION, "Granite 4.1 8B"),
    ],
)
def test_one_for_each_computer(desk: ModelDesk, machine: Machine, name: str | None) -> None:
    suggestion = replace(desk, machine=machine).suggested()
    assert (suggestion.model.name if suggestion else None) == name
    if suggestion:
        assert suggestion.verdict.fits and (suggestion.verdict.seconds or 99) <= 30
        assert suggestion.verdict.need.total <= 0.6 * machine.memory


@pytest.mark.parametrize("machine", [NETBOOK, OLD_LAPTOP, LAPTOP, DESKTOP, WORKSTATION])
def test_what_heads_the_list_fits_and_is_quick_if_anything_is(
    desk: ModelDesk, machine: Machine
) -> None:
    rows = [verdict for _, verdict in replace(desk, machine=machine).overview().catalogue]
    felt = [(not verdict.fits, not verdict.quick) for verdict in rows[:40]]
    assert felt == sorted(felt) and rows[0].fits
    late = [it.seconds for it in rows[:40] if it.fits and not it.quick and it.seconds]
    assert late == sorted(late), "of what is slow, what is soonest there comes first"


@pytest.mark.parametrize("machine", [NETBOOK, OLD_LAPTOP, LAPTOP, DESKTOP, WORKSTATION])
def test_the_list_shows_what_fits_and_names_what_is_suggested(
    desk: ModelDesk, machine: Machine
) -> None:
    overview = replace(desk, machine=machine).overview()
    lines = list(overview_lines(overview, everything=False))
    shown = {line.strip().partition("  (")[0] for line in lines if line.startswith("  ")}
    for model, verdict in overview.catalogue:
        assert verdict.fits is (verdict.need.total <= 0.9 * machine.memory), model.name
        assert (model.name in shown) is (model.current and verdict.fits), model.name
    suggested = [line for line in lines if line.startswith("Suggested: ")]
    assert len(suggested) == (overview.suggestion is not None)
    if overview.suggestion:
        assert (
            overview.suggestion.model.name in shown
            and overview.suggestion.model.name in (suggested[0])
        )


def test_a_larger_computer_is_shown_no_less(desk: ModelDesk) -> None:
    fitting = [
        {
            model.name
            for model, verdict in replace(desk, machine=it).overview().catalogue
            if verdict.fits
        }
        for it in (NETBOOK, OLD_LAPTOP, LAPTOP, DESKTOP, WORKSTATION)
    ]
    assert all(less <= more for less, more in pairwise(fitting))
    assert "Qwen3.5 4B" not in fitting[0] and "Qwen3.5 9B" not in fitting[1]
    assert {model.name for model in desk.shelf.catalogue.models} == fitting[-1]


@pytest.mark.parametrize(
    "changed",
    [
        {"licence": "Gemma Terms of Use"},
        {"instructions": None},
        {"thinks": None},
        {"thinks": True},
        {"current": False},
        {"parameters": 600_000_000},
    ],
)
def test_nobody_is_sent_to_what_is_unknown_small_or_under_conditions(
    desk: ModelDesk, changed: dict[str, object]
) -> None:
    known = load_catalogue().get("Granite 4.1 3B")
    verdict = desk.judge_unseen(known)
    chosen = suggest([(known, verdict)], LAPTOP)
    assert chosen and chosen.model is known and chosen.others == 0
    assert suggest([(replace(known, **changed), verdict)], LAPTOP) is None


def test_one_that_may_think_is_suggested_since_it_answers_at_once(desk: ModelDesk) -> None:
    for name in ("Qwen3 1.7B", "SmolLM3 3B"):
        only = Catalogue((load_catalogue().get(name),))
        suggestion = replace(desk, shelf=replace(desk.shelf, catalogue=only)).suggested()
        assert suggestion and suggestion.model.name == name
    always = Catalogue((load_catalogue().get("DeepSeek R1 Distill Qwen 1.5B"),))
    assert replace(desk, shelf=replace(desk.shelf, catalogue=always)).suggested() is None


def test_what_does_not_leave_memory_to_others_is_not_suggested(desk: ModelDesk) -> None:
    small = replace(desk, machine=replace(DESKTOP, memory=4 * GIB))
    suggestion = small.suggested()
    assert suggestion and suggestion.model.name in {"Granite 4.1 3B", "Granite 4.0 1B"}


def test_without_measures_nothing_is_suggested(desk: ModelDesk) -> None:
    assert replace(desk, machine=replace(LAPTOP, computing=0.0)).suggested() is None
    empty = replace(desk.shelf, catalogue=Catalogue(()))
    assert replace(desk, shelf=empty).suggested() is None


def test_what_is_here_is_judged_by_how_fast_it_ran(desk: ModelDesk) -> None:
    suggestion = desk.suggested()
    assert suggestion and suggestion.model.name == "Qwen3 4B Instruct 2507" and not suggestion.here
    file = write_gguf(desk.shelf.folder / suggestion.model.file)
    write_note(file, desk.cache, {"prompt_speed": 100.0, "reply_speed": 10.0})
    measured = desk.suggested()
    assert measured and measured.model is suggestion.model and measured.here
    assert measured.verdict.seconds == pytest.approx(800 / 100 + 120 / 10)
    write_note(file, desk.cache, {"prompt_speed": 10.0, "reply_speed": 1.0})
    other = desk.suggested()
    assert other and other.model.name == "Granite 4.1 3B", "it was slow here"


def test_what_is_in_use_is_not_suggested_anew(desk: ModelDesk) -> None:
    suggestion = desk.suggested()
    assert suggestion and not suggestion.in_use
    write_note(
        write_loadable(desk.shelf.folder / suggestion.model.file),
        desk.cache,
        {"prompt_speed": 100.0, "reply_speed": 10.0},
    )
    desk.use(suggestion.model.name, force=False)
    overview = desk.overview()
    assert overview.suggestion and overview.suggestion.in_use
    assert "Suggested:" not in "\n".join(overview_lines(overview, everything=False))
    assert overview_shape(overview)["suggestion"] is None
    assert list(suggestion_lines(overview.suggestion, ""))[-1] == "It is in use."
    assert model_choice.choice_shape(overview.suggestion) is None


def test_each_model_is_judged_once(desk: ModelDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    judged: list[str] = []
    real = ModelDesk.judge_unseen

    def noted(self: ModelDesk, model: CatalogueModel) -> Suitability:
        judged.append(model.name)
        return real(self, model)

    monkeypatch.setattr(ModelDesk, "judge_unseen", noted)
    assert desk.overview().suggestion
    assert sorted(judged) == sorted(model.name for model in desk.shelf.catalogue.models)


def test_the_best_known_comes_first_of_what_is_quick(desk: ModelDesk) -> None:
    verdict = desk.judge_unseen(load_catalogue().get("Granite 4.0 1B"))
    assert order(verdict, 80.0) < order(verdict, 60.0) < order(verdict, None)
    slow = replace(verdict, seconds=50.0)
    assert order(verdict, None) < order(slow, 90.0), "what is quick goes before what is slow"
