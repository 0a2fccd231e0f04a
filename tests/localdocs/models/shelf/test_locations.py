"""Where other programs keep their models: by the system, and by what the environment says."""

from pathlib import Path

import pytest

from localdocs.models.shelf.locations import known_locations


def folders(program: str, variables: dict[str, str], platform: str = "linux") -> list[Path]:
    known = known_locations(variables, platform)
    return [place.folder for place in known if place.program == program]


@pytest.mark.parametrize(
    ("program", "platform", "part"),
    [
        ("GPT4All", "linux", ".local/share/nomic.ai/GPT4All"),
        ("GPT4All", "darwin", "Library/Application Support/nomic.ai/GPT4All"),
        ("GPT4All", "win32", "AppData/Local/nomic.ai/GPT4All"),
        ("LM Studio", "linux", ".lmstudio/models"),
        ("Ollama", "darwin", ".ollama/models"),
        ("Ollama", "linux", "/usr/share/ollama/.ollama/models"),
        ("Jan", "win32", "AppData/Roaming/Jan/data/llamacpp/models"),
        ("llama.cpp", "darwin", "Library/Caches/llama.cpp"),
        ("Hugging Face", "linux", ".cache/huggingface/hub"),
    ],
)
def test_the_usual_places(tmp_path: Path, program: str, platform: str, part: str) -> None:
    found = folders(program, {"HOME": str(tmp_path)}, platform)
    assert tmp_path / part in found


@pytest.mark.parametrize(
    ("program", "variable", "folder"),
    [
        ("Ollama", "OLLAMA_MODELS", ""),
        ("llama.cpp", "LLAMA_CACHE", ""),
        ("Hugging Face", "HF_HUB_CACHE", ""),
        ("Hugging Face", "HF_HOME", "hub"),
        ("Jan", "JAN_DATA_FOLDER", ""),
    ],
)
def test_the_environment_comes_first(
    tmp_path: Path, program: str, variable: str, folder: str
) -> None:
    named = {"HOME": str(tmp_path), variable: str(tmp_path / "elsewhere")}
    assert folders(program, named)[0] == tmp_path / "elsewhere" / folder


def test_lm_studio_can_be_moved(tmp_path: Path) -> None:
    pointer = tmp_path / ".lmstudio-home-pointer"
    pointer.write_text(f"{tmp_path / 'moved'}\n", encoding="utf-8")
    assert tmp_path / "moved" / "models" in folders("LM Studio", {"HOME": str(tmp_path)})
    pointer.write_bytes(b"\xff\xfe\0")
    assert tmp_path / ".lmstudio" / "models" in folders("LM Studio", {"HOME": str(tmp_path)})
