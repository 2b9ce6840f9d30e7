"""The command line: flags in, results out. It holds no rules; a callback calls one verb and prints."""

from __future__ import annotations


def main() -> None:
    """Run ``okqual`` with the arguments of this process."""
    from okqual.cli.printing import speak_utf8
    from okqual.cli.root import okqual

    speak_utf8()
    okqual(prog_name="okqual")
