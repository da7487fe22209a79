"""Evaluation: question sets, and measures of the answers to them."""
