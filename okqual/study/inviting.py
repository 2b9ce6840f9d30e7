"""Those who were asked for an interview that never was: kept beside the interviews, so that nothing counts them."""

from __future__ import annotations

import json

from okqual.errors import OkqualError
from okqual.model.canonical import canonical
from okqual.model.methods import Answer, Invited
from okqual.store import queries
from okqual.study.attributes import LONGEST, attribute_name, written_in
from okqual.study.changing import changing, write_setting
from okqual.study.opening import Study
from okqual.text.folding import folded
from okqual.text.swedish import swedish_key

SETTING = "invited:"
"""Before the id of each, in the name of the setting that holds what is known of it."""
STATUS = "status"
"""Column of the interviews' CSV file that says it."""
_WORDS = {
    "inbjuden": Answer.INVITED, "invited": Answer.INVITED, "tackat nej": Answer.DECLINED, "nej": Answer.DECLINED,
    "avböjt": Answer.DECLINED, "declined": Answer.DECLINED,
}  # fmt: skip
WRITTEN = {Answer.INVITED: "inbjuden", Answer.DECLINED: "tackat nej"}
"""As the CSV file has them."""


def invited(study: Study) -> list[Invited]:
    """Those who were asked and whose interview there is not (yet), in Swedish order."""
    there = set(queries.cases(study.db))
    found = []
    for name, value in queries.settings(study.db).items():
        who = name.removeprefix(SETTING)
        if name.startswith(SETTING) and value and who not in there:
            said = json.loads(value)
            found.append(Invited(who, Answer(said["status"]), said["attributes"]))
    return sorted(found, key=lambda one: swedish_key(one.id))


def set_invited(study: Study, who: Invited, batch: str = "") -> bool:
    """Note that somebody was asked, or said no; whether that changed anything.

    Raises OkqualError for a name that is none, and for an attribute's value of another kind.
    """
    checked(study, who)
    told = {attribute_name(name): written_in(study, name, value) for name, value in who.attributes.items() if value}
    value = canonical({"status": str(who.status), "attributes": dict(sorted(told.items()))})
    if queries.setting(study.db, SETTING + who.id) == value:
        return False
    with changing(study) as pen:
        write_setting(pen, SETTING + who.id, value, batch)
    return True


def forget_invited(study: Study, name: str) -> None:
    """Take somebody off the list. Raises OkqualError for somebody who is not on it."""
    if not queries.setting(study.db, SETTING + name):
        raise OkqualError("errors.unknown_case", {"case": name}, "errors.unknown_case.try")
    with changing(study) as pen:
        write_setting(pen, SETTING + name, "")


def checked(study: Study, who: Invited) -> None:
    """Raises OkqualError for an id that is none, and for an attribute's value of another kind."""
    if not who.id or len(who.id) > LONGEST or not who.id.isprintable():
        raise OkqualError("errors.unknown_case", {"case": who.id[:60]}, "errors.unknown_case.try")
    for name, value in who.attributes.items():
        written_in(study, attribute_name(name), value)


def answer_of(words: str) -> Answer | None:
    """What a status in a file means; None for other words."""
    return _WORDS.get(folded(" ".join(words.split())))
