"""What readers share in making pages: blocks, titles, tables, clean text."""
