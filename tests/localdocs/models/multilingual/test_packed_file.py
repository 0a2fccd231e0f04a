"""The file of the package is read as it is written, and any other is refused."""

from itertools import chain
from pathlib import Path

import numpy as np
import pytest

from localdocs.errors import ModelDamagedError
from localdocs.models.multilingual.packed_file import PACKED_BLOCK, PackedFile, unpacked
from packed_e5 import HIDDEN, NORMALIZATION, PIECES, VOCABULARY, packed_bytes, write_packed


def test_a_block_is_a_scale_and_two_halves() -> None:
    block = np.zeros(1, PACKED_BLOCK)
    block["scale"] = 0.5
    block["pairs"][0, :2] = (0x0F, 0x90)  # 7 and -8; -8 and 1
    numbers = unpacked(block)
    assert numbers.dtype == np.float32 and numbers.shape == (32,)
    assert numbers[[0, 1, 16, 17]].tolist() == [3.5, -4.0, -4.0, 0.5]
    assert set(numbers[2:16]) == {-4.0}


def test_sizes_pieces_and_normalization_are_read(tmp_path: Path) -> None:
    packed = PackedFile(write_packed(tmp_path / "e5.bin"))
    assert (packed.sizes.hidden, packed.sizes.vocabulary) == (HIDDEN, VOCABULARY)
    assert [piece for piece, _ in packed.pieces()] == [piece for piece, _ in PIECES]
    assert [score for _, score in packed.pieces()] == pytest.approx([score for _, score in PIECES])
    assert packed.normalization == NORMALIZATION
    assert packed.piece(packed.special.unknown) == "<unk>"


def test_numbers_come_whole_and_in_order(tmp_path: Path) -> None:
    packed = PackedFile(write_packed(tmp_path / "e5.bin"))
    words = np.concatenate([*packed.numbers("emb.word", (VOCABULARY, HIDDEN))])
    assert len(words) == VOCABULARY * HIDDEN and len(set(words.tolist())) > 100
    bias = np.concatenate([*packed.numbers("emb.ln.w", (HIDDEN,))])
    assert bias.mean() == pytest.approx(1.0, abs=0.1)


@pytest.mark.parametrize("content", [b"", b"E5S1", b"GGUF" + bytes(400), packed_bytes()[:600]])
def test_what_is_no_such_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "e5.bin"
    path.write_bytes(content)
    with pytest.raises(ModelDamagedError, match=r"e5\.bin is not a packed e5 model"):
        PackedFile(path)


def test_a_tensor_that_is_cut_off_or_of_another_shape_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "e5.bin"
    path.write_bytes(packed_bytes()[:-8])
    packed = PackedFile(path)
    for name, shape in (("l0.oln.b", (HIDDEN,)), ("emb.word", (1, HIDDEN)), ("emb.no", (1,))):
        with pytest.raises(ModelDamagedError, match=name):
            list(chain(packed.numbers(name, shape)))
