"""``localdocs models bench``: how quick a model is on this computer, and how to run it best."""

from dataclasses import asdict
from typing import Any

import click

from localdocs.commands.generation import open_model
from localdocs.commands.opened import opened_terminal
from localdocs.commands.options import force_option, json_option
from localdocs.home.places import places
from localdocs.models.running.language_model import LlamaOptions
from localdocs.models.running.tuning import Trial, measure

_BUSY = "The computer is busy with other work, so that nothing is kept. Try again later."
_HEAD = "prompt tok/s  reply tok/s  500+60 s  load s"


@click.command()
@click.argument("model", required=False)
@force_option
@json_option
def bench(model: str | None, force: bool, as_json: bool) -> None:
    """Measure how MODEL runs quickest here, and run it that way from now on.

    Threads, batch, flash attention, the attention's memory and the memory map are tried in turn,
    a few seconds each for a small model. MODEL: a GGUF file or a name; default: the one in use.
    """
    with opened_terminal(as_json) as terminal:
        file = open_model(model, force=force).file
        trials = []
        terminal.lines([f"{file.name}: {file.path}", _HEAD])
        for trial in measure(file.path, places().cache, LlamaOptions(context_tokens=2048)):
            trials.append(trial)
            terminal.lines([_line(trial)])
        shapes = (_shape(trial) for trial in trials)
        lines = [] if trials[-1].chosen else [_BUSY]
        terminal.result({"model": file.name, "path": str(file.path), "trials": shapes}, lines)


def _line(trial: Trial) -> str:
    label = f"used from now on: {trial.label}" if trial.chosen else trial.label
    return (
        f"{trial.prompt_speed:12.0f}  {trial.reply_speed:11.1f}  {trial.seconds:8.2f}  "
        f"{trial.load_seconds:6.1f}  {label}"
    )


def _shape(trial: Trial) -> dict[str, Any]:
    shape = asdict(trial) | {"seconds": trial.seconds}
    options = shape.pop("options")
    del options["native_log"]
    return {**shape, **options}
