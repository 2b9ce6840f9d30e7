"""How an interview is described in few words on every screen."""

from __future__ import annotations

from collections.abc import Mapping


def actor(attributes: Mapping[str, str]) -> str:
    """Kind of actor, for a municipality with its group: ``kommun C8``."""
    group = attributes.get("kommungrupp", "").partition(" ")[0]
    return f"{attributes.get('aktörstyp', '')} {group}".strip()
