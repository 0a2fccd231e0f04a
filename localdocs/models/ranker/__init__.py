"""The ranker: how well a passage, with what stands above it, answers a question."""
