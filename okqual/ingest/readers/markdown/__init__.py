"""Markdown, with the lines that words stand on."""
