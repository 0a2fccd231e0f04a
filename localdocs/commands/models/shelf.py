"""The commands of ``localdocs models`` that find, fetch, choose and look into models."""

import sys
from dataclasses import asdict
from itertools import tee
from pathlib import Path

import click

from localdocs.commands.opened import OpenedLibrary, opened_library, opened_terminal
from localdocs.commands.options import force_option, json_option
from localdocs.errors import UsageError
from localdocs.home.places import places
from localdocs.home.settings import Settings
from localdocs.models.shelf.desk import ModelDesk, is_default, open_desk, use_default
from localdocs.models.shelf.finding import settled_embedder
from localdocs.models.shelf.suitability import choose
from localdocs.reports import ProgressListener, Report
from localdocs.terminal.progress import transfer_progress
from localdocs.views.findings import finding_lines, findings_shape
from localdocs.views.folders import report_lines, report_shape
from localdocs.views.model_choice import what_it_brings
from localdocs.views.models import (
    arrival_lines,
    catalogue_lines,
    catalogue_shape,
    embedder_lines,
    found_lines,
    local_lines,
    local_shape,
    model_in_words,
    overview_lines,
    overview_shape,
    suggestion_lines,
    suggestion_shape,
)
from localdocs.views.style import shown

_EMBEDDER = "embedding_model"


@click.command("list")
@click.option("--all", "everything", is_flag=True, help="Also older ones, and what does not fit.")
@json_option
def list_models(everything: bool, as_json: bool) -> None:
    """List the models that are here, and those to be had, with what fits this computer.

    With --json always all of them.
    """
    with opened_terminal(as_json) as terminal:
        overview = _desk().overview()
        terminal.result(overview_shape(overview), overview_lines(overview, everything=everything))


@click.command()
@json_option
def suggest(as_json: bool) -> None:
    """Name the one model to get for this computer, and why."""
    with opened_terminal(as_json) as terminal:
        suggestion = _desk().suggested()
        brings = what_it_brings(suggestion.model.parameters) if suggestion else ""
        terminal.result(suggestion_shape(suggestion), suggestion_lines(suggestion, brings))


@click.command()
@click.argument("name", metavar="NAME|FILE")
@json_option
def info(name: str, as_json: bool) -> None:
    """Show what is known of a model: a file, or a name of the catalogue."""
    with opened_terminal(as_json) as terminal:
        desk = _desk()
        local = desk.shelf.resolve(name)
        if local is None and (model := desk.shelf.catalogue.find(name)):
            unseen = desk.judge_unseen(model)
            terminal.result(catalogue_shape(model, unseen), catalogue_lines(model, unseen))
        else:
            local = local or desk.shelf.get(name)
            verdict = desk.judge(local)
            terminal.result(local_shape(local, verdict), local_lines(local, verdict))


@click.command()
@json_option
def find(as_json: bool) -> None:
    """Look for models that other programs have put on this computer, and say which to take.

    Looks where GPT4All, LM Studio, Ollama, Jan, llama.cpp and Hugging Face keep theirs. Reads only.
    """
    with opened_terminal(as_json) as terminal:
        judged, unusable = _desk().judged()
        choice = choose(judged)
        shape = {
            "models": [local_shape(*pair) for pair in judged],
            "unusable": [asdict(it) for it in unusable],
            "choice": choice.model.path if choice.model else None,
            "why": choice.words,
        }
        terminal.result(shape, found_lines(judged, unusable, choice.words))


@click.command()
@click.argument("name")
@click.option(
    "--from", "source", type=Path, metavar="PATH", help="Take it from a file or folder instead."
)
@force_option
@json_option
def pull(name: str, source: Path | None, force: bool, as_json: bool) -> None:
    """Fetch a model of the catalogue: the only command that uses the network.

    A download that was broken off goes on where it was. With --from, nothing is downloaded.
    """
    with opened_terminal(as_json) as terminal:
        desk = _desk()
        known = desk.shelf.catalogue.find(name)
        if known and not desk.shelf.has(known):
            place = source or desk.shelf.address(known)
            came = 0 if source else desk.shelf.came(known)
            terminal.lines(arrival_lines(known, place, desk.judge_unseen(known), came))
        with transfer_progress(name, quiet=as_json) as listener:
            path = desk.pull(name, source, listener, force=force)
        checked = "whole and right" if desk.shelf.is_published(path) else "and its head is sound"
        lines = [f"{path} is here, {checked}."]
        if desk.answers(path):
            lines.append(f"Let it answer: localdocs models use '{path.name}'")
        terminal.result({"name": name, "path": path}, lines)


@click.command()
@click.argument("name", metavar="NAME|FILE")
@force_option
@json_option
def use(name: str, force: bool, as_json: bool) -> None:
    """Let a model answer from now on. "default" is the one that comes with localdocs.

    It is loaded once first, and refused if that fails; not with --force.
    """
    with opened_terminal(as_json) as terminal:
        path = None
        if is_default(name):
            use_default(Settings(places().settings))
        else:
            path = _desk().use(name, force=force)
        words = f"Answers come from {model_in_words(path)} now."
        terminal.result({"language_model": path}, [shown(words)])


@click.command()
@click.argument("name", metavar="[NAME|FOLDER]", required=False)
@json_option
def embedder(name: str | None, as_json: bool) -> None:
    """Let another model find by meaning: "multilingual", "default", or that in a folder.

    What is indexed is read and embedded anew, now. Without a name: which one the index has.
    """
    with opened_library(as_json) as (library, terminal):
        report = None
        if name is not None:
            with terminal.progress("sync") as listener:
                report = _change_embedder(library, name, listener)
        status = library.status()
        shape = {
            "embedding_model": library.settings.text("embedding_model"),
            "index": status.embedder,
            "report": report_shape(report, status) if report else None,
        }
        lines = [*embedder_lines(library.settings.text("embedding_model"), status)]
        terminal.result(shape, [*lines, *(report_lines(report, status) if report else ())])


@click.command()
@click.argument("name")
@click.option("-y", "--yes", is_flag=True, help="Do not ask.")
@json_option
def remove(name: str, yes: bool, as_json: bool) -> None:
    """Delete a model that 'models pull' has fetched. Other programs' models are not touched."""
    with opened_terminal(as_json) as terminal:
        if not yes and not as_json and sys.stdin.isatty():
            click.confirm(f"Delete {name}?", abort=True, err=True)
        path = _desk().remove(name)
        terminal.result({"removed": path}, [f"{path} is deleted."])


@click.command()
@click.argument("name", required=False)
@json_option
def verify(name: str | None, as_json: bool) -> None:
    """Check one model, or all that were fetched, byte by byte. Exit code 1: one is not right."""
    with opened_terminal(as_json) as terminal:
        findings, said = tee(_desk().verify(name))
        terminal.result(findings_shape(said), finding_lines(said, terminal.style))
        if not all(finding.healthy for finding in findings):
            sys.exit(1)


def _change_embedder(
    library: OpenedLibrary, name: str, listener: ProgressListener
) -> Report | None:
    """Let a model find by meaning; what was read anew for it, None where nothing had to be.

    The model is opened before anything changes, and where the index cannot be begun anew, the
    setting is as it was. Raises what either raises.
    """
    from localdocs.models.shelf.chosen import open_named_embedder

    settings, where = library.settings, places()
    if settings.origin(_EMBEDDER)[1] == "environment":
        raise UsageError(
            f"LOCALDOCS_{_EMBEDDER.upper()} is set, and goes before the settings.", "Unset it."
        )
    former, chosen = settings.text(_EMBEDDER), settled_embedder(name)
    identity = open_named_embedder(chosen, where).identity
    built_with = library.status().embedder
    _choose_embedder(settings, chosen)
    if built_with in ("", identity):
        return None
    try:
        return library.sync(rebuild=True, listener=listener)
    except BaseException:  # Ctrl-C too
        if library.status().embedder == built_with:
            _choose_embedder(settings, former)
        raise


def _choose_embedder(settings: Settings, chosen: str) -> None:
    if chosen:
        settings.set(_EMBEDDER, chosen)
    else:
        settings.unset(_EMBEDDER)


def _desk() -> ModelDesk:
    return open_desk(places())
