"""``localdocs chats …``: the conversations that were kept."""

import sys

import click

from localdocs.commands.opened import opened_terminal
from localdocs.commands.options import json_option
from localdocs.conversations.store import Conversations
from localdocs.errors import EXIT_NOT_FOUND, UsageError
from localdocs.home.places import places
from localdocs.views.conversations import (
    conversation_lines,
    conversation_shape,
    conversations_shape,
    entry_lines,
    exchanges_shape,
    found_lines,
    markdown_lines,
)


@click.group()
def chats() -> None:
    """The conversations that 'localdocs chat' has kept on this computer."""


@chats.command("list")
@json_option
def list_chats(as_json: bool) -> None:
    """List them, newest first."""
    with opened_terminal(as_json) as terminal:
        entries = _conversations().entries()
        terminal.result(conversations_shape(entries), entry_lines(entries))


@chats.command()
@click.argument("number", metavar="ID", type=int)
@json_option
def show(number: int, as_json: bool) -> None:
    """Show conversation ID with its sources."""
    with opened_terminal(as_json) as terminal:
        found = _conversations().conversation(number)
        terminal.result(conversation_shape(found), conversation_lines(found))


@chats.command()
@click.argument("words", nargs=-1, required=True)
@json_option
def search(words: tuple[str, ...], as_json: bool) -> None:
    """Find the questions, answers and quotes that have all of WORDS."""
    with opened_terminal(as_json) as terminal:
        found = _conversations().search(" ".join(words))
        terminal.result(exchanges_shape(found), found_lines(found))
        if not found:
            sys.exit(EXIT_NOT_FOUND)


@chats.command()
@click.argument("number", metavar="[ID]", type=int, required=False)
@json_option
def export(number: int | None, as_json: bool) -> None:
    """Print conversation ID, or all of them, as Markdown or JSON, with the quotes."""
    with opened_terminal(as_json) as terminal:
        kept = _conversations()
        numbers = [entry.number for entry in kept.entries()] if number is None else [number]
        found = [kept.conversation(each) for each in sorted(numbers)]
        shape = (conversation_shape(each) for each in found)
        terminal.result(shape, (line for each in found for line in markdown_lines(each)))


@chats.command()
@click.argument("number", metavar="[ID]", type=int, required=False)
@click.option("--all", "everything", is_flag=True, help="Forget all conversations.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask.")
def forget(number: int | None, everything: bool, yes: bool) -> None:
    """Delete conversation ID, or all, from this computer."""
    with opened_terminal() as terminal:
        if (number is None) is not everything:
            raise UsageError("Give an ID, or --all.", "'localdocs chats list' shows them.")
        what = "all conversations" if number is None else f"conversation {number}"
        if not yes and sys.stdin.isatty():
            click.confirm(f"Forget {what}?", abort=True, err=True)
        if number is None:
            terminal.lines([f"Forgotten: {_conversations().forget_all()}."])
        else:
            _conversations().forget(number)
            terminal.lines([f"Forgotten: conversation {number}."])


def _conversations() -> Conversations:
    return Conversations(places().conversations)
