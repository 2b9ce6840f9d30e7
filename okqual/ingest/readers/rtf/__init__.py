"""Rich text, read by a tokenizer of our own."""
