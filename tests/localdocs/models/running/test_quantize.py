"""Rewriting the default language model: once, whole or not at all, and never a reason to fail."""

import logging
import struct
from pathlib import Path

import pytest

from localdocs.errors import ModelError
from localdocs.models.gguf.header import check_gguf
from localdocs.models.running.quantize import WeightFormat, fastest_version, requantize
from localdocs.models.shelf.defaults import find_language_model


@pytest.mark.models
def test_the_model_is_rewritten_once(tmp_path: Path) -> None:
    source = find_language_model(tmp_path).path
    target = requantize(source, WeightFormat.Q8_0, tmp_path)
    check_gguf(target)
    assert target.stat().st_size > source.stat().st_size
    assert target.name.endswith("-b179c9523d0e6a0f.Q8_0.gguf")
    written = target.stat().st_mtime_ns
    assert fastest_version(source, tmp_path) == target
    assert target.stat().st_mtime_ns == written
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_a_model_that_cannot_be_rewritten_is_used_as_it_is(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    source = tmp_path / "odd.gguf"
    source.write_bytes(b"GGUF" + struct.pack("<I", 3) + b"\0" * 64)
    with pytest.raises(ModelError, match="cannot be rewritten as Q8_0"):
        requantize(source, WeightFormat.Q8_0, tmp_path)
    with caplog.at_level(logging.WARNING, "localdocs"):
        assert fastest_version(source, tmp_path) == source
    assert "as it is" in caplog.text
    assert not any((tmp_path / "language_models").iterdir())
