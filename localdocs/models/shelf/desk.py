"""What a person does with models: judged by this computer, fetched, chosen, removed, checked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from localdocs.computer.machine import Machine, this_machine
from localdocs.errors import LocalDocsError, ModelDamagedError, PathError
from localdocs.home.places import Places
from localdocs.home.settings import Settings
from localdocs.models.fetching.arriving import Listener
from localdocs.models.fetching.receipts import read_receipt
from localdocs.models.gguf.facts import CatalogueModel, LocalModel, MemoryNeed, Unusable
from localdocs.models.gguf.memory import memory_need, memory_need_of
from localdocs.models.running.runner import has_runner
from localdocs.models.running.tuning_note import Speeds, measured_speeds
from localdocs.models.shelf.defaults import DEFAULT_LANGUAGE_MODEL
from localdocs.models.shelf.finding import DEFAULT
from localdocs.models.shelf.found import look_at
from localdocs.models.shelf.locations import OURS
from localdocs.models.shelf.on_this_computer import Shelf, Unfinished, open_shelf
from localdocs.models.shelf.speed import parameters_asked
from localdocs.models.shelf.suggestion import Suggestion, order, suggest
from localdocs.models.shelf.suitability import (
    JudgedHere,
    JudgedKnown,
    Suitability,
    refuse_too_large,
    suitability,
)
from localdocs.reports import Finding


@dataclass(frozen=True, slots=True)
class Overview:
    """All that ``models list`` shows. ``in_use`` is None for the model that comes along."""

    machine: Machine
    in_use: Path | None
    local: JudgedHere
    unusable: Sequence[Unusable]
    unfinished: Sequence[Unfinished]
    catalogue: JudgedKnown
    """Those that are not on this computer."""
    suggestion: Suggestion | None


@dataclass(frozen=True, slots=True)
class ModelDesk:
    """The shelf, this computer, the settings that choose, and where it is kept what was measured of
    models."""

    shelf: Shelf
    machine: Machine
    settings: Settings
    cache: Path

    def judge(self, local: LocalModel) -> Suitability:
        """How a file suits this computer, with the context of the settings."""
        need = memory_need(local.facts, self.settings.whole("context_tokens"))
        asked, measured = parameters_asked(local.facts), measured_speeds(local.path, self.cache)
        return self._suits(need, asked, local.facts.parameters, measured)

    def judge_unseen(self, model: CatalogueModel) -> Suitability:
        """How a model of the catalogue would suit it, as far as one can say."""
        asked = parameters_asked(model) if model.kind == "language" else 0
        return self._suits(memory_need_of(model), asked, model.parameters)

    def suggested(self) -> Suggestion | None:
        """The model of the catalogue to get for this computer, or to use if it is here."""
        return self.overview().suggestion

    def judged(self) -> tuple[JudgedHere, tuple[Unusable, ...]]:
        """All models on this computer, what suits it best first, and what cannot be used."""
        found = self.shelf.found()
        judged = [(local, self.judge(local)) for local in found.models]
        judged.sort(key=lambda row: order(row[1], self._follows(row[0].path.name)))
        return judged, found.unusable

    def overview(self) -> Overview:
        """What is here and what is to be had: what fits and is quick first, and of that what
        follows instructions best, as far as one knows."""
        judged, unusable = self.judged()
        verdicts = {local.path.name: verdict for local, verdict in reversed(judged)}
        models, in_use = self.shelf.catalogue.models, self._in_use()
        here = [(it, verdicts[it.file]) for it in models if it.file in verdicts]
        rest = [(it, self.judge_unseen(it)) for it in models if it.file not in verdicts]
        rest.sort(key=lambda row: (row[0].kind != "language", order(row[1], row[0].instructions)))
        suggestion = suggest([*here, *rest], self.machine)
        if suggestion and (file := suggestion.model.file) in verdicts:
            is_in_use = in_use is not None and in_use.name == file
            suggestion = replace(suggestion, here=True, in_use=is_in_use)
        unfinished = self.shelf.unfinished()
        return Overview(self.machine, in_use, judged, unusable, unfinished, rest, suggestion)

    def answers(self, path: Path) -> bool:
        """Whether the model in a file writes text, and does not only make vectors."""
        return isinstance(look_at(path, OURS), LocalModel)

    def pull(self, name: str, source: Path | None, listener: Listener, *, force: bool) -> Path:
        """Fetch a model, from ``source`` if there is one; where it lies then.

        Raises ModelTooLargeError unless ``force``.
        """
        if source is not None:
            file = self.shelf.lies_at(name, source.expanduser())
            there = look_at(file, OURS)
            if not force and isinstance(there, LocalModel):
                refuse_too_large(name, self.judge(there), self.machine)
            return self.shelf.take(name, file, listener)
        _refuse_file(name)
        model = self.shelf.catalogue.get(name)
        if not force:
            refuse_too_large(model.name, self.judge_unseen(model), self.machine)
        return self.shelf.pull(model, listener)

    def use(self, name: str, *, force: bool) -> Path | None:
        """Let a model answer; its file, None for the one that comes along. It is loaded once before
        it is chosen, unless ``force``: a sound head tells little of what stands behind it.

        Raises ModelMissingError, ModelUnsupportedError, and unless ``force`` ModelTooLargeError and
        ModelDamagedError; the model of before goes on then.
        """
        if is_default(name):
            use_default(self.settings)
            return None
        local = self.shelf.get(name)
        if not force:
            refuse_too_large(local.name, self.judge(local), self.machine)
        path = local.path.absolute()
        self.settings.check("language_model", str(path))
        if not force:
            self._check_loads(local)
        self.settings.set("language_model", str(path))
        return path

    def remove(self, name: str) -> Path:
        """Delete a model that was fetched. If it was in use, the default is from now on."""
        path, in_use = self.shelf.remove(name), self._in_use()
        if in_use == path:
            self.settings.unset("language_model")
        return path

    def remove_fetched(self) -> tuple[Path, ...]:
        """Delete all models that were fetched, and what has come of others."""
        names = self.shelf.fetched()
        return tuple(self.remove(name) for name in names)

    def verify(self, name: str | None) -> Iterator[Finding]:
        """Check a model, or all in our folder."""
        if name is not None:
            yield self._verified(self.shelf.get(name))
            return
        found = self.shelf.installed()
        for local in found.models:
            yield self._verified(local)
        for it in found.unusable:
            fetched = read_receipt(it.path)  # an embedding model may be whole, and not answer
            yield self._verified(it) if fetched else Finding(it.name, False, it.reason, it.remedy)
        if not found.models and not found.unusable:
            yield Finding(OURS, True, f"There are no models in {self.shelf.folder}.")

    def _check_loads(self, local: LocalModel) -> None:
        """Raise ModelDamagedError for a file that llama.cpp, where it is installed, cannot load."""
        if not has_runner():
            return
        # Here, since it takes a while to import, and few choose a model.
        from localdocs.models.running.language_model import check_loads

        try:
            check_loads(local.path, local.name)
        except ModelDamagedError as error:
            in_use = self._in_use()
            raise ModelDamagedError(
                f"{error.message} It was not chosen: answers come from "
                f"{in_use.name if in_use else DEFAULT_LANGUAGE_MODEL} as before.",
                "Get the file again, or take another model: localdocs models list",
            ) from None

    def _verified(self, file: LocalModel | Unusable) -> Finding:
        try:
            return Finding(file.name, True, f"{self.shelf.verify(file.path)}.")
        except LocalDocsError as error:
            return Finding(file.name, False, error.message, error.remedy)

    def _suits(
        self, need: MemoryNeed, asked: int, parameters: int, measured: Speeds | None = None
    ) -> Suitability:
        share = asked / parameters if asked and parameters else 1.0
        return suitability(need, self.machine, parameters=asked, share=share, measured=measured)

    def _follows(self, file: str) -> float | None:
        """How many instructions the model of that file follows, where the catalogue knows it."""
        known = self.shelf.catalogue.find(file)
        return known.instructions if known else None

    def _in_use(self) -> Path | None:
        named = self.settings.text("language_model")
        return Path(named).expanduser().absolute() if named else None


def _refuse_file(name: str) -> None:
    """Raise PathError where a person names a file that is here already, and need not be fetched."""
    path = Path(name).expanduser()
    if path.is_file():
        raise PathError(
            f"{path} is a file of this computer, and need not be fetched.",
            f"Let it answer where it is: localdocs models use '{name}'. To copy it to your models: "
            f"localdocs models pull '{path.stem}' --from '{name}'",
        )


def is_default(name: str) -> bool:
    """Whether a person means the model that comes along."""
    return name in (DEFAULT, DEFAULT_LANGUAGE_MODEL)


def use_default(settings: Settings) -> None:
    """Let the model that comes along answer from now on: the way back, which needs neither a
    catalogue nor a look at the models that are here."""
    settings.unset("language_model")


def open_desk(places: Places) -> ModelDesk:
    """The desk of an installation. Raises SettingsError, CatalogueError."""
    settings = Settings(places.settings)
    machine = this_machine(places.cache)
    return ModelDesk(open_shelf(settings, places), machine, settings, places.cache)
