"""Which models there are, whether their files are sound, and how they are made ready here."""
