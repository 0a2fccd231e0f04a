"""Text files that a person names on the command line."""

from pathlib import Path

from localdocs.errors import PathError, UsageError


def text_of(path: Path) -> str:
    """The text of a file in UTF-8. Raises PathError where it cannot be read, UsageError where it
    is not text.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise PathError(f"{path} does not exist.", "Check the spelling of the path.") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path} is not text in UTF-8.", "Save it as UTF-8.") from None
    except OSError as error:
        raise PathError(f"{path} cannot be read: {error.strerror}.", "Check the path.") from error
