"""LangChain's standard tests that ask no server."""

from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_localdocs import ChatLocalDocs, LocalDocsEmbeddings
from langchain_tests.unit_tests import ChatModelUnitTests, EmbeddingsUnitTests

ENVIRONMENT = {"LOCALDOCS_SERVER": "http://127.0.0.1:9", "LOCALDOCS_TOKEN": "token"}


class TestChat(ChatModelUnitTests):
    @property
    def chat_model_class(self) -> type[BaseChatModel]:
        return ChatLocalDocs

    @property
    def chat_model_params(self) -> dict[str, Any]:
        return {"model": "localdocs", "server": "http://127.0.0.1:9"}

    @property
    def init_from_env_params(self) -> tuple[dict[str, str], dict[str, Any], dict[str, Any]]:
        return ENVIRONMENT, {}, {}

    def test_the_environment_is_taken(self, monkeypatch: Any) -> None:
        for name, value in ENVIRONMENT.items():
            monkeypatch.setenv(name, value)
        model = ChatLocalDocs()
        assert (model._asked.address, model._asked.token) == tuple(ENVIRONMENT.values())


class TestEmbeddings(EmbeddingsUnitTests):
    @property
    def embeddings_class(self) -> type[LocalDocsEmbeddings]:
        return LocalDocsEmbeddings

    @property
    def embedding_model_params(self) -> dict[str, Any]:
        return {"server": "http://127.0.0.1:9"}
