"""``okqual news``: what others wrote since one last looked."""

from __future__ import annotations

from dataclasses import asdict

from okqual.cli.here import opened
from okqual.cli.printing import emit_json, show, tell
from okqual.cli.words import named, option
from okqual.messages import message


@named("news")
@option("--again", is_flag=True)
@option("--json", "as_json", is_flag=True)
def command(again: bool, as_json: bool) -> None:
    from okqual.study.news import news
    from okqual.study.news_told import lines_of

    with opened() as study:
        found = news(study, mark=not again)
    if as_json:
        emit_json([asdict(one) for one in found])
    elif not found:
        tell(message("team.news.none"))
    for line in [] if as_json else lines_of(found):
        show(line)
