"""Who leads the study, and whether the codebook is locked: then only the lead changes it, others propose.

The lock is an agreement between people who trust each other, written down; it is no protection.
"""

from __future__ import annotations

from okqual.errors import OkqualError
from okqual.study.changing import changing, write_setting
from okqual.study.opening import Study, setting

LOCKED, LEAD = "codebook_locked", "lead"
"""Settings of the study."""
_YES = "yes"


def is_locked(study: Study) -> bool:
    """Whether only the lead may change the codebook."""
    return setting(study, LOCKED) == _YES


def lead(study: Study) -> str:
    """The coder who leads the study; empty when nobody was named."""
    return setting(study, LEAD)


def may_edit(study: Study) -> bool:
    """Whether the coder may change the codebook now."""
    return not is_locked(study) or study.coder == lead(study)


def check_may_edit(study: Study) -> None:
    """Raises OkqualError when the codebook is locked and the coder does not lead the study."""
    if not may_edit(study):
        raise OkqualError("errors.codebook_locked", {"lead": lead(study)}, "errors.codebook_locked.try")


def name_lead(study: Study, coder: str) -> None:
    """Say who leads the study. Raises OkqualError when another leads it who has locked the codebook."""
    check_may_edit(study)
    _set(study, {LEAD: coder})


def lock(study: Study, on: bool = True) -> None:
    """Lock the codebook or unlock it. Whoever locks it leads the study, if nobody does yet.

    Raises OkqualError when another leads it.
    """
    leads = lead(study)
    if leads and leads != study.coder:
        raise OkqualError("errors.lead_locks", {"lead": leads}, "errors.lead_locks.try")
    _set(study, {LEAD: study.coder, LOCKED: _YES if on else ""})


def _set(study: Study, wanted: dict[str, str]) -> None:
    new = {name: value for name, value in wanted.items() if setting(study, name) != value}
    if not new:
        return
    with changing(study) as pen:
        batch = pen.begin_batch() if len(new) > 1 else ""
        for name, value in new.items():
            write_setting(pen, name, value, batch)
