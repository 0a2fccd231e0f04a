"""LangChain's standard tests against a running server (LOCALDOCS_SERVER), and what they leave out.

`scripts/framework_tests.py` of the repository starts one over the examples.
"""

import os
from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk
from langchain_core.retrievers import BaseRetriever
from langchain_localdocs import (
    ChatLocalDocs,
    LocalDocsEmbeddings,
    LocalDocsRetriever,
    LocalDocsServerError,
)
from langchain_tests.integration_tests import (
    ChatModelIntegrationTests,
    EmbeddingsIntegrationTests,
    RetrieversIntegrationTests,
)

if "LOCALDOCS_SERVER" not in os.environ:
    pytest.skip("no server: see scripts/framework_tests.py", allow_module_level=True)

MODEL = os.environ.get("LOCALDOCS_TEST_MODEL", "localdocs")
QUESTION = "How long is the notice period of the tenants?"


class TestRetriever(RetrieversIntegrationTests):
    @property
    def retriever_constructor(self) -> type[BaseRetriever]:
        return LocalDocsRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        return {}

    @property
    def retriever_query_example(self) -> str:
        return QUESTION


class TestEmbeddings(EmbeddingsIntegrationTests):
    @property
    def embeddings_class(self) -> type[LocalDocsEmbeddings]:
        return LocalDocsEmbeddings

    @property
    def embedding_model_params(self) -> dict[str, Any]:
        return {}


class TestLanguageModel(ChatModelIntegrationTests):
    @property
    def chat_model_class(self) -> type[BaseChatModel]:
        return ChatLocalDocs

    @property
    def chat_model_params(self) -> dict[str, Any]:
        return {"model": MODEL, "max_tokens": 120}

    @property
    def standard_chat_model_params(self) -> dict[str, Any]:
        return {"temperature": 0}

    @property
    def supports_model_override(self) -> bool:
        return True

    @property
    def model_override_value(self) -> str:
        return "localdocs"


class TestDocuments(ChatModelIntegrationTests):
    @property
    def chat_model_class(self) -> type[BaseChatModel]:
        return ChatLocalDocs

    @property
    def chat_model_params(self) -> dict[str, Any]:
        return {"model": "localdocs", "language_model": "none"}

    @property
    def standard_chat_model_params(self) -> dict[str, Any]:
        return {}

    @property
    def has_structured_output(self) -> bool:
        return False

    @property
    def supports_model_override(self) -> bool:
        return True

    @property
    def model_override_value(self) -> str:
        return MODEL


def test_a_hit_says_where_it_stands() -> None:
    (first, *_) = LocalDocsRetriever(type="docx").invoke(QUESTION)
    assert "three months" in first.page_content
    assert first.metadata["source"].endswith("tenancy-agreement.docx")
    assert first.metadata["title"]
    assert first.metadata["url"].startswith("http://")
    assert first.metadata["end"] - first.metadata["start"] == len(first.page_content)


def is_cited(text: str, metadata: dict[str, Any]) -> None:
    (citation, *_) = metadata["citations"]
    assert text[citation["start_index"] : citation["end_index"]] == "[1]"
    assert "three months" in citation["cited_text"]
    (reference, *_) = metadata["references"]
    assert reference["quote"] == citation["cited_text"]
    assert reference["verified"]
    assert metadata["localdocs"]["status"] == "answered"


def test_citations_come_with_the_message() -> None:
    message = ChatLocalDocs(language_model="none").invoke(QUESTION)
    is_cited(message.text, message.response_metadata)


async def test_and_with_a_stream() -> None:
    whole: AIMessageChunk | None = None
    async for chunk in ChatLocalDocs(language_model="none").astream(QUESTION):
        whole = chunk if whole is None else whole + chunk
    assert whole is not None
    is_cited(whole.text, whole.response_metadata)


def test_a_refusal_is_an_ordinary_message() -> None:
    message = ChatLocalDocs(language_model="none").invoke("What is the capital of Australia?")
    assert message.text
    assert message.response_metadata["citations"] == []
    assert message.response_metadata["localdocs"]["status"] == "not_found"


def test_what_the_server_refuses_is_said_in_its_words() -> None:
    with pytest.raises(LocalDocsServerError, match="folders are"):
        LocalDocsRetriever(folder="nothing").invoke(QUESTION)
    with pytest.raises(LocalDocsServerError, match="token") as refusal:
        LocalDocsRetriever(token="wrong").invoke(QUESTION)
    assert refusal.value.status == 401
    with pytest.raises(LocalDocsServerError):
        list(ChatLocalDocs(model="nothing").stream(QUESTION))
