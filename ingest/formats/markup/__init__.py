"""Lighter formats of written text."""
