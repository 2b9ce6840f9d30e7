"""``okqual methods``: the methods appendix by itself, to Word."""

from __future__ import annotations

from pathlib import Path

from okqual.cli.here import opened
from okqual.cli.printing import tell
from okqual.cli.words import named, option
from okqual.messages import message
from okqual.text.shown import visible_line


@named("methods")
@option("--publish", is_flag=True)
@option("--template", value="template")
@option("-o", "--output", value="word_file", required=True)
def command(publish: bool, template: str | None, output: str) -> None:
    from okqual.study.methods import write_methods

    with opened(exports=True) as study:
        path = write_methods(study, Path(output), publish, Path(template) if template else None)
    tell(message("cli.written", file=visible_line(str(path))))
