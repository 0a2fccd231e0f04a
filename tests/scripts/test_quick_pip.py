"""scripts/quick_pip.py: uv is set as pip is."""

import sys
from pathlib import Path

import pytest

import quick_pip


def test_what_is_set_for_pip_is_set_for_uv() -> None:
    settings = (
        ":env:.find-links='/wheels /more'\n"
        ":env:.timeout='180'\n"
        "global.extra-index-url='\\nfile:///a/simple\\nfile:///b/simple'\n"
        "global.find-links='/others'\n"
        "install.no-index='true'\n"
    )
    assert quick_pip.variables(settings) == {
        "UV_INDEX_STRATEGY": "unsafe-best-match",
        "UV_FIND_LINKS": "/wheels,/more",
        "UV_INDEX": "file:///a/simple file:///b/simple",
        "UV_NO_INDEX": "true",
    }


def test_without_uv_it_is_left_to_pip(tmp_path: Path) -> None:
    assert not quick_pip.install(str(tmp_path / "python"), ["numpy"], tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
@pytest.mark.parametrize("exit_code", [0, 2])
def test_where_uv_fails_it_is_left_to_pip(tmp_path: Path, exit_code: int) -> None:
    python = tmp_path / "python"
    python.symlink_to(sys.executable)
    uv = tmp_path / "uv"
    uv.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/asked\nexit {exit_code}\n')
    uv.chmod(0o755)
    assert quick_pip.install(str(python), ["numpy"], tmp_path) is (exit_code == 0)
    assert (tmp_path / "asked").read_text().split()[:2] == ["pip", "install"]
