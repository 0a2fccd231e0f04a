"""Spreadsheets: a page a sheet, its cells as the program shows them."""
