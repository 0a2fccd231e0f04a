"""Why a file has to wait for OCR, in words for a person, and what helps."""

NEEDS_OCR = "needs OCR"
"""How every such reason ends."""

SCAN = f"a scan without text; {NEEDS_OCR}"
PICTURE = f"a picture; {NEEDS_OCR}"

INSTALL = "pip install 'localdocs[ocr]'"

READ_BY_OCR = "read by OCR"
"""How the place of a page ends whose words OCR has read."""
