"""Items of lists: how their lines begin."""

import re

ITEM = re.compile(
    r"\s*(?P<bullet>[-*•▪●◦–]\s)|\s*(?P<number>\(?\d{1,3}[.)]\s)|\s*(?P<letter>\(?[a-z][.)]\s)"
)
"""How an item of a list begins."""
