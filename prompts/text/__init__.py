"""What can be told of words alone: sentences, figures, support, orders, thinking."""
