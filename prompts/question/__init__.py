"""What a question says, read out of its words."""
