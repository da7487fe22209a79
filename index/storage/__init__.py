"""The files of a build, and the searches in them."""
