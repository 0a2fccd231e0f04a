"""Writes an OLE file (MS-CFB), which no library of ours does: what Outlook saves a message in."""

import struct
from dataclasses import dataclass, field
from itertools import pairwise

SECTOR, MINI, CUTOFF = 512, 64, 4096
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


@dataclass
class Entry:
    name: str
    data: bytes | None = None
    children: list["Entry"] = field(default_factory=list)
    number: int = 0
    start: int = END
    sibling: int = FREE


def ole_file(tree: dict[str, object]) -> bytes:
    """The file with these streams (bytes) and storages (a dict each)."""
    root = Entry("Root Entry", None, _entries(tree))
    entries = [root]
    _number(root, entries)
    chains: list[int] = []  # the FAT
    sectors: list[bytes] = []
    mini_fat: list[int] = []
    mini_stream = b""
    for entry in entries[1:]:
        if entry.data is None or not entry.data:
            continue
        if len(entry.data) < CUTOFF:
            entry.start = len(mini_fat)
            count = -(-len(entry.data) // MINI)
            mini_fat += [*range(entry.start + 1, entry.start + count), END]
            mini_stream += entry.data.ljust(count * MINI, b"\0")
        else:
            entry.start = _put(entry.data, sectors, chains)
    root.start = _put(mini_stream, sectors, chains)
    root.data = mini_stream
    mini_start = _put(struct.pack(f"<{len(mini_fat)}I", *mini_fat), sectors, chains, b"\xff")
    directory = b"".join(_directory_entry(entry, entry is root) for entry in entries)
    directory_start = _put(directory, sectors, chains)
    fat_count = 1
    while len(chains) + fat_count > fat_count * (SECTOR // 4):
        fat_count += 1
    fat_start = len(sectors)
    chains += [FAT] * fat_count
    chains += [FREE] * (fat_count * (SECTOR // 4) - len(chains))
    fat = struct.pack(f"<{len(chains)}I", *chains)
    header = struct.pack(
        "<8s16sHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, 0, fat_count,
        directory_start, 0, CUTOFF, mini_start, -(-len(mini_fat) * 4 // SECTOR), END, 0,
    )  # fmt: skip
    places = [*range(fat_start, fat_start + fat_count)]
    header += struct.pack("<109I", *(places + [FREE] * (109 - fat_count)))
    return header + b"".join(sectors) + fat


def _entries(tree: dict[str, object]) -> list[Entry]:
    return [
        Entry(name, None, _entries(value)) if isinstance(value, dict) else Entry(name, bytes(value))  # type: ignore[call-overload]
        for name, value in sorted(tree.items(), key=lambda item: (len(item[0]), item[0].upper()))
    ]


def _number(entry: Entry, entries: list[Entry]) -> None:
    for child in entry.children:
        child.number = len(entries)
        entries.append(child)
    for child, after in pairwise(entry.children):
        child.sibling = after.number
    for child in entry.children:
        _number(child, entries)


def _put(data: bytes, sectors: list[bytes], chains: list[int], filler: bytes = b"\0") -> int:
    if not data:
        return END
    start = len(sectors)
    count = -(-len(data) // SECTOR)
    padded = data.ljust(count * SECTOR, filler)
    sectors += [padded[at : at + SECTOR] for at in range(0, len(padded), SECTOR)]
    chains += [*range(start + 1, start + count), END]
    return start


def _directory_entry(entry: Entry, is_root: bool) -> bytes:
    """Children are a list: each is the right sibling of the one before it."""
    name = entry.name.encode("utf-16-le") + b"\0\0"
    kind = 5 if is_root else 2 if entry.data is not None else 1
    child = entry.children[0].number if entry.children else FREE
    return struct.pack(
        "<64sHBBIII36xIQ", name, len(name), kind, 1, FREE, entry.sibling, child,
        entry.start if entry.data else (END if kind != 1 else 0), len(entry.data or b""),
    )  # fmt: skip
