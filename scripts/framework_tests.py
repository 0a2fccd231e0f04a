"""Run the tests of langchain-localdocs and llama-index-retrievers-localdocs against a real server.

    python scripts/framework_tests.py [VENV] [WORDS FOR PYTEST]

VENV is a virtual environment of their own (default: .venv-frameworks), made where there is none:
what they depend on is none of localdocs' business. The server runs here, over the examples.
"""

import importlib
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("langchain-localdocs", "llama-index-retrievers-localdocs")
NEEDS = ["langchain-tests", "pytest", "pytest-asyncio", "pytest-timeout"]

SUPPORT = ROOT / "tests" / "support"


def main() -> None:
    """End with 1 where a test of either package fails."""
    sys.path.insert(0, str(SUPPORT))
    running_server = importlib.import_module("server_support").running_server

    place = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / ".venv-frameworks")
    python = prepared(place)
    with tempfile.TemporaryDirectory() as folder, running_server(Path(folder)) as served:
        models = served.get("/v1/models").json()["data"]
        environment = os.environ | {
            "LOCALDOCS_SERVER": served.address,
            "LOCALDOCS_TOKEN": served.token,
            "LOCALDOCS_HOME": folder,
            "LOCALDOCS_TEST_MODEL": next(
                one["id"] for one in models if not one["id"].startswith("localdocs")
            ),
        }
        environment.pop("PYTHONPATH", None)
        command = [python, "-m", "pytest", "-q", "--timeout=300", *sys.argv[2:]]
        codes = [subprocess.call(command, cwd=ROOT / name, env=environment) for name in PACKAGES]
    sys.exit(any(codes))


def prepared(place: Path) -> str:
    """The Python of the environment, which has both packages as they are now."""
    python = place / ("Scripts" if os.name == "nt" else "bin") / "python"
    if not python.exists():
        venv.create(place, with_pip=True)
    paths = [str(ROOT / name) for name in PACKAGES]
    command = [str(python), "-m", "pip", "install", "-q", *NEEDS, *paths]
    subprocess.run(command, check=True)
    return str(python)


if __name__ == "__main__":
    main()
