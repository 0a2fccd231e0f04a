"""LangChain's messages as the server takes them, and its replies as LangChain has them."""

from collections.abc import Sequence
from typing import Any

from langchain_core.messages import BaseMessage
from langchain_core.messages.ai import UsageMetadata
from langchain_core.messages.content import Citation

_ROLES = {"human": "user", "ai": "assistant", "system": "system", "tool": "tool"}
_ROLES |= {"HumanMessageChunk": "user", "AIMessageChunk": "assistant"}


def spoken(messages: Sequence[BaseMessage]) -> list[dict[str, Any]]:
    """The messages with their text. Pictures are left to the server to refuse."""
    return [{"role": _role(message), "content": _content(message)} for message in messages]


def _role(message: BaseMessage) -> str:
    return _ROLES.get(message.type) or str(getattr(message, "role", "user"))


def _content(message: BaseMessage) -> Any:
    if isinstance(message.content, str):
        return message.content
    parts = [{"text": part} if isinstance(part, str) else part for part in message.content]
    if all("text" in part or part.get("type") in _UNSPOKEN for part in parts):
        return "".join(part.get("text", "") for part in parts)
    return [{"type": part.get("type", "text"), **part} for part in parts]


_UNSPOKEN = {"thinking", "reasoning", "tool_use", "tool_call", "tool_result"}


def usage_of(usage: dict[str, int]) -> UsageMetadata:
    """How many tokens went in and came out."""
    return UsageMetadata(
        input_tokens=usage["prompt_tokens"],
        output_tokens=usage["completion_tokens"],
        total_tokens=usage["total_tokens"],
    )


def metadata_of(
    reply: dict[str, Any], choice: dict[str, Any], annotations: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    """What is told of a reply: who gave it, why it ended, and what it cites."""
    told = {
        "model_name": reply["model"],
        "model_provider": "localdocs",
        "finish_reason": choice["finish_reason"],
    }
    if "localdocs" not in reply:
        return told
    return told | {
        "citations": [_citation(one["url_citation"]) for one in annotations],
        "references": choice.get("references") or [],
        "localdocs": reply["localdocs"],
    }


def _citation(cited: dict[str, Any]) -> Citation:
    """A place of the text in LangChain's form: its marker, and the quote behind it."""
    return Citation(
        type="citation",
        url=cited["url"],
        title=cited["title"],
        start_index=cited["start_index"],
        end_index=cited["end_index"],
        cited_text=cited.get("quote", ""),
    )
