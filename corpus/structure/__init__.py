"""Structure: turn blocks into a document of numbered paragraphs under headings."""
