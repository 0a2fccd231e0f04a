"""The tests of OpenAI's own Python client, run against our server.

    .venv/bin/python scripts/openai_tests.py [options of pytest]

They lie in the client's source distribution, which is fetched, with what they need, into a folder
that is deleted in the end. Taken are those for models, embeddings, completions and chats, as they
check that every reply is what the client's types say. The names of models in them become other
names of ours.
"""

import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

CHOSEN = "(create or (Models and (list or retrieve))) and loose"
FILES = ("test_models", "test_embeddings", "test_completions", "chat/test_completions")
TOKEN = "My API Key"
"""Written down in the tests."""

LANGUAGE, EMBEDDING = "SmolLM2-135M-Instruct", "all-MiniLM-L6-v2"
ALIASES = {
    "gpt-6-astra": LANGUAGE,
    "gpt-3.5-turbo-instruct": LANGUAGE,
    "text-embedding-3-small": EMBEDDING,
}
BUILDING = ("hatchling", "hatch-fancy-pypi-readme")
TESTING = ("pytest", "pytest-asyncio", "pytest-xdist", "rich")


def main() -> int:
    """Run them all; the exit code of pytest."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        python = _environment(folder)
        tests = _fetched(folder, python)
        subprocess.run([python, *_pip("install"), f"{tests}[aiohttp]", *TESTING], check=True)
        with _served(folder / "home") as address:
            files = [f"tests/api_resources/{name}.py" for name in FILES]
            command = [python, "-m", "pytest", "-n0", "-q", "-k", CHOSEN, *files, *sys.argv[1:]]
            environment = os.environ | {"TEST_API_BASE_URL": address}
            return subprocess.run(command, cwd=tests, env=environment, check=False).returncode


def _environment(folder: Path) -> str:
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    programs = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    return str(programs / "python")


def _fetched(folder: Path, python: str) -> Path:
    """The unpacked source distribution of the client that we have here."""
    subprocess.run([python, *_pip("install"), *BUILDING], check=True)
    wanted = ["--no-deps", "--no-binary", ":all:", "--no-build-isolation"]
    named = f"openai=={version('openai')}"
    subprocess.run([python, *_pip("download"), *wanted, "--dest", folder, named], check=True)
    [packed] = folder.glob("openai-*.tar.gz")
    with tarfile.open(packed) as archive:
        archive.extractall(folder, filter="data")
    return folder / packed.name.removesuffix(".tar.gz")


def _pip(word: str) -> list[str]:
    return ["-m", "pip", "--quiet", "--disable-pip-version-check", word]


@contextmanager
def _served(home: Path) -> Iterator[str]:
    """A server over a home of its own; what it is asked at."""
    home.mkdir(mode=0o700)
    token = home / "server-token"
    token.touch(mode=0o600)
    token.write_text(TOKEN, encoding="ascii")
    aliases = [word for names in ALIASES.items() for word in ("--alias", *names)]
    server = subprocess.Popen(
        [sys.executable, "-u", "-m", "localdocs", "serve", "--port", "0", *aliases],
        env=os.environ | {"LOCALDOCS_HOME": str(home)},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        yield server.stdout.readline().split()[-1]
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    sys.exit(main())
