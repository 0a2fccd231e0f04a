"""Sizes in words."""


def gigabytes(size: float) -> str:
    """A number of bytes as people say it: "1.9 GB", "145 MB", "12 kB"."""
    for unit, bytes_in_it in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if size >= bytes_in_it:
            amount = size / bytes_in_it
            return f"{amount:.1f} {unit}" if amount < 10 else f"{amount:,.0f} {unit}"
    return f"{size:.0f} bytes"
