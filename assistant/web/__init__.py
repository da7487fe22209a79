"""The web chat: the page, its server, and the HTTP and MCP endpoints."""
