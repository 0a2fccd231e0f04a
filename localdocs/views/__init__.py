"""What a person sees of each topic: its lines and its JSON."""
