"""Running the server, finding one that runs, opening its page."""
