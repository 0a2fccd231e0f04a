"""Names of replies, as clients of OpenAI's API expect them."""

import secrets
import time


def new_id(kind: str) -> str:
    """Such as "chatcmpl-3f2a…"."""
    return f"{kind}{secrets.token_hex(12)}"


def now() -> int:
    """Seconds since the epoch."""
    return int(time.time())
