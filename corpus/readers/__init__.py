"""Readers: each reader turns a file of one format into blocks in reading order."""
