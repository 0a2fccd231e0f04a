"""The answer: a prompt within a budget, what a model makes of it, and its checked sentences."""
