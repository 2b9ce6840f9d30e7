"""The words of a study as frozen values: no files, no database, no screen."""
