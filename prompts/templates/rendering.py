"""From a conversation to a prompt: the template, and what is changed when it cannot take it.

Templates differ in what they take. As llama.cpp's renderer (minja) does, each is tried with a
marked message: where the mark does not come out, a system message is put at the head of the first
user message, and content goes as a text or as a list of parts, whichever the template can read.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from jinja2.exceptions import SecurityError, TemplateError

from prompts.templates.environment import compiled
from prompts.templates.legacy import as_jinja

Message = Mapping[str, Any]
Variables = Mapping[str, Any]

MOST_CHARACTERS = 8 << 20
"""A longer prompt is refused: it would fit into no model."""

_MARK = "<<marked message>>"
_REASONING_NAMES = ("reasoning_content", "thinking", "reasoning")
_FAILURES = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError)


class TooLongError(TemplateError):
    """The prompt would be longer than MOST_CHARACTERS."""


def render(template: str, variables: Variables) -> str:
    """The prompt for ``variables["messages"]`` and whatever else the template is to see.

    What transformers always passes is there: tools, documents (None) and add_generation_prompt
    (False). Raises TemplateError, or what Python raises inside the template.
    """
    source = as_jinja(template)
    given = {"tools": None, "documents": None, "add_generation_prompt": False, **variables}
    messages = [_with_reasoning(message) for message in given["messages"]]
    given["messages"] = _content_for(source, messages)
    try:
        text = _rendered(source, given)
    except (SecurityError, TooLongError):
        raise
    except _FAILURES:
        folded = fold_system(given["messages"])
        if len(folded) == len(messages) or takes_system(source):
            raise
        return _rendered(source, {**given, "messages": folded})
    if _system_missing(text, messages) and not takes_system(source):
        return _rendered(source, {**given, "messages": fold_system(given["messages"])})
    return text


def fold_system(messages: Sequence[Message], between: str = "\n") -> list[Message]:
    """The same conversation without a system message: its text opens the first user message."""
    if not messages or messages[0]["role"] != "system":
        return list(messages)
    system, *rest = messages
    if not rest or rest[0]["role"] != "user":
        return [{**system, "role": "user"}, *rest]
    content, more = system.get("content"), rest[0].get("content")
    if isinstance(content, str) and isinstance(more, str):
        joined: Any = f"{content}{between}{more}" if more else content
    else:
        joined = [*_as_parts(content), *_as_parts(more)]
    return [{**rest[0], "content": joined}, *rest[1:]]


@lru_cache(maxsize=8)
def takes_system(source: str) -> bool:
    """Whether the text of a system message comes out of the template."""
    return any(
        _comes_out(source, [{"role": "system", "content": system}, {"role": "user", "content": hi}])
        for system, hi in ((_MARK, "Hi"), (_as_parts(_MARK), _as_parts("Hi")))
    )


@lru_cache(maxsize=8)
def takes_text(source: str) -> bool:
    """Whether content may be a text."""
    return _comes_out(source, [{"role": "user", "content": _MARK}])


@lru_cache(maxsize=8)
def takes_parts(source: str) -> bool:
    """Whether content may be a list of parts."""
    return _comes_out(source, [{"role": "user", "content": _as_parts(_MARK)}])


def _content_for(source: str, messages: list[Message]) -> list[Message]:
    """The messages with content that the template can read."""
    contents = [message.get("content") for message in messages]
    if any(map(_only_text_parts, contents)) and not takes_parts(source):
        return [_changed(message, _as_text) for message in messages]
    is_text = any(isinstance(content, str) for content in contents)
    if is_text and not takes_text(source) and takes_parts(source):
        return [_changed(message, _as_parts) for message in messages]
    return messages


def _changed(message: Message, change: Callable[[Any], Any]) -> Message:
    return {**message, "content": change(message["content"])} if "content" in message else message


def _only_text_parts(content: Any) -> bool:
    return isinstance(content, list) and all(
        isinstance(part, Mapping) and isinstance(part.get("text"), str) for part in content
    )


def _as_parts(content: Any) -> list[Any]:
    return [{"type": "text", "text": content}] if isinstance(content, str) else list(content or [])


def _as_text(content: Any) -> Any:
    """Parts of text as one text, a line each; anything else as it is."""
    if not _only_text_parts(content):
        return content
    return "\n".join(part["text"] for part in content)


def _with_reasoning(message: Message) -> Message:
    """Reasoning of an earlier turn under each name that templates read it by."""
    for name in _REASONING_NAMES:
        if message.get(name) is not None:
            return {"thinking": message[name], **message, "reasoning_content": message[name]}
    return message


def _system_missing(text: str, messages: Sequence[Message]) -> bool:
    if not messages or messages[0].get("role") != "system":
        return False
    wanted = _as_text(messages[0].get("content"))
    return (
        isinstance(wanted, str)
        and bool(wanted.strip())
        and wanted.strip().lower() not in text.lower()
    )


def _comes_out(source: str, messages: list[Message]) -> bool:
    """Whether the mark is in the prompt, and as words rather than as a list that was printed."""
    given = {"tools": None, "documents": None, "add_generation_prompt": False, "messages": messages}
    tokens = {"bos_token": "", "eos_token": ""}
    try:
        text = _rendered(source, {**given, **tokens})
    except _FAILURES:
        return False
    text = text.lower()
    return _MARK in text and f"'{_MARK}'" not in text and f'"{_MARK}"' not in text


def _rendered(source: str, variables: Variables) -> str:
    pieces: list[str] = []
    length = 0
    for piece in compiled(source).generate(variables):
        length += len(piece)
        if length > MOST_CHARACTERS:
            raise TooLongError(f"it writes more than {MOST_CHARACTERS:,} characters")
        pieces.append(piece)
    return "".join(pieces)
