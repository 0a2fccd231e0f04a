"""The class of GPT4All's Python package: the same words, and localdocs behind them."""

from pathlib import Path
from typing import Any

from localdocs.errors import ModelMissingError, UsageError
from localdocs.generation.model import Model
from localdocs.home.places import places
from localdocs.models.shelf.finding import catalogue_rows, fetch_model, find_file
from prompts.templates.renderer import render_chat

DEFAULT_MODEL_DIRECTORY = Path.home() / ".cache" / "gpt4all"
"""Where models lie, and are put, unless ``model_path`` says otherwise; may be set."""

_MARK = "\N{OBJECT REPLACEMENT CHARACTER}"
_PROCESSOR = (None, "cpu")


class GPT4All(Model):
    """A language model, constructed and asked as in GPT4All.

    ``model_name``: a file in ``model_path`` (".gguf" may be left out), a path, a name of the
    catalogue, or "" for the model that localdocs brings along. A model that is nowhere on this
    computer is downloaded if the catalogue knows it and ``allow_download`` is true; nothing else
    ever opens a connection. ``device``: None takes a GPU where the installed llama.cpp has one,
    "cpu" never, "gpu" or any other name insists on it. ``ngl``: so many layers on the GPU.
    ``force``: also a model that needs more memory than there is, which is refused otherwise.
    """

    def __init__(
        self,
        model_name: str | Path = "",
        model_path: str | Path | None = None,
        model_type: str | None = None,
        allow_download: bool = True,
        *,
        n_threads: int | None = None,
        device: str | None = None,
        n_ctx: int = 2048,
        ngl: int = 100,
        verbose: bool = False,
        force: bool = False,
    ) -> None:
        super().__init__(
            model_name,
            folder=_folder(model_path),
            allow_download=allow_download,
            context_tokens=n_ctx,
            threads=n_threads or 0,
            gpu_layers=0 if device == "cpu" else ngl,
            force=force,
            thoughts_apart=False,
        )
        self._config: dict[str, Any] | None = None
        if device not in _PROCESSOR and self.backend == "cpu":
            self.close()
            raise UsageError(
                f"There is no device {device!r}: this llama.cpp computes on the processor.",
                "Leave device out, or install llama-cpp-python for your GPU.",
            )

    @property
    def config(self) -> dict[str, Any]:
        """What is known of the model: name, filename, path, chatTemplate, systemPrompt,
        promptTemplate. The last two are the template's first turn in the old form ``{0}``."""
        if self._config is None:
            described = self._describe()
            tokens = {"bos_token": described.bos_token, "eos_token": described.eos_token}
            template = described.chat_template
            first = render_chat(template, [_user(_MARK)], **tokens)
            later = render_chat(template, [_user("a"), _assistant("b"), _user(_MARK)], **tokens)
            turn = _common_end(first.partition(_MARK)[0], later.partition(_MARK)[0])
            before, _, after = first.partition(_MARK)
            self._config = {
                "name": self.name,
                "filename": self.file.path.name,
                "path": str(self.file.path),
                "chatTemplate": template,
                "systemPrompt": before.removesuffix(turn),
                "promptTemplate": f"{turn}{{0}}{after}",
            }
        return self._config

    @staticmethod
    def list_models() -> list[dict[str, Any]]:
        """The models of the catalogue, which lies on this computer: nothing is fetched."""
        return catalogue_rows()

    @classmethod
    def retrieve_model(
        cls,
        model_name: str | Path,
        model_path: str | Path | None = None,
        allow_download: bool = True,
        verbose: bool = False,  # noqa: ARG003
    ) -> dict[str, Any]:
        """The model's entry of the catalogue with its "path", downloaded if need be and allowed."""
        folder = _folder(model_path)
        path = find_file(model_name, folder, places(), allow_download=allow_download)
        known = next((row for row in catalogue_rows() if row["filename"] == path.name), {})
        return {**known, "filename": path.name, "path": str(path)}

    @staticmethod
    def download_model(
        model_filename: str,
        model_path: str | Path | None = None,
        verbose: bool = True,  # noqa: ARG004
    ) -> str:
        """Fetch a model of the catalogue into ``model_path``; its path."""
        return str(fetch_model(model_filename, _folder(model_path)))


def _folder(named: str | Path | None) -> Path:
    """Raises ModelMissingError for a folder that is named and not there."""
    if named is None:
        return DEFAULT_MODEL_DIRECTORY
    folder = Path(named).expanduser()
    if not folder.is_dir():
        raise ModelMissingError(f"There is no folder {folder}.", "Name one that holds models.")
    return folder


def _user(content: str) -> dict[str, str]:
    return {"role": "user", "content": content}


def _assistant(content: str) -> dict[str, str]:
    return {"role": "assistant", "content": content}


def _common_end(one: str, other: str) -> str:
    """The longest text with which both end."""
    length = 0
    while length < min(len(one), len(other)) and one[-1 - length] == other[-1 - length]:
        length += 1
    return one[len(one) - length :]
