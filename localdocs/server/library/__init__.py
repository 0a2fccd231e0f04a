"""The library as the server reads it, and the service as it is asked."""
