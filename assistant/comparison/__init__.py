"""Two reports side by side: as data, for a terminal, as files and for the page."""
