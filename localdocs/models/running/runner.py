"""Whether llama.cpp, which runs language models, is installed here.

It is compiled on the computer that it runs on, so that a computer without a compiler may lack it.
Everything but the sentences of a language model works without it.
"""

from importlib.util import find_spec

from localdocs.errors import RunnerMissingError

MISSING = "llama.cpp, which runs language models, is not installed"

REMEDY = (
    "Install a C++ compiler, then: pip install llama-cpp-python  (with pipx: pipx runpip localdocs "
    "install llama-cpp-python; with uv: see docs/install.md; in a clone: make setup)"
)

OWN_WORDS = f"No language model was asked: {MISSING} (localdocs doctor)."
"""The note on an answer that a language model would have worded."""


def has_runner() -> bool:
    """Looked up, not imported: that would take a second, and can crash."""
    return find_spec("llama_cpp") is not None


def runner_version() -> str:
    """Its version, "" where it is not installed."""
    from importlib.metadata import PackageNotFoundError, version  # here, since it takes its time

    try:
        return version("llama-cpp-python")
    except PackageNotFoundError:
        return ""


def check_runner() -> None:
    """Raise RunnerMissingError where there is none."""
    if not has_runner():
        raise RunnerMissingError(f"{MISSING}.", REMEDY)
