"""The background service: it follows the folders, keeps the models warm, and answers the CLI."""
