"""Presentations: a page a slide."""
