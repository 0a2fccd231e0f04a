"""``tokenizer.json`` of the library `tokenizers`, from a packed file: XLM-R's unigram pieces.

Written piece by piece, since a quarter of a million of them as Python objects take more memory than
the rest of the conversion. Nothing in it comes from tables of this computer's Python or libraries:
every computer writes the same bytes, by which an index knows its model again.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from localdocs.models.multilingual.packed_file import PackedFile

TOKENIZER_NAME = "tokenizer.json"

_PIECES = "PIECES"
_MARK = "\u2581"
"""Stands for the space before a word."""

_WIDE_TILDE, _ITS_PLACE = "\uff5e", "\uf8f0"
"""XLM-R keeps the wide tilde, a "to" in Chinese and Japanese, of which NFKC makes another sign; so
it is something else, of which NFKC makes nothing, meanwhile."""


def write_tokenizer(packed: PackedFile, target: Path) -> None:
    """Write the file. Raises OSError, ModelDamagedError."""
    before, after = json.dumps(_frame(packed), ensure_ascii=False).split(f'"{_PIECES}"')
    with target.open("w", encoding="utf-8", newline="") as file:
        file.write(before)
        for number, piece in enumerate(packed.pieces()):
            file.write((",\n" if number else "[\n") + json.dumps(piece, ensure_ascii=False))
        file.write(f"\n]{after}\n")


def special_names(packed: PackedFile) -> dict[str, str]:
    """What the special tokens are called, by transformers' names of their roles."""
    special = packed.special
    begin, end = packed.piece(special.begin), packed.piece(special.end)
    return {
        "bos_token": begin,
        "eos_token": end,
        "cls_token": begin,
        "sep_token": end,
        "pad_token": packed.piece(special.padding),
        "unk_token": packed.piece(special.unknown),
    }


def _frame(packed: PackedFile) -> dict[str, Any]:
    """The file's content, with a word in the place of the pieces."""
    special = packed.special
    ids = sorted((special.begin, special.padding, special.end, special.unknown))
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [_added(number, packed.piece(number)) for number in ids],
        "normalizer": {"type": "Sequence", "normalizers": _normalizers(packed.normalization)},
        "pre_tokenizer": _metaspace(),
        "post_processor": _around(packed),
        "decoder": _metaspace(),
        "model": {
            "type": "Unigram",
            "unk_id": special.unknown,
            "vocab": _PIECES,
            "byte_fallback": False,
        },
    }


def _added(number: int, content: str) -> dict[str, Any]:
    says = dict.fromkeys(("single_word", "lstrip", "rstrip", "normalized"), False)
    return {"id": number, "content": content, **says, "special": True}


def _normalizers(normalization: Mapping[int, str]) -> list[dict[str, Any]]:
    """NFKC, before it what the file drops or takes for a space, after it one space for several.

    The file maps single code points, which would leave an accent beside its letter where a text
    has them apart. SentencePiece, with which the model was trained, puts them together, as NFKC
    does; it also drops the space at the end.
    """
    dropped = [code for code, text in normalization.items() if text == ""]
    spaces = [code for code, text in normalization.items() if text == " "]
    return [
        *(_replace({"Regex": _class(dropped)}, "") for _ in dropped[:1]),
        *(_replace({"Regex": _class(spaces)}, " ") for _ in spaces[:1]),
        _replace({"String": _WIDE_TILDE}, _ITS_PLACE),
        {"type": "NFKC"},
        _replace({"String": _ITS_PLACE}, _WIDE_TILDE),
        _replace({"Regex": " {2,}"}, " "),
        {"type": "Strip", "strip_left": False, "strip_right": True},
    ]


def _replace(pattern: Mapping[str, str], content: str) -> dict[str, Any]:
    return {"type": "Replace", "pattern": pattern, "content": content}


def _class(codes: Iterable[int]) -> str:
    """A regex for one of these code points."""
    return "[" + "".join(f"\\x{{{first:x}}}-\\x{{{last:x}}}" for first, last in _runs(codes)) + "]"


def _runs(codes: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of each run of neighbours."""
    first = last = None
    for code in sorted(codes):
        if first is None or last is None or code != last + 1:
            if first is not None and last is not None:
                yield first, last
            first = code
        last = code
    if first is not None and last is not None:
        yield first, last


def _metaspace() -> dict[str, Any]:
    return {"type": "Metaspace", "replacement": _MARK, "prepend_scheme": "always", "split": True}


def _around(packed: PackedFile) -> dict[str, Any]:
    """What stands before and behind one text, and between two."""
    special = packed.special
    begin, end = packed.piece(special.begin), packed.piece(special.end)
    marks = {begin: special.begin, end: special.end}
    return {
        "type": "TemplateProcessing",
        "single": [_mark(begin), _text("A"), _mark(end)],
        "pair": [_mark(begin), _text("A"), _mark(end), _mark(end), _text("B"), _mark(end)],
        "special_tokens": {
            name: {"id": name, "ids": [number], "tokens": [name]} for name, number in marks.items()
        },
    }


def _mark(name: str) -> dict[str, Any]:
    return {"SpecialToken": {"id": name, "type_id": 0}}


def _text(name: str) -> dict[str, Any]:
    return {"Sequence": {"id": name, "type_id": 0}}
