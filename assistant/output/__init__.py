"""Answers for terminals, programs, pages and files."""
