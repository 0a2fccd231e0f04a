"""Lines of Arabic, Hebrew and their kin, in the order in which they are read."""
