"""Evaluation: question sets, and the measures of answers to them."""
