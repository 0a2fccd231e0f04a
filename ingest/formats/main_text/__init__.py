"""The main text of a saved web page, without what every page of its site carries around it."""
