"""Reasons that both ends of the reading process know."""

TOO_MUCH_MEMORY = "needs too much memory to read"
