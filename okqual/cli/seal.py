"""``okqual seal``: the study's state as a short text to print, file or sign."""

from __future__ import annotations

from okqual.cli.here import opened
from okqual.cli.output import write_out
from okqual.cli.words import named, option


@named("seal")
@option("-o", "--output", value="text_file")
def command(output: str | None) -> None:
    from okqual.study.sealing import seal

    with opened() as study:
        text = seal(study)
    write_out(text, output)
