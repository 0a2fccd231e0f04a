"""What docs/api.md shows is run, as it stands there."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from paths import ROOT
from server_support import Served

pytestmark = [
    pytest.mark.models,
    pytest.mark.skipif(sys.platform == "win32", reason="signals"),
]

PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
CODE = re.findall(r"^```py\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
CURL = re.findall(r"^\$ (curl .*)$", PAGE, re.MULTILINE)


@pytest.fixture
def environment(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", f"{served.address}/v1")
    monkeypatch.setenv("OPENAI_API_KEY", served.token)


@pytest.mark.usefixtures("environment")
@pytest.mark.parametrize("code", CODE, ids=["openai", "langchain"])
def test_the_code_runs(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(code, "docs/api.md", "exec"), {"__name__": "docs"})
    assert "tenancy-agreement.docx, page 1 http://127.0.0.1" in capsys.readouterr().out


@pytest.mark.usefixtures("environment")
@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl here")
@pytest.mark.parametrize("command", CURL, ids=["models", "chat", "responses", "embeddings"])
def test_curl_is_answered(command: str) -> None:
    run = subprocess.run(
        ["bash", "-c", f"{command} --fail"],
        env=dict(os.environ),
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert run.returncode == 0 and '"object":' in run.stdout, run.stderr
