"""Questions: what is asked, of which document, and in which language."""
