"""Bullets that were typed as signs at the start of a line."""

from __future__ import annotations

import re

BULLET = "-"
"""The label of every bulleted block, whichever sign the file has."""

# A sign, then white space: "-5 grader" and "*fet*" begin no bullet.
_BULLET = re.compile(r"(?P<indent>\s*)(?P<sign>[-–—•·▪◦‣●○■□*+>→➢✓]|o(?=\t))[ \t\u00a0]+(?P<rest>\S.*)\Z", re.DOTALL)
_TAB = 4


def split_bullet(line: str) -> tuple[str, int, str]:
    """(label, depth, text without bullet and surrounding space); label "" and depth 0 without a bullet."""
    found = _BULLET.match(line)
    if found is None:
        return "", 0, line.strip()
    indent = len(found["indent"].expandtabs(_TAB))
    return BULLET, 1 + indent // _TAB, found["rest"].strip()
