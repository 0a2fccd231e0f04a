"""SQLite, which holds everything: documents, pages, passages, words, vectors."""
