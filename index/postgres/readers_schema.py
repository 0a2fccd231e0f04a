"""Who may read what. A collection is a folder that was added, and has ``folders.readers``.

The owner of the tables sees and writes everything. All other roles only read, and every table
shows them what lies in collections that are shared with them, by PostgreSQL's row-level security,
whatever program they come with. So that a policy is one cheap test, every row says to which
``collection`` its file belongs: the innermost folder that holds it, 0 for none. Triggers keep that
right; folders change alone, while nothing else is being written.

PostgreSQL does not let an index of words be used below a policy, since ``@@`` might tell what it
was given. ``passages_with`` and its like look there as the owner, and give only what may be seen.
"""

SCHEMA = "localdocs"
EVERYONE = "public"
"""In ``folders.readers``: no role of PostgreSQL can be called so."""

_PARTS = ("pages", "passages", "words", "documents", "summaries", "map_documents")
"""Tables with a row or more a file."""

_FOLDERS_CHANGE = 0x666F6C64657273
"""A lock, shared by whoever writes files: "folders"."""

_HERE = f"SET search_path = {SCHEMA}, pg_temp"
_VISIBLE = "ANY((SELECT visible_collections())::bigint[])"
"""The brackets have it worked out once a statement."""

_TELLING = "length(lexeme) BETWEEN 3 AND 64 AND lexeme !~ '[0-9]'"
"""What belongs to the vocabulary; see ``index.postgres.full_text``."""

_COLUMNS = (
    "ALTER TABLE folders ADD COLUMN readers text[] NOT NULL DEFAULT '{}'",
    *(
        f"ALTER TABLE {table} ADD COLUMN collection bigint NOT NULL DEFAULT 0"
        for table in ("files", *_PARTS, "vocabulary")
    ),
)

_FUNCTIONS = (
    # By who has logged in: within ``passages_with``, the current user is the owner.
    f"""CREATE FUNCTION visible_collections() RETURNS bigint[]
    LANGUAGE sql STABLE SECURITY DEFINER {_HERE} AS $$
        SELECT coalesce(array_agg(id), '{{}}') FROM folders WHERE EXISTS (
            SELECT FROM unnest(readers) AS reader WHERE reader = '{EVERYONE}'
            OR pg_has_role(session_user, CAST(to_regrole(quote_ident(reader)) AS oid), 'USAGE')
        )
    $$""",
    r"""CREATE FUNCTION lies_in(file text, path text) RETURNS boolean
    LANGUAGE sql IMMUTABLE AS $$
        SELECT file = path OR starts_with(file, CASE
            WHEN starts_with(path, '/') THEN rtrim(path, '/') || '/' ELSE rtrim(path, '\') || '\'
        END)
    $$""",
    f"""CREATE FUNCTION collection_of(file text) RETURNS bigint LANGUAGE sql STABLE {_HERE} AS $$
        SELECT coalesce((
            SELECT id FROM folders WHERE lies_in(file, path) ORDER BY length(path) DESC LIMIT 1
        ), 0)
    $$""",
    *(
        # The collections beforehand, so that it is planned by how much there is of them.
        f"""CREATE FUNCTION {name} RETURNS SETOF bigint
        LANGUAGE plpgsql STABLE SECURITY DEFINER {_HERE} SET plan_cache_mode = force_custom_plan
        AS $$
        DECLARE seen bigint[] := visible_collections();
        BEGIN
            RETURN QUERY SELECT {of_it} FROM {table} WHERE {condition} AND collection = ANY(seen);
        END $$"""
        for name, of_it, table, condition in (
            ("passages_with(sought tsquery)", "passage_id", "words", "terms @@ sought"),
            (
                "passages_of(sought tsquery, files bigint[])",
                "passage_id",
                "words",
                "terms @@ sought AND file_id = ANY(files)",
            ),
            ("documents_named(sought tsquery)", "file_id", "documents", "names @@ sought"),
            ("documents_amid(sought tsquery)", "file_id", "documents", "surroundings @@ sought"),
        )
    ),
)

_INDEXES = (
    "CREATE INDEX words_collection ON words (collection) INCLUDE (tokens)",
    "CREATE INDEX passages_collection ON passages (collection) INCLUDE (vector_id)",
)

_FILLED = (
    "UPDATE files SET collection = collection_of(path)",
    *(
        f"UPDATE {table} SET collection = files.collection FROM files WHERE files.id = file_id"
        for table in _PARTS
    ),
    "DELETE FROM vocabulary",
    f"""INSERT INTO vocabulary (term, collection) SELECT DISTINCT lexeme, collection
    FROM words CROSS JOIN LATERAL unnest(terms) WHERE {_TELLING}""",
)

_WAIT = f"PERFORM pg_advisory_xact_lock_shared({_FOLDERS_CHANGE});"
_ALONE = f"PERFORM pg_advisory_xact_lock({_FOLDERS_CHANGE});"

_TRIGGERS = (
    f"""CREATE FUNCTION file_collected() RETURNS trigger LANGUAGE plpgsql {_HERE} AS $$ BEGIN
        {_WAIT}
        NEW.collection := collection_of(NEW.path);
        RETURN NEW;
    END $$""",
    """CREATE TRIGGER collected BEFORE INSERT OR UPDATE OF path ON files
    FOR EACH ROW EXECUTE FUNCTION file_collected()""",
    f"""CREATE FUNCTION part_collected() RETURNS trigger LANGUAGE plpgsql {_HERE} AS $$ BEGIN
        {_WAIT}
        NEW.collection := coalesce((SELECT collection FROM files WHERE id = NEW.file_id), 0);
        RETURN NEW;
    END $$""",
    *(
        f"""CREATE TRIGGER collected BEFORE INSERT ON {table}
        FOR EACH ROW EXECUTE FUNCTION part_collected()"""
        for table in _PARTS
    ),
    f"""CREATE FUNCTION parts_follow() RETURNS trigger LANGUAGE plpgsql {_HERE} AS $$ BEGIN
        {
        " ".join(
            f"UPDATE {table} SET collection = NEW.collection WHERE file_id = NEW.id;"
            for table in _PARTS
        )
    }
        INSERT INTO vocabulary (term, collection)
        SELECT DISTINCT lexeme, NEW.collection FROM words CROSS JOIN LATERAL unnest(terms)
        WHERE file_id = NEW.id AND {_TELLING} AND NOT EXISTS (
            SELECT FROM vocabulary WHERE term = lexeme AND collection = NEW.collection
        );
        RETURN NULL;
    END $$""",
    """CREATE TRIGGER parts_follow AFTER UPDATE ON files FOR EACH ROW
    WHEN (OLD.collection <> NEW.collection) EXECUTE FUNCTION parts_follow()""",
    f"""CREATE FUNCTION folder_added() RETURNS trigger LANGUAGE plpgsql {_HERE} AS $$ BEGIN
        {_ALONE}
        UPDATE files SET collection = collection_of(path)
        WHERE lies_in(path, NEW.path) AND collection <> collection_of(path);
        RETURN NULL;
    END $$""",
    """CREATE TRIGGER added AFTER INSERT ON folders
    FOR EACH ROW EXECUTE FUNCTION folder_added()""",
    # What lies in no other folder keeps a number that none has: it is about to be forgotten.
    f"""CREATE FUNCTION folder_removed() RETURNS trigger LANGUAGE plpgsql {_HERE} AS $$ BEGIN
        {_ALONE}
        UPDATE files SET collection = collection_of(OLD.path)
        WHERE collection = OLD.id AND collection_of(OLD.path) <> 0;
        RETURN NULL;
    END $$""",
    """CREATE TRIGGER removed AFTER DELETE ON folders
    FOR EACH ROW EXECUTE FUNCTION folder_removed()""",
)

_MAY_BE_SEEN = {
    "folders": f"id = {_VISIBLE}",
    **dict.fromkeys(("files", *_PARTS, "vocabulary"), f"collection = {_VISIBLE}"),
    # Not EXISTS, for which PostgreSQL may read all that is shared beforehand.
    "vectors": "(SELECT true FROM passages WHERE vector_id = vectors.id LIMIT 1)",
    "scanned_pages": (
        "(SELECT true FROM files WHERE files.content_hash = scanned_pages.content_hash LIMIT 1)"
    ),
    # Others tell of all documents: how many lie on the map, and of what its regions speak.
    "manifest": "key IN ('embedder', 'dimension', 'splitter')",
}

_POLICIES = (
    *(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY" for table in _MAY_BE_SEEN),
    *(
        f"CREATE POLICY readers ON {table} FOR SELECT USING ({condition})"
        for table, condition in _MAY_BE_SEEN.items()
    ),
    f"GRANT USAGE ON SCHEMA {SCHEMA} TO PUBLIC",
    *(f"GRANT SELECT ON {table} TO PUBLIC" for table in _MAY_BE_SEEN if table != "folders"),
    "GRANT SELECT ON steps TO PUBLIC",
    # Not ``readers``: with whom else a folder is shared is the owner's business.
    "GRANT SELECT (id, path, name, mounted, added_at) ON folders TO PUBLIC",
)

READERS_SCHEMA = (*_COLUMNS, *_FUNCTIONS, *_FILLED, *_INDEXES, *_TRIGGERS, *_POLICIES)
