"""Heads of GGUF files: what they say, and what is said of those that are damaged or none."""

import json
import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from gguf_files import SMALL, gguf_bytes, write_gguf
from localdocs.errors import ModelDamagedError, ModelError, ModelUnsupportedError
from localdocs.models.gguf.header import check_gguf, read_facts, trained_context
from localdocs.models.shelf.defaults import find_language_model


def test_the_head_says_what_the_model_is(tmp_path: Path) -> None:
    facts = read_facts(write_gguf(tmp_path / "tiny.gguf", weights=4096))
    assert (facts.architecture, facts.name, facts.quantization) == ("llama", "Tiny", "Q4_0")
    assert (facts.parameters, facts.weight_bytes) == (4096, 4096 // 32 * 18)
    assert facts.context_tokens == trained_context(tmp_path / "tiny.gguf") == 2048
    assert facts.key_value_width == 2 * 2 * (16 + 16)  # layers, heads, keys and values
    assert (facts.vocabulary, facts.languages, facts.licence) == (3, ("en", "de"), "apache-2.0")
    assert facts.chat_template == "{{ messages[0].content }}"


@pytest.mark.models
def test_the_head_of_a_real_model(tmp_path: Path) -> None:
    model = find_language_model(tmp_path)
    facts = read_facts(model.path)
    assert facts.architecture == "llama" and facts.quantization == "Q4_1"
    assert facts.parameters == 134_515_008
    assert (facts.layers, facts.width, facts.vocabulary) == (30, 576, 49_152)
    assert 0.95 * facts.file_bytes < facts.weight_bytes < facts.file_bytes


def test_a_vocabulary_is_counted_and_what_follows_it_is_read(tmp_path: Path) -> None:
    words = [f"word {number}" for number in range(20_000)]
    path = write_gguf(tmp_path / "many.gguf", tokenizer__ggml__tokens=words)
    facts = read_facts(path)
    assert facts.vocabulary == 20_000
    assert facts.chat_template


def test_heads_may_differ_from_layer_to_layer(tmp_path: Path) -> None:
    path = write_gguf(
        tmp_path / "x.gguf",
        llama__attention__head_count_kv=[2, 0],
        llama__attention__key_length=8,
        llama__attention__value_length=4,
    )
    assert read_facts(path).key_value_width == 2 * (8 + 4)


def test_a_model_without_most_facts_is_read(tmp_path: Path) -> None:
    path = tmp_path / "bare.gguf"
    path.write_bytes(gguf_bytes({"general.architecture": "mamba"}))
    facts = read_facts(path)
    assert (facts.architecture, facts.key_value_width, facts.vocabulary) == ("mamba", 0, 0)
    assert facts.quantization == "Q4_0", "that of most of its weights"


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.99])
def test_a_file_that_is_cut_off_is_damaged(tmp_path: Path, share: float) -> None:
    path = write_gguf(tmp_path / "cut.gguf")
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(ModelDamagedError, match=r"cut off: [\d,]+ of [\d,]+ bytes|damaged|Not a"):
        read_facts(path)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "an empty file"),
        (b"\0" * 4096, "filled with zeros"),
        (b"<!DOCTYPE html><html>", "a web page"),
        (b"PK\3\4 archive", "a zip archive"),
        (b"version https://git-lfs.github.com/spec/v1\n", "a pointer of Git LFS"),
        (struct.pack("<Q", 30) + b'{"__metadata__":{}}', "a safetensors file"),
        (b"FUGG" + bytes(60), "big-endian"),
        (b'{"error": "gated"}', "JSON"),
    ],
)
def test_other_files_are_named(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "model.gguf"
    path.write_bytes(content)
    with pytest.raises(ModelDamagedError, match=f"Not a GGUF model file.*{words}") as caught:
        check_gguf(path)
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("magic", "name"), [(b"lmgg", "GGML"), (b"fmgg", "GGMF"), (b"tjgg", "GGJT"), (b"algg", "GGLA")]
)
def test_formats_before_gguf_are_named_with_what_to_get(
    tmp_path: Path, magic: bytes, name: str
) -> None:
    path = tmp_path / "ggml-gpt4all-j-v1.3-groovy.bin"
    path.write_bytes(magic + bytes(100))
    with pytest.raises(ModelUnsupportedError, match=f"a {name} file") as caught:
        read_facts(path)
    assert "localdocs models list" in caught.value.remedy


def test_the_wrong_end_and_unknown_versions(tmp_path: Path) -> None:
    path = tmp_path / "x.gguf"
    path.write_bytes(b"GGUF" + struct.pack(">IQQ", 3, 1, 1))
    with pytest.raises(ModelUnsupportedError, match="big-endian"):
        check_gguf(path)
    path.write_bytes(gguf_bytes(SMALL, version=9))
    with pytest.raises(ModelDamagedError, match="version 9; versions 2 and 3"):
        check_gguf(path)


def entry(name: bytes, rest: bytes) -> bytes:
    return struct.pack("<Q", len(name)) + name + rest


HOSTILE = {
    "more facts than can be": b"GGUF" + struct.pack("<IQQ", 3, 0, 1 << 60),
    "more tensors than can be": b"GGUF" + struct.pack("<IQQ", 3, 1 << 60, 0),
    "a name without end": b"GGUF" + struct.pack("<IQQQ", 3, 0, 1, 1 << 62),
    "an unknown kind": b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + entry(b"x", struct.pack("<I", 99)),
    "a list without end": b"GGUF"
    + struct.pack("<IQQ", 3, 0, 1)
    + entry(b"x", struct.pack("<IIQ", 9, 4, 1 << 61)),
    "lists in lists": b"GGUF"
    + struct.pack("<IQQ", 3, 0, 1)
    + entry(b"x", struct.pack("<I", 9) + struct.pack("<IQ", 9, 1) * 5000),
    "an alignment of nothing": gguf_bytes({**SMALL, "general.alignment": 0}),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_lengths_that_lie_are_damage(tmp_path: Path, name: str) -> None:
    path = tmp_path / "x.gguf"
    path.write_bytes(HOSTILE[name])
    with pytest.raises(ModelDamagedError, match="damaged"):
        read_facts(path)


FUZZ = """
import random, resource, sys, time
from pathlib import Path
from localdocs.errors import ModelError
from localdocs.models.gguf.header import read_facts

resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
whole = Path(sys.argv[1]).read_bytes()
path = Path(sys.argv[1] + ".fuzzed")
dice = random.Random(20260101)
outcomes = {"read": 0, "refused": 0}
for _ in range(int(sys.argv[2])):
    content = bytearray(whole)
    for _ in range(dice.randint(1, 12)):
        place = dice.randrange(len(content))
        wide = dice.choice((1, 1, 4, 8))
        wrong = (bytes(wide), b"\\xff" * wide, dice.randbytes(wide))
        content[place : place + wide] = dice.choice(wrong)
    if dice.random() < 0.3:
        del content[dice.randrange(len(content)) :]
    path.write_bytes(content)
    try:
        read_facts(path)
        outcomes["read"] += 1
    except ModelError as error:
        assert error.message
        outcomes["refused"] += 1
import json
print(json.dumps(outcomes))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the child's memory is limited as Unix does it")
def test_two_thousand_fuzzed_heads_are_read_or_refused(tmp_path: Path) -> None:
    """In a child of bounded memory and time: no crash, no other error, no long wait."""
    path = write_gguf(tmp_path / "whole.gguf", weights=64)
    run = subprocess.run(
        [sys.executable, "-c", FUZZ, str(path), "2000"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    outcomes = json.loads(run.stdout)
    assert outcomes["refused"] > 500 and outcomes["read"] > 50


def test_a_file_without_permission_is_an_error_of_ours(tmp_path: Path) -> None:
    path = write_gguf(tmp_path / "x.gguf")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("root may read everything")
    with pytest.raises(ModelError, match="cannot be read"):
        read_facts(path)
