"""Lines that are a label and its value, as forms and settings have them: "Port: 8021"."""

import re

PAIR_LINE = re.compile(
    r"\s*(?:[-*•] )?(?P<label>[^\W\d_][\w()./&’' -]{0,50}?)\s?(?::(?!//)|=(?!=))[ \t]*"
    r"(?P<value>\S.{0,200})"
)
