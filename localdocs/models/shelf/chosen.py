"""From the file of a model to a model that is open; and the models that the settings choose.

`localdocs.models.shelf.finding` goes from names to files. Nothing is loaded before it is used.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from localdocs.home.places import Places
from localdocs.home.settings import Settings
from localdocs.models.running.language_model import LlamaLanguageModel, LlamaOptions
from localdocs.models.running.tuning import tuned
from localdocs.models.shelf.defaults import ModelFile
from localdocs.models.shelf.finding import find_chosen, find_embedder
from prompts.answer.model import LanguageModel

if TYPE_CHECKING:
    from index.embedding.embedder import Embedder
    from index.ranking.reranker import Reranker


def open_file(
    model: ModelFile,
    where: Places,
    *,
    context_tokens: int,
    threads: int = 0,
    gpu_layers: int = -1,
) -> LlamaLanguageModel:
    """A language model, run as was measured to be best here. Its process starts when it is used."""
    options = LlamaOptions(
        context_tokens=context_tokens,
        threads=threads,
        gpu_layers=gpu_layers,
        native_log=where.log,
        templates=where.templates,
    )
    return LlamaLanguageModel(model.path, model.name, tuned(options, model.path, where.cache))


def open_named_embedder(name: str, where: Places) -> "Embedder":
    """The embedding model of a name. Raises as ``find_embedder`` does."""
    from index.embedding.choice import load_embedder

    model = find_embedder(name, where)
    return load_embedder(model.path, where.cache, name=model.name)


def open_language_model(settings: Settings, where: Places) -> LanguageModel:
    """The language model of the settings."""
    return open_file(
        find_chosen(settings, where),
        where,
        context_tokens=settings.whole("context_tokens"),
        threads=settings.whole("threads"),
    )


def open_embedder(settings: Settings, where: Places) -> "Embedder":
    """The embedding model of the settings."""
    return open_named_embedder(settings.text("embedding_model"), where)


def open_reranker(settings: Settings) -> "Reranker | None":
    """The cross-encoder of the settings, where one is named."""
    from index.ranking.reranker import CrossEncoderReranker

    named = settings.text("reranking_model")
    return CrossEncoderReranker(Path(named).expanduser().absolute()) if named else None
