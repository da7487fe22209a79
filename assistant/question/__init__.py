"""Questions: what a question asks, about which document, and in which language."""
