"""One code in the groups of an attribute, or of two crossed."""

from __future__ import annotations

from okqual.analysis import comparison
from okqual.analysis.groups import CROSSED, attributes_in
from okqual.analysis.material import below
from okqual.errors import OkqualError
from okqual.model.comparison import Comparison
from okqual.store import queries
from okqual.study.definitions import code_named, codebook
from okqual.study.grouping import told_with_groups
from okqual.study.material import gather
from okqual.study.opening import Study


def compare(study: Study, code: str, by: str) -> Comparison:
    """A code in every group of an attribute ("aktörstyp", a derived one, "aktörstyp × län").

    Raises OkqualError for an unknown code, and an attribute that no interview has.
    """
    wanted = code_named(study, code)
    known = {each for row in told_with_groups(study, queries.attributes(study.db)).values() for each in row}
    for part in (part for part in attributes_in(by, known) if part not in known):
        values: dict[str, object] = {"attribute": part, "known": ", ".join(sorted(known)) or "–"}
        raise OkqualError("errors.unknown_attribute", values, "errors.unknown_attribute.try")
    return comparison.compare(
        gather(study, codes=below(codebook(study), wanted.id)), wanted, CROSSED.join(attributes_in(by, known))
    )
