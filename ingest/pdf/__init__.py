"""PDF: lines, blocks, headings and tables out of what a parser gives."""
