"""index remembers passages and finds them: SQLite is the truth, FAISS is a cache."""
