"""What ``localdocs chats`` says, and a conversation as Markdown."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from localdocs.conversations.store import Conversation, ConversationEntry, Exchange
from localdocs.types import page_name
from localdocs.views.answers import shortened, source_lines, sources_shape
from localdocs.views.style import Style, link_to, shown, shown_lines

LINE_CHARACTERS = 100

_MARKUP = re.compile(r"[\\`*_\[\]<>!#|~&]")
_PLAIN = Style(fancy=False)


def entry_lines(entries: Sequence[ConversationEntry]) -> Iterator[str]:
    """The list of conversations."""
    if not entries:
        yield "No conversations are kept."
    for entry in entries:
        count = f"{entry.questions} question{'' if entry.questions == 1 else 's'}"
        question = shown(shortened(entry.title or entry.first_question, LINE_CHARACTERS))
        yield f"{entry.number:>4}  {_day(entry.started_at)}  {count}: {question}"


def conversations_shape(entries: Sequence[ConversationEntry]) -> list[dict[str, Any]]:
    """What ``chats list --json`` prints."""
    return [
        {
            "conversation": entry.number,
            "title": entry.title,
            "started_at": entry.started_at,
            "questions": entry.questions,
            "first_question": entry.first_question,
        }
        for entry in entries
    ]


def conversation_lines(conversation: Conversation) -> Iterator[str]:
    """One conversation, with the sources of each answer."""
    for exchange in conversation.exchanges:
        yield f"> {shown_lines(exchange.question)}"
        yield shown_lines(exchange.text)
        yield from source_lines(exchange.citations, _PLAIN)
        yield ""


def conversation_shape(conversation: Conversation) -> dict[str, Any]:
    """What ``chats show --json`` and ``chats export --json`` print of a conversation."""
    return {
        "conversation": conversation.number,
        "title": conversation.title,
        "started_at": conversation.started_at,
        "exchanges": exchanges_shape(conversation.exchanges),
    }


def found_lines(exchanges: Sequence[Exchange]) -> Iterator[str]:
    """What a search found: the conversation, the question, the beginning of the answer."""
    if not exchanges:
        yield "Nothing found."
    for exchange in exchanges:
        question = shown(shortened(exchange.question, LINE_CHARACTERS))
        yield f"{exchange.conversation:>4}  {_day(exchange.asked_at)}  {question}"
        yield f"      {shown(shortened(exchange.text, LINE_CHARACTERS))}"


def exchanges_shape(exchanges: Sequence[Exchange]) -> list[dict[str, Any]]:
    """What ``chats search --json`` prints."""
    return [
        {
            "conversation": exchange.conversation,
            "asked_at": exchange.asked_at,
            "question": exchange.question,
            "understood": exchange.understood,
            "answer": exchange.text,
            "status": str(exchange.status),
            "model": exchange.model,
            "citations": sources_shape(exchange.citations),
        }
        for exchange in exchanges
    ]


def markdown_lines(conversation: Conversation) -> Iterator[str]:
    """One conversation as Markdown.

    What a person or a document wrote is escaped, so that a program that shows the file fetches no
    image of a document's and runs none of its markup.
    """
    name = _escaped(" ".join(conversation.title.split())) or f"Conversation {conversation.number}"
    yield f"# {name}, {_day(conversation.started_at)}"
    yield ""
    for exchange in conversation.exchanges:
        yield f"## {_escaped(' '.join(exchange.question.split()))}"
        yield ""
        yield _escaped(exchange.text)
        yield ""
        for citation in exchange.citations:
            where = f"{citation.path}, {page_name(citation.place, citation.page_number)}"
            target = link_to(citation.path, citation.page_number)
            yield f"{citation.number}. [{_escaped(where)}](<{target}>)"
            yield ""
            yield f"   > {_escaped(' '.join(citation.quote.split()))}"
            yield ""


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", shown_lines(text))


def _day(moment: str) -> str:
    """ "2026-03-31 14:05" in local time, of an ISO time in UTC."""
    return datetime.fromisoformat(moment).astimezone().strftime("%Y-%m-%d %H:%M")
