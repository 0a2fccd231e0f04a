"""Hits as sources of a prompt, and a tokenizer that counts words."""

from collections.abc import Sequence
from pathlib import Path

from localdocs.types import Hit


def count_words(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) for text in texts]


def hit(text: str, number: int = 1, heading: str = "", columns: str = "") -> Hit:
    return Hit(
        number, Path(f"/docs/file{number}.pdf"), "", number, "", 0, len(text), heading, columns,
        text, 1.0, "both",
    )  # fmt: skip
