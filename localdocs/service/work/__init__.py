"""The processes in which the library is opened, and which request goes to which."""
