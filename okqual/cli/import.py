"""``okqual import``: a study made again from its archive."""

from __future__ import annotations

from pathlib import Path

from okqual.cli.here import here
from okqual.cli.printing import progress, progress_done, tell
from okqual.cli.words import argument, named
from okqual.messages import message
from okqual.text.shown import visible_line


@named("import")
@argument("file", "archive_file")
@argument("directory", "maybe_folder", required=False)
def command(file: str, directory: str | None) -> None:
    from okqual.study.archiving import import_archive

    path = Path(file)
    study = import_archive(path, Path(directory or path.stem), here().coder, progress)
    progress_done()
    tell(message("cli.import.done", name=visible_line(study.name), folder=visible_line(str(study.folder))))
    study.close()
