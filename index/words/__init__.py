"""Finding by words: FTS5, and text prepared for it."""
