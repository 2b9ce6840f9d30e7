"""The places of work and what they ask; one screen a file."""
