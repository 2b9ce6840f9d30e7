"""Word files: the matrix and the chapters, for a template or for okqual's own base."""
