"""What a person leaves out: ignore files in the syntax of git, and kinds of files by suffix.

``.localdocsignore`` is honoured in the folder and in every folder below it, ``.gitignore`` as well
if that is wished; in one folder the former has the last word. As with git, what lies in an ignored
folder cannot be taken back in, and a pattern deeper down wins over one higher up.
"""

import errno
import stat
from dataclasses import dataclass
from pathlib import Path

from ingest.scan.ignore_patterns import Patterns
from ingest.scan.opening import open_found

GIT_FILE = ".gitignore"
OUR_FILE = ".localdocsignore"
IGNORE_FILES = (GIT_FILE, OUR_FILE)
"""In the order in which they are read: the later one has the last word."""

SIZE_LIMIT_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Rules:
    """Which files count. Suffixes are in lower case, like ".pdf"; empty means no such rule."""

    honour_gitignore: bool = False
    include_suffixes: frozenset[str] = frozenset()
    exclude_suffixes: frozenset[str] = frozenset()

    def take_suffix(self, suffix: str) -> bool:
        """Whether files of this kind count."""
        if suffix in self.exclude_suffixes:
            return False
        return not self.include_suffixes or suffix in self.include_suffixes

    def is_ignore_file(self, name: str) -> bool:
        """Whether a file of this name says what to ignore."""
        return name == OUR_FILE or (name == GIT_FILE and self.honour_gitignore)


def suffix_list(text: str) -> frozenset[str]:
    """The suffixes of a list like "pdf, .MD"."""
    words = (word.strip().lower().lstrip(".") for word in text.replace(";", ",").split(","))
    return frozenset(f".{word}" for word in words if word)


def read_lines(folder: str, names: list[str]) -> list[str]:
    """The lines of the ignore files of these names in a folder. Raises OSError.

    A link is no ignore file, as with git.
    """
    lines: list[str] = []
    for name in sorted(names, key=IGNORE_FILES.index):
        path = Path(folder, name)
        if not stat.S_ISREG(path.lstat().st_mode):
            continue
        with open_found(path, path.parent) as file:
            data = file.read(SIZE_LIMIT_BYTES + 1)
        if len(data) > SIZE_LIMIT_BYTES:
            raise OSError(errno.EFBIG, f"{name} is larger than 1 MiB")
        lines += data.decode("utf-8-sig", "surrogateescape").split("\n")
    return lines


def is_ignored(path: Path, root: Path, rules: Rules) -> bool:
    """Whether ignore files or suffixes leave out ``path``, which need not be there (any more)."""
    if path == root or rules.is_ignore_file(path.name):
        return False
    patterns, inside = Patterns(), ""
    *above, name = path.relative_to(root).parts
    for part in (*above, None):
        patterns = patterns.within(inside, _lines_if_any(root / inside, rules))
        if part is None:
            break
        inside = f"{inside}/{part}" if inside else part
        if patterns.ignore(inside, is_folder=True):
            return True
    is_folder = path.is_dir()
    relative = f"{inside}/{name}" if inside else name
    if patterns.ignore(relative, is_folder=is_folder):
        return True
    return bool(path.suffix) and not is_folder and not rules.take_suffix(path.suffix.lower())


def _lines_if_any(folder: Path, rules: Rules) -> list[str]:
    names = [name for name in IGNORE_FILES if rules.is_ignore_file(name)]
    try:
        return read_lines(str(folder), [name for name in names if (folder / name).is_file()])
    except OSError:
        return []
