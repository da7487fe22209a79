"""Cut documents into passages, encode the passages and publish them as a new build."""
