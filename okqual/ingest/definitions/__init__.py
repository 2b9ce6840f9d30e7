"""Guides and codebooks: from YAML, held against their schemas, and out of documents."""
