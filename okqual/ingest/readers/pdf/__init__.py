"""PDF files with a text layer: paragraphs made again from where words stand."""
