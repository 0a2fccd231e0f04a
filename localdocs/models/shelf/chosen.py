"""The models that the settings choose: the named ones, else the embedded defaults."""

from dataclasses import replace
from pathlib import Path

from index.embedding.choice import load_embedder
from index.embedding.embedder import Embedder
from index.ranking.reranker import CrossEncoderReranker, Reranker
from localdocs.home.places import Places
from localdocs.home.settings import Settings
from localdocs.models.running.language_model import LlamaLanguageModel, LlamaOptions
from localdocs.models.running.quantize import fastest_version
from localdocs.models.running.tuning import tuned
from localdocs.models.shelf.defaults import (
    ModelFile,
    find_embedding_model,
    find_language_model,
)
from prompts.answer.model import LanguageModel


def open_embedder(settings: Settings, places: Places) -> Embedder:
    """The embedding model of the settings. Raises ModelMissingError, ModelDamagedError."""
    model = find_embedding_model(places.cache, _named(settings.text("embedding_model")))
    return load_embedder(model.path, places.cache, name=model.name)


def open_reranker(settings: Settings) -> Reranker | None:
    """The cross-encoder of the settings, where one is named."""
    folder = _named(settings.text("reranking_model"))
    return None if folder is None else CrossEncoderReranker(folder)


def open_language_model(settings: Settings, places: Places) -> LanguageModel:
    """The language model of the settings. Its process starts when it is first used."""
    model = language_model_file(settings, places)
    options = LlamaOptions(
        context_tokens=settings.whole("context_tokens"),
        threads=settings.whole("threads"),
        native_log=places.log,
        templates=places.templates,
    )
    options = tuned(options, model.path, places.cache)
    return LlamaLanguageModel(model.path, model.name, options)


def language_model_file(settings: Settings, places: Places) -> ModelFile:
    """The GGUF file that answers: the one named as it is, the default in its fastest format."""
    named = _named(settings.text("language_model"))
    model = find_language_model(places.cache, named)
    if named is None:
        return replace(model, path=fastest_version(model.path, places.cache))
    return model


def _named(path: str) -> Path | None:
    return Path(path).expanduser().absolute() if path else None
