"""The addresses about this installation: its models, settings, and what it keeps."""
