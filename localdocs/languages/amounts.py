"""Amounts as people say them, and as ``--json`` rounds them."""


def duration(seconds: float) -> str:
    """A length of time: "40 s", "12 min", "3 h 5 min"."""
    whole = round(seconds)
    if whole < 120:
        return f"{whole} s"
    minutes = whole // 60
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h {minutes % 60} min"


def megabytes(size: int) -> str:
    """An amount of bytes: "12 kB", "3.4 MB"."""
    if size < 1_000_000:
        return f"{size / 1e3:,.0f} kB"
    return f"{size / 1e6:,.1f} MB"


def counted(count: int, noun: str) -> str:
    """So many of something: "1 file", "1,200 files"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def rounded(seconds: float | None) -> float | None:
    """Seconds for programs."""
    return None if seconds is None else round(seconds, 4)


def gigabytes(size: float) -> str:
    """A number of bytes as people say it: "1.9 GB", "145 MB", "12 kB"."""
    for unit, bytes_in_it in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if size >= bytes_in_it:
            amount = size / bytes_in_it
            return f"{amount:.1f} {unit}" if amount < 10 else f"{amount:,.0f} {unit}"
    return f"{size:.0f} bytes"
