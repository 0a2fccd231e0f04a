"""uv in pip's place, set as pip is set: the same packages in a tenth of the time.

pip stays the one that is asked for what uv cannot do, and where uv is not to be had.
"""

from __future__ import annotations

import ast
import os
import subprocess
from pathlib import Path

NAMES = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "no-index": "UV_NO_INDEX",
    "cert": "SSL_CERT_FILE",
    "proxy": "ALL_PROXY",
}
"""What pip calls a setting, and the variable that means the same to uv."""


def variables(settings: str) -> dict[str, str]:
    """uv's variables for what ``pip config list`` has printed; any index may have any package, as
    pip has it."""
    found = {"UV_INDEX_STRATEGY": "unsafe-best-match"}
    for line in settings.splitlines():
        name, _, written = line.partition("=")
        variable = NAMES.get(name.rpartition(".")[2])
        if variable:
            between = "," if variable == "UV_FIND_LINKS" else " "
            found.setdefault(variable, between.join(str(ast.literal_eval(written)).split()))
    return found


def install(python: str, arguments: list[str], folder: Path) -> bool:
    """Whether uv lies beside this Python and has installed what ``pip install`` would have."""
    uv = Path(python).with_name("uv.exe" if os.name == "nt" else "uv")
    if not uv.exists():
        return False
    listed = subprocess.run(
        [python, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    )
    command = [str(uv), "pip", "install", "-qq", "--python", python, *arguments]
    given = {**variables(listed.stdout), **os.environ}
    done = subprocess.run(command, cwd=folder, env=given, capture_output=True, check=False)
    return done.returncode == 0
