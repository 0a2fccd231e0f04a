"""Which adapter opens a model folder.

Two stand behind the Protocol. `reference` is sentence-transformers, which defines what is
right. `openvino_embedder` runs an export of the same folder, several times as fast and without
importing torch; an export is only kept if it agrees with the reference (`export`).
"""

from pathlib import Path

from index.embedding.embedder import Embedder
from localdocs.errors import ModelMissingError


def load_embedder(
    folder: Path, cache_folder: Path, *, name: str = "", fast: bool = True
) -> Embedder:
    """The quickest adapter that is faithful to the sentence-transformers folder.

    The first call for a folder makes an export (seconds, in a child process); later ones load it.
    Loading itself happens at the first use. Raises ModelMissingError, ModelDamagedError.
    """
    check_folder(folder)
    name = name or folder.name
    if fast:
        from index.embedding.export import find_or_make_export
        from index.embedding.openvino_embedder import OpenVinoEmbedder

        export = find_or_make_export(folder, cache_folder)
        if export is not None:
            return OpenVinoEmbedder(folder, export, name)
    from index.embedding.reference import ReferenceEmbedder
    from localdocs.computer.files import model_fingerprint

    return ReferenceEmbedder(folder, name, model_fingerprint(folder, cache_folder))


def check_folder(folder: Path) -> None:
    """Raise ModelMissingError unless the folder looks like a sentence-transformers model."""
    has_modules = (folder / "modules.json").is_file() or (folder / "config.json").is_file()
    if has_modules and (folder / "tokenizer.json").is_file():
        return
    raise ModelMissingError(
        f"There is no embedding model at {folder}.",
        "Name a sentence-transformers folder: one with modules.json (or config.json) and "
        "tokenizer.json.",
    )
