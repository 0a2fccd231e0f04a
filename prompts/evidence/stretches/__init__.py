"""What is copied, with what belongs to it on its page."""
