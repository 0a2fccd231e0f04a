"""Which template a model is spoken to with: a person's own, else the file's, else its family's."""

from collections.abc import Sequence
from pathlib import Path, PureWindowsPath

from localdocs.errors import ModelError
from prompts.templates.families import family_of, family_template


def choose_template(
    in_file: str, architecture: str, names: Sequence[str], folder: Path | None = None
) -> str:
    """The template of a model.

    ``names`` are what the model and its file are called; ``folder`` holds a person's own templates,
    ``NAME.jinja``. ``in_file`` is the template in the model file, "" where there is none. ChatML,
    which most models have seen, is for those of which nothing is known. Raises ModelError when a
    template of the person's cannot be read.
    """
    own = _own_template(names, folder) if folder else None
    if own is not None:
        return own
    if in_file:
        return in_file
    family = family_of(architecture, names)
    return family_template(family.template if family else "chatml")


def _own_template(names: Sequence[str], folder: Path) -> str | None:
    for name in names:
        path = folder / f"{PureWindowsPath(name).name}.jinja"
        if path.is_file():
            return read_template(path)
    return None


def read_template(path: Path) -> str:
    """The template in a file. Raises ModelError when that cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no UTF-8 text"
        raise ModelError(f"The template {path} cannot be read: {reason}.") from error
