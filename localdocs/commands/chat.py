"""The commands ``localdocs chat`` and ``localdocs chats …``: thin, as in
``localdocs.commands.root``."""

import sys
from functools import partial
from typing import TYPE_CHECKING

import click

from localdocs.commands.opened import (
    answering,
    find_answering,
    json_option,
    narrowing,
    nearest_library,
    opened_terminal,
)
from localdocs.errors import EXIT_NOT_FOUND, UsageError

if TYPE_CHECKING:
    from localdocs.conversations.store import Conversation, Conversations
    from localdocs.library import Library
    from localdocs.service.client import ServiceLibrary
    from localdocs.types import Filters

LATEST = 0


@click.command()
@answering
@click.option("--no-llm", is_flag=True, help="The documents' own words; no model is loaded.")
@click.option(
    "--continue",
    "continued",
    type=int,
    is_flag=False,
    flag_value=LATEST,
    metavar="[ID]",
    help="Go on with a conversation that was kept. Without ID: the last one.",
)
@narrowing
def chat(model: str, force: bool, no_llm: bool, continued: int | None, filters: "Filters") -> None:
    """Ask one question after another. /help lists what else can be typed, Ctrl-D leaves.

    Each question may lean on those before. A pipe holds one question a line.
    """
    from localdocs.commands.chat_loop import Chat
    from localdocs.commands.typed_lines import Typed, piped
    from localdocs.home.places import places
    from localdocs.home.settings import Settings

    interactive = sys.stdin.isatty()
    if not interactive and hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="replace")
    with opened_terminal() as terminal:
        where = places()
        remember = Settings(where.settings)["remember_questions"]
        find_model = partial(find_answering, force=force)
        former = None if continued is None else _kept(_conversations(), continued)
        with Chat(
            _opened,
            terminal,
            _conversations() if remember else None,
            filters=filters,
            find_model=find_model,
            model=find_model(model) if model else "",
            without_model=no_llm,
            interactive=interactive,
        ) as conversation:
            questions = []
            if former is not None:
                conversation.go_on_with(former)
                questions = [exchange.question for exchange in former.exchanges]
            if interactive:
                terminal.lines(["Ask your documents. /help lists commands, Ctrl-D leaves.", ""])
                conversation.run(Typed(questions))
            else:
                sys.exit(conversation.run(piped(sys.stdin)))


@click.group()
def chats() -> None:
    """The conversations that 'localdocs chat' has kept on this computer."""


@chats.command("list")
@json_option
def list_chats(as_json: bool) -> None:
    """List them, newest first."""
    from localdocs.views.conversations import entry_lines
    from localdocs.views.shapes import conversations_shape

    with opened_terminal(as_json) as terminal:
        entries = _conversations().entries()
        terminal.result(conversations_shape(entries), entry_lines(entries))


@chats.command()
@click.argument("number", metavar="ID", type=int)
@json_option
def show(number: int, as_json: bool) -> None:
    """Show conversation ID with its sources."""
    from localdocs.views.conversations import conversation_lines
    from localdocs.views.shapes import conversation_shape

    with opened_terminal(as_json) as terminal:
        found = _conversations().conversation(number)
        terminal.result(conversation_shape(found), conversation_lines(found))


@chats.command()
@click.argument("words", nargs=-1, required=True)
@json_option
def search(words: tuple[str, ...], as_json: bool) -> None:
    """Find the questions, answers and quotes that have all of WORDS."""
    from localdocs.views.conversations import found_lines
    from localdocs.views.shapes import exchanges_shape

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
    from localdocs.views.conversations import markdown_lines
    from localdocs.views.shapes import conversation_shape

    with opened_terminal(as_json) as terminal:
        kept = _conversations()
        numbers = [entry.number for entry in kept.entries()] if number is None else [number]
        found = [kept.conversation(each) for each in sorted(numbers)]
        shape = [conversation_shape(each) for each in found]
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


def _conversations() -> "Conversations":
    from localdocs.conversations.store import Conversations
    from localdocs.home.places import places

    return Conversations(places().conversations)


def _kept(conversations: "Conversations", number: int) -> "Conversation":
    """A conversation to go on with. Raises UsageError where there is none."""
    if number != LATEST:
        return conversations.conversation(number)
    for entry in conversations.entries():
        return conversations.conversation(entry.number)
    raise UsageError("No conversation is kept that could go on.", "Begin one: localdocs chat")


def _opened(model: str) -> "Library | ServiceLibrary":
    library = nearest_library()
    if model:
        library.settings.override("language_model", model)
    return library
