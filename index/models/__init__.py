"""The encoders, the reader and the files of their weights."""
