"""okqual: from interview note to a finding that can be traced."""

__version__ = "0.1.0"
