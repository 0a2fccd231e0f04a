"""The models that the settings choose: the named ones, else the embedded defaults."""

from pathlib import Path

from index.embedder import Embedder, load_embedder
from localdocs.language_model import LanguageModel
from localdocs.models.default_models import find_embedding_model, find_language_model
from localdocs.places import Places
from localdocs.settings import Settings


def open_embedder(settings: Settings, places: Places) -> Embedder:
    """The embedding model of the settings. Raises ModelMissingError, ModelDamagedError."""
    model = find_embedding_model(places.cache, _named(settings.text("embedding_model")))
    return load_embedder(model.path, places.cache, name=model.name)


def open_language_model(settings: Settings, places: Places) -> LanguageModel:
    """The language model of the settings. Its process starts when it is first used."""
    raise NotImplementedError


def _named(path: str) -> Path | None:
    return Path(path).expanduser().absolute() if path else None
