"""Texts of office programs, and what all of their files share: containers, lists, numbers."""
