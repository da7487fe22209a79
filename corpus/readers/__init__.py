"""Readers: a file of one format in, blocks in reading order out."""
