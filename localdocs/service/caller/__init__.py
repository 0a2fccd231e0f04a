"""The caller's side: asking the service, starting and stopping it."""
