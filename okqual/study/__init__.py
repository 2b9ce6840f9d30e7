"""The verbs of a study: the only place where files, store and journal meet."""
