"""Questions about the collection itself, answered from the catalogue and the words of all files."""
