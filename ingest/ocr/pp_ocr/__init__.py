"""PP-OCR: its networks run here, and what stands around them."""
