"""ingest turns files into passages: scan a folder, read a file, clean its text, split it."""
