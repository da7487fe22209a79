"""Measuring: speed, size and quality, and the pictures and texts made from that."""
