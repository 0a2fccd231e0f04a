"""Where printing happens: text for people, JSON for programs, progress. What is printed is made in
``localdocs.views``."""
