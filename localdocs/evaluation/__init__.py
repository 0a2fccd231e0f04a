"""How well a person's own questions find their pages."""
