"""Saved answers against the library as it is now: asked again, or their quotations looked up."""
