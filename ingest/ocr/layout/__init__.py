"""How the words of a picture lie: in rows, cells and tables."""
