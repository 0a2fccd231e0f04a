"""LangChain over your own files, by the server of localdocs on your computer."""

from langchain_localdocs.chat_models import ChatLocalDocs
from langchain_localdocs.embeddings import LocalDocsEmbeddings
from langchain_localdocs.retrievers import LocalDocsRetriever
from langchain_localdocs.server import LocalDocsServerError

__all__ = ["ChatLocalDocs", "LocalDocsEmbeddings", "LocalDocsRetriever", "LocalDocsServerError"]
