"""What a language model is to whoever asks it: it describes itself, counts tokens, and writes.

The adapter is in `localdocs.models.running.language_model`; tests stand a fake in its place.
"""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Protocol

from localdocs.types import Sampling

SMALL = 1_000_000_000
"""Parameters below which a model is only trusted with the wording."""


@dataclass(frozen=True, slots=True)
class ModelDescription:
    """What a prompt has to respect. ``control_tokens`` are spellings that steer the model."""

    context_tokens: int
    chat_template: str
    bos_token: str
    eos_token: str
    control_tokens: tuple[str, ...]
    architecture: str = ""
    backend: str = "cpu"
    """What computes: "cpu", "cuda", "metal", …"""
    note: str = ""
    """What the person should know of how it is spoken to."""


@dataclass(frozen=True, slots=True)
class Usage:
    """The figures of one reply.

    ``finish_reason``: "stop" (it was at its end, or a stop string came) or "length".
    """

    prompt_tokens: int
    answer_tokens: int
    finish_reason: str = "stop"


class LanguageModel(Protocol):
    """A model that continues a prompt."""

    @property
    def name(self) -> str:
        """What a person calls it."""

    @property
    def parameters(self) -> int:
        """How many numbers it is made of, told without loading it; 0: not known."""

    def describe(self) -> ModelDescription:
        """What a prompt has to respect."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """The number of tokens of each text, a BOS that the model wants in front not counted."""

    def stream(self, prompt: str, sampling: Sampling) -> Generator[str, None, Usage]:
        """The reply, piece by piece; the generator's return value holds the figures.

        Closing it early stops the model. Raises ModelError for a prompt that does not fit, and
        ModelCrashedError.
        """

    def close(self) -> None:
        """Free everything; the next call would start anew."""
