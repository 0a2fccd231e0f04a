"""What does not need a model must not import one."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from localdocs.computer.processor import physical_cores

HEAVY = {"torch", "llama_cpp", "faiss", "openvino", "sentence_transformers", "transformers"}
ALSO_NOT_FOR_STATUS = HEAVY | {"numpy", "sqlite_utils", "pypdf", "pypdfium2", "lxml", "rich"}
PRINT_MODULES = "import sys, atexit; atexit.register(lambda: print(*sys.modules, file=sys.stderr))"


def modules_of(*words: str, home: Path) -> set[str]:
    program = f"{PRINT_MODULES}; sys.argv = ['localdocs', *{list(words)!r}]; import runpy; "
    program += "runpy.run_module('localdocs', run_name='__main__')"
    run = subprocess.run(
        [sys.executable, "-c", program],
        env={
            "LOCALDOCS_HOME": str(home),
            "LOCALDOCS_CACHE": str(home),
            "PYTHONPATH": ":".join(sys.path),
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return set(run.stderr.split())


@pytest.mark.parametrize(
    "words", [["--help"], ["models", "--help"], ["status"], ["list"], ["config"], ["--version"]]
)
def test_light_commands_import_nothing_heavy(tmp_path: Path, words: list[str]) -> None:
    from index.sqlite.connection import open_database

    open_database(tmp_path / "index" / "localdocs.db").close()
    imported = {name.split(".")[0] for name in modules_of(*words, home=tmp_path)}
    assert not imported & ALSO_NOT_FOR_STATUS


def test_a_list_of_models_imports_nothing_heavy_where_the_computer_was_measured(
    tmp_path: Path,
) -> None:
    measured = {"cores": physical_cores(), "bandwidth": 2e10, "computing": 4e11, "times": 2}
    (tmp_path / "machine.json").write_text(json.dumps(measured), encoding="utf-8")
    imported = modules_of("models", "list", home=tmp_path)
    assert not {name.split(".")[0] for name in imported} & ALSO_NOT_FOR_STATUS
    assert not {"localdocs.views.answers", "importlib.metadata"} & imported


def test_help_imports_no_command(tmp_path: Path) -> None:
    imported = {
        name for name in modules_of("--help", home=tmp_path) if "localdocs.commands." in name
    }
    assert imported == {"localdocs.commands.root", "localdocs.commands.lazy"}
