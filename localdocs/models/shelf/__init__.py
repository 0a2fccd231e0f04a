"""Which models there are, on this computer and elsewhere, and which to take."""
