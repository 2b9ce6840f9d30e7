"""The command line: flags in, results out."""
