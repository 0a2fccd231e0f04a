"""Lines that are a label of at most five words and its value: "Port: 8021"."""

import re

PAIR_LINE = re.compile(
    r"\s*(?:[-*•] )?\[?(?P<label>[^\W\d_][\w()./&’'-]{0,30}(?: [\w()./&’'-]{1,30}){0,4}?)\]?"
    r"\s?(?::(?!//)|=(?!=))[ \t]*(?P<value>\S.{0,200})"
)
