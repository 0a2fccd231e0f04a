"""A model by its name: found, opened when it is first used, and ready to generate."""

from pathlib import Path

from localdocs.generation.text_generator import TextGenerator
from localdocs.home.places import places
from localdocs.models.shelf.chosen import open_file
from localdocs.models.shelf.defaults import ModelFile
from localdocs.models.shelf.finding import find_model


class Model(TextGenerator):
    """A language model on this computer.

    ``name`` is a GGUF file, the name of a model in ``folder`` or anywhere that ``localdocs models
    list`` looks, or "" for the one that localdocs brings along. Constructing finds the file, and no
    more; it raises ModelMissingError (a FileNotFoundError), ModelDamagedError,
    ModelUnsupportedError for one that does not write, and ModelTooLargeError unless ``force``.
    ``threads`` 0: as many as suit the computer; ``gpu_layers`` -1: all, where there is a GPU.
    ``thoughts_apart`` False: what a reasoning model thinks is a part of its answer.
    """

    def __init__(
        self,
        name: str | Path = "",
        *,
        folder: Path | None = None,
        allow_download: bool = False,
        context_tokens: int = 4096,
        threads: int = 0,
        gpu_layers: int = -1,
        force: bool = False,
        thoughts_apart: bool = True,
    ) -> None:
        where = places()
        self._file = find_model(
            name,
            folder,
            where,
            context_tokens=context_tokens,
            allow_download=allow_download,
            force=force,
        )
        model = open_file(
            self._file,
            where,
            context_tokens=context_tokens,
            threads=threads,
            gpu_layers=gpu_layers,
        )
        super().__init__(model, thoughts_apart=thoughts_apart)

    @property
    def file(self) -> ModelFile:
        """The model's name and path."""
        return self._file
