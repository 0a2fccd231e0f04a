"""Vectors by the model that embeds the person's documents."""

from typing import Any

from langchain_core.embeddings import Embeddings

from langchain_localdocs.connected import Connected

AT_A_TIME = 1000


class LocalDocsEmbeddings(Connected, Embeddings):
    """Turns texts into vectors of unit length."""

    model: str = "localdocs"
    """Its name in replies; the model is the one that the library is indexed with."""

    dimensions: int | None = None
    """Shorter vectors than the model gives, where it can be cut."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """The vectors of texts, in their order."""
        found = (self._asked.post("/v1/embeddings", body) for body in self._bodies(texts))
        return [vector for reply in found for vector in _vectors(reply)]

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        return self.embed_documents([text])[0]

    async def aembed_documents(self, texts: list[str]) -> list[list[float]]:
        """As ``embed_documents``."""
        found = [await self._asked.apost("/v1/embeddings", body) for body in self._bodies(texts)]
        return [vector for reply in found for vector in _vectors(reply)]

    async def aembed_query(self, text: str) -> list[float]:
        """As ``embed_query``."""
        return (await self.aembed_documents([text]))[0]

    def _bodies(self, texts: list[str]) -> list[dict[str, Any]]:
        more = {} if self.dimensions is None else {"dimensions": self.dimensions}
        starts = range(0, len(texts), AT_A_TIME)
        parts = [texts[start : start + AT_A_TIME] for start in starts]
        return [{"model": self.model, "input": part, **more} for part in parts]


def _vectors(reply: dict[str, Any]) -> list[list[float]]:
    in_order = sorted(reply["data"], key=lambda item: item["index"])
    return [item["embedding"] for item in in_order]
