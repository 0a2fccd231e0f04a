"""The import picture: who may import whom is written down in pyproject.toml and holds."""

import io
from contextlib import redirect_stdout

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports


def test_lower_layers_never_import_higher_ones() -> None:
    report = io.StringIO()
    with redirect_stdout(report):
        status = lint_imports(config_filename="pyproject.toml", no_cache=True)
    assert status == EXIT_STATUS_SUCCESS, report.getvalue()
