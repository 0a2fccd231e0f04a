"""What all addresses have in common: who may ask, bodies, replies, links."""
