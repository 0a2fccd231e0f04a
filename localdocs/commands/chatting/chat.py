"""``localdocs chat``: one question after another."""

import sys
from functools import partial

import click

from localdocs.commands.chatting.chat_loop import Chat
from localdocs.commands.chatting.typed_lines import Typed, piped
from localdocs.commands.opened import OpenedLibrary, nearest_library, opened_terminal
from localdocs.commands.options import filter_options, find_model_file, model_options
from localdocs.conversations.store import Conversation, Conversations
from localdocs.errors import UsageError
from localdocs.home.places import places
from localdocs.home.settings import Settings
from localdocs.types import Filters

LATEST = 0


@click.command()
@model_options
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
@filter_options
def chat(model: str, force: bool, no_llm: bool, continued: int | None, filters: Filters) -> None:
    """Ask one question after another. /help lists what else can be typed, Ctrl-D leaves.

    Each question may lean on those before. A pipe holds one question a line.
    """
    interactive = sys.stdin.isatty()
    with opened_terminal() as terminal:
        where = places()
        remember = Settings(where.settings)["remember_questions"]
        find_model = partial(find_model_file, force=force)
        conversations = Conversations(where.conversations)
        former = None if continued is None else _kept(conversations, continued)
        with Chat(
            _opened,
            terminal,
            conversations if remember else None,
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


def _kept(conversations: Conversations, number: int) -> Conversation:
    """A conversation to go on with. Raises UsageError where there is none."""
    if number != LATEST:
        return conversations.conversation(number)
    for entry in conversations.entries():
        if entry.questions:
            return conversations.conversation(entry.number)
    raise UsageError("No conversation is kept that could go on.", "Begin one: localdocs chat")


def _opened(model: str) -> OpenedLibrary:
    library = nearest_library()
    if model:
        library.settings.override("language_model", model)
    return library
