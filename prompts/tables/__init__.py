"""Tables: their cells, which of them a question asks for, and what is computed of them."""
