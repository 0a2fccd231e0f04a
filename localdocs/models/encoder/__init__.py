"""Small BERT encoders, run by OpenVINO: what the reader and the ranker have in common."""
