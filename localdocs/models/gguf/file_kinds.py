"""What a file is that is taken for a model and is none that llama.cpp reads: one sentence each."""

OLD_FORMATS = {
    b"lmgg": "a GGML file, the format of llama.cpp before April 2023",
    b"fmgg": "a GGMF file, a format of llama.cpp of April 2023",
    b"tjgg": "a GGJT file, the format of llama.cpp from April to August 2023",
    b"algg": "a GGLA file, an adapter (LoRA) in the format of llama.cpp before August 2023",
}
"""By their first four bytes. A number: its letters stand the wrong way round."""

_OTHERS = (
    (b"PK\x03\x04", "a zip archive, as PyTorch's .bin and .pt files are"),
    (b"\x80\x02", "a Python pickle, as old PyTorch files are"),
    (b"\x80\x04", "a Python pickle"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"version https://git-lfs", "a pointer of Git LFS, not the file that it stands for"),
    (b"FUGG", "GGUF with its letters the wrong way round, for big-endian machines"),
)
HEAD_BYTES = 512


def is_old_format(head: bytes) -> bool:
    """Whether these first bytes are those of a model of the time before GGUF."""
    return head[:4] in OLD_FORMATS


def kind_of(head: bytes) -> str:
    """What begins with these bytes: "a zip archive …"; "" where nothing is known of it.

    ``head``: the first ``HEAD_BYTES`` of the file, or fewer if it is shorter.
    """
    if not head:
        return "an empty file"
    if not head.strip(b"\0"):
        return "filled with zeros: a download that did not finish"
    if head[:4] in OLD_FORMATS:
        return OLD_FORMATS[head[:4]]
    for start, words in _OTHERS:
        if head.startswith(start):
            return words
    return _kind_of_text(head)


def _kind_of_text(head: bytes) -> str:
    begin = head.lstrip().lower()
    if begin.startswith((b"<!doctype", b"<html")):
        return "a web page, saved in place of the model"
    if begin.startswith(b"<?xml"):
        return "XML, perhaps a server's message in place of the model"
    if head[8:9] == b"{" and int.from_bytes(head[:8], "little") < 1 << 28:
        return "a safetensors file, which has to be converted to GGUF"
    if begin.startswith(b"{"):
        return "JSON, perhaps a server's message in place of the model"
    return ""
