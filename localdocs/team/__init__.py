"""Many workers on one library: what ``localdocs worker`` does, on any computer of a team."""
