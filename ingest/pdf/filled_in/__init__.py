"""What people put onto the pages of a PDF: into fields, over the text, and as comments."""
