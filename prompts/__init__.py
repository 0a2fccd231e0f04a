"""prompts turns a question and its passages into words for a model, and the words into citations."""
