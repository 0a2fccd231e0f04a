"""Questions about the files themselves, recognised."""
