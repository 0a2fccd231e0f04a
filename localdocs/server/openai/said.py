"""What any model says, as it comes: pieces of text, then how it ended. Each way of asking (chat,
completions, responses) gives it its own shape."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of a reply. ``likelihoods``: of its tokens, where the caller wants them."""

    text: str
    thought: str = ""
    likelihoods: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Ended:
    """The end of a reply. ``finish_reason``: "stop" or "length".

    ``annotations`` are the places in the text that cite, as OpenAI has them; ``references`` what
    they cite, as GPT4All had them, None where no documents were asked. ``about`` is ours: status,
    notes, timings.
    """

    finish_reason: str
    prompt_tokens: int
    answer_tokens: int
    annotations: tuple[dict[str, Any], ...] = ()
    references: tuple[dict[str, Any], ...] | None = None
    about: dict[str, Any] | None = None

    @property
    def usage(self) -> dict[str, int]:
        """The figures as OpenAI's clients read them."""
        return {
            "prompt_tokens": self.prompt_tokens,
            "completion_tokens": self.answer_tokens,
            "total_tokens": self.prompt_tokens + self.answer_tokens,
        }


Reply = AsyncGenerator[Said | Ended, None]
"""Pieces, then the one end."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A reply that is all there."""

    text: str
    thought: str
    likelihoods: tuple[Any, ...]
    ended: Ended


async def whole(reply: Reply) -> Whole:
    """A reply to its end."""
    said: list[Said] = []
    async for item in reply:
        if isinstance(item, Ended):
            return Whole(
                "".join(piece.text for piece in said),
                "".join(piece.thought for piece in said),
                tuple(one for piece in said for one in piece.likelihoods),
                item,
            )
        said.append(item)
    raise RuntimeError("a reply without an end")
