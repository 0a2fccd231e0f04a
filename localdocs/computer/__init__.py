"""The computer: processes, files, memory, power."""
