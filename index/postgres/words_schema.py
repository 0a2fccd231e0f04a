"""The tables of full text.

``words``       a row a passage. ``terms``: text A, heading B, title C, file D; ``tokens``: how many
                words it has in all, ``file_tokens`` of them in its file's name
``documents``   a row a document. ``names``: title A, file B; ``surroundings``: folder A, opening B,
                author C
``vocabulary``  the terms of ``words`` that may stand for another; a term may be there twice, so
                that no writer has to wait for another, and stays when its passages go
"""

WORDS_SCHEMA = (
    """CREATE TABLE words (
        passage_id bigint PRIMARY KEY,
        file_id bigint NOT NULL,
        terms tsvector NOT NULL,
        tokens integer NOT NULL,
        file_tokens integer NOT NULL
    )""",
    # Ranking reads ``terms`` of every candidate, once a term: neither packed nor put elsewhere.
    "ALTER TABLE words ALTER COLUMN terms SET STORAGE EXTERNAL",
    "ALTER TABLE words SET (toast_tuple_target = 8160)",
    "CREATE INDEX words_terms ON words USING gin (terms)",
    "CREATE INDEX words_file ON words (file_id)",
    """CREATE TABLE documents (
        file_id bigint PRIMARY KEY,
        names tsvector NOT NULL,
        surroundings tsvector NOT NULL
    )""",
    "CREATE INDEX documents_names ON documents USING gin (names)",
    "CREATE INDEX documents_surroundings ON documents USING gin (surroundings)",
    """CREATE TABLE vocabulary (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        term text COLLATE "C" NOT NULL
    )""",
    "CREATE INDEX vocabulary_term ON vocabulary (term)",
)
