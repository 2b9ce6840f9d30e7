"""What all pictures share: how they are drawn, colours and patterns that everybody can tell apart, PNG bytes."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from okqual.text.shown import visible_line

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INCHES = 6.3
"""Width of a picture: the text on an upright A4 page."""
DOTS = 200
"""Dots an inch: sharp on paper."""
COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00")
"""Okabe and Ito's colours (2008), told apart with any colour vision; patterns say the same without colour."""
PATTERNS = ("", "//", "..", "xx", "--", "oo")
INK, PALE = "#1e2328", "#dfe3e8"
LONGEST = 40
"""Signs of a label; longer ones end with an ellipsis."""
_LOOK: dict[Any, Any] = {
    "text.parse_math": False,  # a "$" in a name is a "$"
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "hatch.linewidth": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "text.color": INK,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn PNG and what it shows in words: nobody has to see it to know what is in it."""

    png: bytes
    title: str
    alt: str
    """For those who do not see it: what it is and its main figures."""
    lines: tuple[tuple[str, ...], ...]
    """The table behind it, the header first."""
    width: float
    """Inches."""
    legend: str = ""
    """What signs in it and in the table mean; empty where there are none."""


def drawn(height: float, draw: Callable[[Axes], None], width: float = INCHES) -> bytes:
    """PNG bytes of what ``draw`` puts on empty axes; the same drawing gives the same bytes."""
    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with matplotlib.rc_context(_LOOK), warnings.catch_warnings():
        # A sign that the font lacks is drawn as a box; the words stand in the table and the alternative text.
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        figure = Figure(figsize=(width, height), dpi=DOTS, layout="constrained")
        canvas: Any = FigureCanvasAgg(figure)
        draw(figure.add_subplot())
        out = io.BytesIO()
        canvas.print_png(out, metadata={"Software": None}, pil_kwargs={"dpi": (DOTS, DOTS)})
    return out.getvalue()


def label(text: str, most: int = LONGEST) -> str:
    """Words as a label: on one line, without signs that steer, not too long."""
    words = visible_line(text)
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def listed(parts: Sequence[str]) -> str:
    """Parts of an alternative text, as sentences of one line."""
    return " ".join(part if part.endswith(".") else f"{part}." for part in map(visible_line, parts) if part)
