"""Columns of prose that a page writes row by row, read one after the other."""
