"""Where printing happens: text for people, JSON for programs, progress."""
