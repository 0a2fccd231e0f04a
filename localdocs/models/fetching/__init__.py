"""Models that arrive whole and right, or not at all."""
