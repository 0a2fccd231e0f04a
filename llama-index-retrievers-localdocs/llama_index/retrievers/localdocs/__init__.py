"""LlamaIndex over your own files, by the server of localdocs on your computer."""

from llama_index.retrievers.localdocs.base import LocalDocsRetriever, LocalDocsServerError

__all__ = ["LocalDocsRetriever", "LocalDocsServerError"]
