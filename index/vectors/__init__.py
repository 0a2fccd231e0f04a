"""Finding by meaning: FAISS as a cache of the vectors in SQLite."""
