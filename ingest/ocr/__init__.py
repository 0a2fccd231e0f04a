"""Words in pictures: pages that are scans, and photographs, read by optical recognition (OCR)."""
