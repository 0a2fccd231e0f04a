"""The import picture: who may import whom is written down in pyproject.toml and holds."""

import subprocess
import sys
from collections import Counter

import pytest

from paths import ROOT

LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def test_lower_layers_never_import_higher_ones() -> None:
    """In a child: the linter reconfigures logging for the whole process."""
    run = subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


MOST_FILES = 20
"""Of a folder: a person takes in so many at a glance."""


@pytest.mark.parametrize("package", ["localdocs", "ingest", "index", "prompts"])
def test_no_folder_is_a_heap(package: str) -> None:
    modules = [path for path in (ROOT / package).rglob("*.py") if path.name != "__init__.py"]
    folders = Counter(path.parent.relative_to(ROOT).as_posix() for path in modules)
    assert {folder: count for folder, count in folders.items() if count > MOST_FILES} == {}
