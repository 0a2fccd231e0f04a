"""What any model says, as it comes: pieces of text, then how it ended. Each way of asking (chat,
completions, responses) gives it its own shape."""

from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from typing import Any

from localdocs.models.running.language_model import TokenLikelihood


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of a reply. ``likelihoods``: of its tokens, where the caller wants them."""

    text: str
    thought: str = ""
    likelihoods: tuple[TokenLikelihood, ...] = ()


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


Reply = AsyncGenerator[Said | Ended, None]
"""Pieces, then the one end."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A reply that is all there."""

    text: str
    thought: str
    likelihoods: tuple[TokenLikelihood, ...]
    ended: Ended


def usage_of(ends: Sequence[Ended], choices: int = 1) -> dict[str, int]:
    """The tokens of replies, of which each ``choices`` in turn have the same prompt."""
    prompt = sum(ended.prompt_tokens for ended in ends[::choices])
    answer = sum(ended.answer_tokens for ended in ends)
    return {
        "prompt_tokens": prompt,
        "completion_tokens": answer,
        "total_tokens": prompt + answer,
    }


def ours(ended: Ended) -> dict[str, Any]:
    """What no other server tells of a reply, under a key of its own."""
    return {} if ended.about is None else {"localdocs": ended.about}


def references(ended: Ended) -> dict[str, Any]:
    """What a reply from the documents cites, as GPT4All's server told it."""
    return {} if ended.references is None else {"references": list(ended.references) or None}


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
