"""What is said of a checksum: who stated it."""

from dataclasses import asdict, replace
from pathlib import Path

import pytest

from gguf_files import write_gguf
from localdocs.errors import ModelDamagedError
from localdocs.models.fetching.checksums import Promise, check_promise, digest_of
from localdocs.models.fetching.receipts import Receipt, read_receipt, receipt_path, write_receipt


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return write_gguf(tmp_path / "tiny.gguf")


@pytest.mark.parametrize(("published", "words"), [
    (True, "SHA-256 as published"), (False, "SHA-256 as when it came"),
])  # fmt: skip
def test_a_sum_of_our_own_is_not_called_published(model: Path, published: bool, words: str) -> None:
    sha256 = digest_of(model, "sha256")
    write_receipt(model, Receipt("tiny", "here", model.stat().st_size, sha256, None, published))
    receipt = read_receipt(model)
    assert receipt is not None
    assert check_promise(model, receipt.promise) == words
    with pytest.raises(ModelDamagedError):
        check_promise(model, replace(receipt.promise, sha256="0" * 64))


def test_of_a_receipt_of_before_nothing_is_claimed(model: Path) -> None:
    receipt = Receipt("tiny", "here", model.stat().st_size, digest_of(model, "sha256"), None)
    facts = asdict(receipt)
    del facts["published"]
    receipt_path(model).write_text(str(facts).replace("'", '"').replace("None", "null"))
    found = read_receipt(model)
    assert found is not None and "as when it came" in check_promise(model, found.promise)


def test_what_the_catalogue_states_is_published(model: Path) -> None:
    assert check_promise(model, Promise(md5=digest_of(model, "md5"))) == "MD5 as published"
