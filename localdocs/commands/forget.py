"""``localdocs forget``: everything that was made of a person's documents and questions."""

import sys

import click

from localdocs.commands.opened import opened_terminal
from localdocs.commands.options import json_option
from localdocs.errors import UsageError
from localdocs.home.places import places


@click.command()
@click.option("--all", "everything", is_flag=True, help="The index, conversations and logs.")
@click.option("--models", is_flag=True, help="The models that were fetched, too.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask.")
@json_option
def forget(everything: bool, models: bool, yes: bool, as_json: bool) -> None:
    """Delete all that was made of your documents and questions; your files are not touched.

    Settings, prompt templates and the server's token stay. What was deleted cannot be had back.
    """
    if not everything:
        raise UsageError(
            "Give --all.",
            "One folder: 'localdocs remove FOLDER'; a conversation: 'localdocs chats forget ID'.",
        )
    # Here, since other commands need nothing of it.
    from localdocs.models.shelf.desk import open_desk
    from localdocs.service.caller.forgetting import forget_everything

    with opened_terminal(as_json) as terminal:
        if not yes and not as_json and sys.stdin.isatty():
            click.confirm("Forget the whole library and all conversations?", abort=True, err=True)
        where = places()
        forget_everything(where)
        removed = open_desk(where).remove_fetched() if models else ()
        lines = ["Forgotten: the whole library, conversations, last questions and logs."]
        lines += [f"{path} is deleted." for path in removed]
        terminal.result({"forgotten": True, "models": removed}, lines)
