"""Which of the passages found come first."""
