"""Tables that are ruled: their rows and cells by the lines that are drawn around them."""
