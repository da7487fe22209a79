"""Libraries in a Milvus cluster, with the same protocol as a library in a folder."""
