"""From a file's bytes to blocks with their places: one room a format, and what formats share."""
