"""Chat templates: chosen for a model, and rendered in a process with limits."""
