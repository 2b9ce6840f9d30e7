"""The journal (the truth), its projection to tables, and named questions to them. All SQL is here."""
