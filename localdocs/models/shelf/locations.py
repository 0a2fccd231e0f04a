"""Where other programs keep their models, on this system.

Only folders are named here; ``localdocs.models.shelf.found`` looks into them and changes nothing.
"""

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

GPT4ALL, LM_STUDIO, OLLAMA, JAN = "GPT4All", "LM Studio", "Ollama", "Jan"
LLAMA_CPP, HUGGING_FACE, OURS = "llama.cpp", "Hugging Face", "localdocs"


@dataclass(frozen=True, slots=True)
class Location:
    """A folder in which a program keeps models; it need not be there."""

    program: str
    folder: Path


def known_locations(
    environment: Mapping[str, str] | None = None, platform: str = sys.platform
) -> list[Location]:
    """All places that are looked at, the environment's own before the usual ones."""
    variables = os.environ if environment is None else environment
    return list(dict.fromkeys(_locations(variables, platform)))


def _locations(variables: Mapping[str, str], platform: str) -> Iterator[Location]:
    home = Path(variables.get("HOME") or variables.get("USERPROFILE") or Path.home())
    data, cache = _data(variables, platform, home), _cache(variables, platform, home)
    local = _windows_local(variables, home) if platform == "win32" else data

    yield Location(GPT4ALL, home / ".cache" / "gpt4all")
    yield Location(GPT4ALL, local / "nomic.ai" / "GPT4All")

    yield Location(LM_STUDIO, _lm_studio_home(home) / "models")
    yield Location(LM_STUDIO, home / ".cache" / "lm-studio" / "models")

    if variables.get("OLLAMA_MODELS"):
        yield Location(OLLAMA, Path(variables["OLLAMA_MODELS"]))
    yield Location(OLLAMA, home / ".ollama" / "models")
    if platform.startswith("linux"):
        yield Location(OLLAMA, Path("/usr/share/ollama/.ollama/models"))

    if variables.get("JAN_DATA_FOLDER"):
        yield Location(JAN, Path(variables["JAN_DATA_FOLDER"]))
    yield Location(JAN, data / "Jan" / "data" / "llamacpp" / "models")
    yield Location(JAN, data / "Jan" / "data" / "models")
    yield Location(JAN, home / "jan" / "models")

    if variables.get("LLAMA_CACHE"):
        yield Location(LLAMA_CPP, Path(variables["LLAMA_CACHE"]))
    yield Location(LLAMA_CPP, cache / "llama.cpp")

    yield Location(HUGGING_FACE, _hugging_face(variables, home))


def _hugging_face(variables: Mapping[str, str], home: Path) -> Path:
    """By the rules of huggingface_hub."""
    if variables.get("HF_HUB_CACHE"):
        return Path(variables["HF_HUB_CACHE"]).expanduser()
    if variables.get("HF_HOME"):
        return Path(variables["HF_HOME"]).expanduser() / "hub"
    cache = Path(variables.get("XDG_CACHE_HOME") or home / ".cache")
    return cache / "huggingface" / "hub"


def _lm_studio_home(home: Path) -> Path:
    """LM Studio can be moved; a small file in the home folder says where to."""
    try:
        with (home / ".lmstudio-home-pointer").open(encoding="utf-8") as pointer:
            moved = pointer.read(4096).strip()
    except (OSError, UnicodeDecodeError):
        moved = ""
    return Path(moved) if moved and "\0" not in moved else home / ".lmstudio"


def _data(variables: Mapping[str, str], platform: str, home: Path) -> Path:
    if platform == "win32":
        return Path(variables.get("APPDATA") or home / "AppData" / "Roaming")
    if platform == "darwin":
        return home / "Library" / "Application Support"
    return Path(variables.get("XDG_DATA_HOME") or home / ".local" / "share")


def _cache(variables: Mapping[str, str], platform: str, home: Path) -> Path:
    if platform == "win32":
        return _windows_local(variables, home)
    if platform == "darwin":
        return home / "Library" / "Caches"
    return Path(variables.get("XDG_CACHE_HOME") or home / ".cache")


def _windows_local(variables: Mapping[str, str], home: Path) -> Path:
    return Path(variables.get("LOCALAPPDATA") or home / "AppData" / "Local")
