"""The evidence book: one HTML file with everything in it."""
