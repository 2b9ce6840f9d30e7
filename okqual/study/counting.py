"""The numbers that texts speak of, from the codings under their codes alone: a large study is not read for three."""

from __future__ import annotations

from collections.abc import Iterable

from okqual.analysis.counts import Counts
from okqual.analysis.material import below
from okqual.model.finding import CountRef
from okqual.study import browsing
from okqual.study.material import gather
from okqual.study.opening import Study


def counted(study: Study, refs: Iterable[CountRef]) -> Counts:
    """A picture in which these numbers can be counted."""
    book = browsing.codebook(study)
    codes = {code for ref in refs for code in below(book, ref.code)}
    return Counts(gather(study, codes=codes))
