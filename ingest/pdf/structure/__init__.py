"""What the lines of a PDF are: the title, headings, tables, furniture, and what lies between."""
