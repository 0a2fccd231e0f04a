"""Files within a PDF, read by their own readers."""
