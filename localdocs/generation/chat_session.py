"""A conversation with a model: what was said, and the prompt that all of it makes."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from localdocs.errors import PromptTooLongError, UsageError
from prompts.answer.model import ModelDescription
from prompts.templates.renderer import render_chat

Message = dict[str, str]

ROLES = ("system", "user", "assistant")

_NEVER_FREE = 4
"""Tokens of the context that no prompt may take, as in GPT4All."""
_KEPT_SHARE = 0.75
"""How full the context may be after turns were left out, so that the next turns fit as they are
and what the model has computed of the prompt stays valid."""


class TokenCounter(Protocol):
    """What a session has to know of its model."""

    def describe(self) -> ModelDescription: ...
    def count_tokens(self, texts: Sequence[str]) -> list[int]: ...


class ChatSession:
    """Messages, and the template that makes a prompt of them.

    ``template`` is Jinja or one of the old forms ``{0}`` and ``%1 %2``; "" is the model's own.
    A system message, where there is one, is the first of ``messages``.
    """

    def __init__(self, model: TokenCounter, system: str = "", template: str = "") -> None:
        self._model = model
        self._template = template
        self._left_out = 0
        self.messages: list[Message] = [_message("system", system)] if system else []

    def replace(self, messages: Iterable[Mapping[str, str]]) -> None:
        """Take other messages instead. Raises UsageError for what are none."""
        self.messages = [_message(*_checked(message)) for message in messages]
        self._left_out = 0

    def record(self, prompt: str, reply: str) -> None:
        """Remember a turn."""
        self.messages += [_message("user", prompt), _message("assistant", reply)]

    def prompt_for(self, text: str, reply_tokens: int) -> tuple[str, int]:
        """The prompt in which ``text`` is said next, and its tokens; there is room for a reply.

        Where all that was said would not fit, the oldest turns are left out; the system message
        never is. Raises PromptTooLongError when not even ``text`` alone fits.
        """
        context = self._model.describe().context_tokens
        room = context - min(reply_tokens, context // 4)
        rendered, tokens = self._rendered(text, self._left_out)
        if tokens > room:
            rendered, tokens = self._shortened(text, room * _KEPT_SHARE)
        check_length(tokens, context)
        return rendered, tokens

    def _rendered(self, text: str, left_out: int) -> tuple[str, int]:
        """The prompt without so many of the oldest messages, and its tokens."""
        described = self._model.describe()
        system, turns = self._parts()
        rendered = render_chat(
            self._template or described.chat_template,
            [*system, *turns[left_out:], _message("user", text)],
            bos_token=described.bos_token,
            eos_token=described.eos_token,
        )
        return rendered, self._model.count_tokens([rendered])[0]

    def _shortened(self, text: str, most_tokens: float) -> tuple[str, int]:
        """The same with as few turns left out as make it short enough, or with none of them left.

        Found by halving, since rendering and counting a long conversation takes its time.
        """
        _, turns = self._parts()
        places = range(self._left_out + 1, len(turns))
        starts = [place for place in places if turns[place]["role"] == "user"] + [len(turns)]
        enough = bisect_left(
            starts, True, key=lambda start: self._rendered(text, start)[1] <= most_tokens
        )
        self._left_out = starts[min(enough, len(starts) - 1)]
        return self._rendered(text, self._left_out)

    def _parts(self) -> tuple[list[Message], list[Message]]:
        """The system message, if any, and the rest."""
        count = 1 if self.messages and self.messages[0]["role"] == "system" else 0
        return self.messages[:count], self.messages[count:]


def check_length(tokens: int, context_tokens: int) -> None:
    """Raise PromptTooLongError for a prompt that leaves no room for a reply."""
    most = context_tokens - _NEVER_FREE
    if tokens > most:
        raise PromptTooLongError(
            f"Your message was too long and could not be processed ({tokens} > {most}).",
            "Shorten it, or open the model with a longer context (n_ctx).",
        )


def _message(role: str, content: str) -> Message:
    return {"role": role, "content": content}


def _checked(message: Mapping[str, str]) -> tuple[str, str]:
    role, content = message.get("role"), message.get("content")
    if role not in ROLES or not isinstance(content, str):
        raise UsageError(
            f"{message!r} is no message: it needs a role ({', '.join(ROLES)}) and content."
        )
    return role, content
