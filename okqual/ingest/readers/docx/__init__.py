"""Word files, read from their XML."""
