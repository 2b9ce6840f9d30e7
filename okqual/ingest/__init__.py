"""From bytes to a reading: readers know formats, questions know guides."""
