"""Forms whose fields and values are XML within the PDF (XFA)."""
