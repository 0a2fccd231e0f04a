"""``python -m localdocs``."""

from localdocs.cli import main

main()
