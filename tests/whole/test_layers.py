"""The import picture: who may import whom is written down in pyproject.toml and holds."""

import subprocess
import sys

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
