"""Pages cut into passages along their structure."""
