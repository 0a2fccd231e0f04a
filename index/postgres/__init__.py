"""The database of a team: PostgreSQL with pgvector, behind the same seam as SQLite."""
