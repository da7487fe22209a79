"""Building: documents are cut into passages, encoded and published as a new build."""
