"""Where localdocs keeps things, and the settings of a person."""
