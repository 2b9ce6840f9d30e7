"""``okqual init``: a new study in a folder."""

from __future__ import annotations

from pathlib import Path

from okqual.cli.here import here
from okqual.cli.paths import expanded
from okqual.cli.printing import progress, progress_done, tell, tell_place
from okqual.cli.words import argument, named, option
from okqual.messages import message


@named("init")
@argument("directory", "folder")
@option("--guide", "guides", multiple=True, value="guide_file")
@option("--codes", "codebooks", multiple=True, value="codebook_file")
@option("--name", default="", value="name")
@option("--example", is_flag=True)
def command(directory: str, guides: tuple[str, ...], codebooks: tuple[str, ...], name: str, example: bool) -> None:
    from okqual.study.founding import create_study

    folder, given = Path(directory), (expanded(guides), expanded(codebooks))
    study = create_study(folder, *given, name, here().coder, example, progress)
    progress_done()
    tell(message("cli.init.done", name=study.name, folder=str(folder)))
    tell_place(folder)
    tell(message("cli.init.next_example" if example else "cli.init.next", folder=str(folder)))
    study.close()
