"""Structure: blocks in, a document of numbered paragraphs under headings out."""
