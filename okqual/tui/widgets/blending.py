"""Styles of the parts of a line-drawn widget, with half-transparent colours laid over what is under them."""

from __future__ import annotations

from rich.style import Style
from textual.widget import Widget


def blended(widget: Widget, part: str) -> Style:
    """The style that a component class adds: only what its rules say, so that styles can be laid over each other."""
    styles = widget.get_component_styles(part)
    under = widget.background_colors[1]
    ground = under + styles.background if styles.has_rule("background") else under
    colour = ground + styles.color if styles.has_rule("color") else None
    return Style(
        color=colour.rich_color if colour is not None else None,
        bgcolor=ground.rich_color if styles.has_rule("background") else None,
        bold=styles.text_style.bold,
        italic=styles.text_style.italic,
        reverse=styles.text_style.reverse,
        underline=styles.text_style.underline,
    )
