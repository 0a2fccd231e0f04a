"""The folders of the library: chosen, looked at beforehand, scanned, watched."""
