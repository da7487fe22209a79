"""Storage: the files of a build, and searching in them."""
