"""Files that programs write: read as a person reads what is in them."""
