"""What is known of families of embedding models: how texts open, and whether vectors may be cut.

From the models' cards: nomic-ai/nomic-embed-text-v1 and v1.5 (Matryoshka), BAAI/bge-*-en-v1.5,
intfloat/e5-* and multilingual-e5-*, sentence-transformers/all-MiniLM-L6-v2 (none).
"""

import re
from dataclasses import dataclass, field

from localdocs.errors import UsageError


@dataclass(frozen=True, slots=True)
class EmbeddingFamily:
    """``openings``: by the name of a purpose, what a text begins with. ``shortens``: a vector's
    first numbers are a vector too (Matryoshka learning)."""

    pattern: str
    openings: dict[str, str] = field(default_factory=dict)
    default: str = ""
    shortens: bool = False

    def opening(self, prefix: str | None) -> str:
        """What a text begins with that is embedded with ``prefix``. Raises UsageError."""
        if not self.openings:
            if prefix:
                raise UsageError(f"This model knows no prefix, and so not {prefix!r}.")
            return ""
        chosen = self.default if prefix is None else prefix
        if chosen not in self.openings:
            known = ", ".join(self.openings)
            raise UsageError(f"This model knows no prefix {prefix!r}, only: {known}.")
        return self.openings[chosen]


def _nomic(pattern: str, *, shortens: bool) -> EmbeddingFamily:
    purposes = ("search_document", "search_query", "clustering", "classification")
    openings = {purpose: f"{purpose}: " for purpose in purposes}
    return EmbeddingFamily(pattern, openings, "search_document", shortens)


_BGE_QUERY = "Represent this sentence for searching relevant passages: "

FAMILIES = (
    _nomic(r"nomic-embed-text-v1\.5", shortens=True),
    _nomic(r"nomic-embed-text", shortens=False),
    EmbeddingFamily(
        r"\be5-|multilingual-e5",
        {"passage": "passage: ", "query": "query: "},
        "passage",
    ),
    EmbeddingFamily(r"bge-.*-en", {"": "", "query": _BGE_QUERY}),
)

_PLAIN = EmbeddingFamily("")


def family_of_embedder(identity: str) -> EmbeddingFamily:
    """The family of a model by its name; one without prefixes where none is known."""
    name = identity.lower()
    return next((known for known in FAMILIES if re.search(known.pattern, name)), _PLAIN)
