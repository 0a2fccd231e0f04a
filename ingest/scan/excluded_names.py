"""Names that are never looked at: hidden, temporary and built files and folders."""

import re

FOLDER_MARKS = frozenset(("pyvenv.cfg", "CACHEDIR.TAG"))
"""A folder below the root that holds one of these files is left out."""

_FOLDERS = frozenset(
    (
        "node_modules",
        "bower_components",
        "site-packages",
        "__pycache__",
        "__macosx",
        "cvs",
        "venv",
        "virtualenv",
        "lost+found",
        "$recycle.bin",
        "system volume information",
    )
)
_FILES = re.compile(
    r"~\$.*|.*~|#.*#|.*\.(?:tmp|temp|part|partial|crdownload|download|swp|swo|bak|lock)"
    r"|thumbs\.db|desktop\.ini|package-lock\.json|icon\r",
    re.IGNORECASE | re.DOTALL,
)


def is_excluded_folder(name: str) -> bool:
    """Whether a folder of this name is left out, with everything below it."""
    return name.startswith(".") or name.lower() in _FOLDERS


def is_excluded_file(name: str) -> bool:
    """Whether a file of this name is left out."""
    return name.startswith(".") or _FILES.fullmatch(name) is not None
