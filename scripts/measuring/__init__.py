"""Commands that measure speed, size and quality, and write the figures and pictures of the docs."""
