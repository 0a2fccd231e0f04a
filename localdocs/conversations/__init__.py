"""What was asked before, kept on this computer alone."""
