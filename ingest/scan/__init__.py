"""Which files of a folder count."""
