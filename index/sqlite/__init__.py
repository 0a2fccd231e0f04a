"""The database of one computer: SQLite in a file, its full text in FTS5."""
