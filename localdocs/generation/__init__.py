"""Text and vectors from models on this computer, with the shape of GPT4All's Python package.

    from localdocs.generation import GPT4All

    model = GPT4All("Meta-Llama-3-8B-Instruct.Q4_0.gguf")
    with model.chat_session():
        print(model.generate("Why is the sea salty?"))

Code that was written for GPT4All runs with that one line changed. ``Model`` is the same without its
habits: it downloads nothing, and "" is the model that localdocs brings along.
"""

from localdocs.generation import gpt4all
from localdocs.generation.embedding import CancellationError, Embed4All
from localdocs.generation.embedding import TextEmbedder as Embedder
from localdocs.generation.gpt4all import GPT4All
from localdocs.generation.model import Model
from localdocs.generation.text_generator import Completion

__all__ = [
    "CancellationError",
    "Completion",
    "Embed4All",
    "Embedder",
    "GPT4All",
    "Model",
    "gpt4all",
]
