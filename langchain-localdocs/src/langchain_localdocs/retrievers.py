"""Passages of the person's documents."""

from typing import Any

from langchain_core.callbacks import (
    AsyncCallbackManagerForRetrieverRun,
    CallbackManagerForRetrieverRun,
)
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from langchain_localdocs.connected import Connected, Narrowed


class LocalDocsRetriever(Connected, Narrowed, BaseRetriever):
    """Finds the passages that speak to a question, by words and by meaning, best first.

    Each has in its metadata: ``source`` (the file), ``title``, ``page``, ``place``, ``heading``,
    ``start`` and ``end`` (characters of the page), ``score``, ``document`` (its id), ``url``.
    """

    k: int = 10
    """How many."""

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, **more: Any
    ) -> list[Document]:
        found = self._asked.post("/api/search", self._request(query, more))
        return [_document(hit) for hit in found["hits"]]

    async def _aget_relevant_documents(
        self, query: str, *, run_manager: AsyncCallbackManagerForRetrieverRun, **more: Any
    ) -> list[Document]:
        found = await self._asked.apost("/api/search", self._request(query, more))
        return [_document(hit) for hit in found["hits"]]

    def _request(self, query: str, more: dict[str, Any]) -> dict[str, Any]:
        return {"question": query, "k": self.k} | self.filters() | more


def _document(hit: dict[str, Any]) -> Document:
    metadata = {name: value for name, value in hit.items() if name not in ("text", "path")}
    identity = f"{hit['document']}/{hit['page']}/{hit['start']}-{hit['end']}"
    return Document(
        id=identity, page_content=hit["text"], metadata={"source": hit["path"]} | metadata
    )
