"""Models: the encoders and the reader, and the files of their weights."""
