"""``python -m localdocs``."""

from localdocs.start import main

main()
