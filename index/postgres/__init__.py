"""PostgreSQL's side of ``index.connection``: one truth for a team."""
