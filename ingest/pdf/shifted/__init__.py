"""Digits that stand higher or lower than the letters before them."""
