"""The reader: it points to the words of a passage that answer a question, or says that none do."""
