"""Web pages and documents saved as such."""
