"""Results to files: Word, Excel, CSV, JSON."""
