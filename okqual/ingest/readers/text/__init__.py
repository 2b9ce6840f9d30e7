"""Plain text in any common encoding."""
