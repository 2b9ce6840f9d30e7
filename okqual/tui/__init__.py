"""The terminal UI: keys in, results out."""
