"""prompts turns a question and its passages into words for a model, and those into citations."""
