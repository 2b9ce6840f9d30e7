"""An edited Word file held against the export that it was: where each text stands now."""
