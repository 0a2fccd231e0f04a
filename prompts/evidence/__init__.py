"""What the passages say to a question, and the quotes that hold it."""
