"""A library in a Milvus cluster: the same protocol as a library in a folder."""
