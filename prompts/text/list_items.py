"""Items of lists: how their lines begin, and the boxes of forms."""

import re

ITEM = re.compile(
    r"\s*(?P<bullet>[-*•▪●◦–]\s)|\s*(?P<number>\(?\d{1,3}[.)]\s)|\s*(?P<letter>\(?[a-z][.)]\s)"
)
"""How an item of a list begins."""

BOX = re.compile(r"[☐☑☒✓✔✗✘]|\[[xX ]\]")
"""A box, ticked or empty: it says something about the words beside it."""
