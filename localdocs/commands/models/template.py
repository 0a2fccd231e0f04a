"""``localdocs models template``: the exact prompt that a conversation becomes."""

import json
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from localdocs.commands.generation import open_model
from localdocs.computer.files import text_of
from localdocs.errors import UsageError
from localdocs.home.places import places
from localdocs.models.running.language_model import LlamaLanguageModel, LlamaOptions
from prompts.templates.renderer import render_template

_DATA_REMEDY = (
    'Give a JSON object: {"messages": [{"role": "user", "content": "Hello"}], '
    '"add_generation_prompt": true}.'
)


@click.command("template")
@click.argument("model", required=False)
@click.option("--file", "file", type=Path, metavar="F.jinja", help="This template, no model.")
@click.option(
    "--data",
    type=Path,
    required=True,
    metavar="F.json",
    help="The messages, and whatever else the template reads; '-' for standard input.",
)
def template(model: str | None, file: Path | None, data: Path) -> None:
    """Print the exact prompt that MODEL's chat template makes of a conversation.

    Nothing is added, not even a line break at the end. MODEL is a GGUF file or a name.
    """
    if (model is None) == (file is None):
        raise UsageError("Name either a MODEL or a template with --file.")
    variables = _read_data(data)
    if file is not None:
        text = text_of(file)
    else:
        text, tokens = _of_model(str(model))
        variables = tokens | variables
    prompt = render_template(text, variables)
    click.echo(prompt.encode("utf-8", errors="replace"), nl=False)


def _of_model(model: str) -> tuple[str, dict[str, Any]]:
    """The template of a model, and the tokens that the model itself gives it."""
    file = open_model(model, force=True).file
    options = LlamaOptions(context_tokens=256, gpu_layers=0, templates=places().templates)
    with closing(LlamaLanguageModel(file.path, file.name, options)) as opened:
        described = opened.describe()
    tokens = {"bos_token": described.bos_token, "eos_token": described.eos_token}
    return described.chat_template, tokens


def _read_data(path: Path) -> dict[str, Any]:
    text = sys.stdin.read() if str(path) == "-" else text_of(path)
    try:
        variables = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path} is not JSON: {error}.", _DATA_REMEDY) from None
    messages = variables.get("messages") if isinstance(variables, dict) else None
    if not isinstance(messages, list):
        raise UsageError(f"{path} has no list of messages.", _DATA_REMEDY)
    if not all(isinstance(each, dict) and isinstance(each.get("role"), str) for each in messages):
        raise UsageError(f"A message in {path} has no role.", _DATA_REMEDY)
    return dict(variables)
