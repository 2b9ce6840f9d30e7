"""The keys that matter here, in one line; what there is no room for is left out whole, help and commands never."""

from __future__ import annotations

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.widgets import Static

from okqual.tui.widgets.blending import blended

GAP = "   "


class KeyLine(Static):
    """Keys with their words; each can be clicked."""

    COMPONENT_CLASSES = {"key-line--key"}  # noqa: RUF012 (declared by Textual without ClassVar)
    DEFAULT_CSS = """
    KeyLine { height: 1; padding: 0 1; & > .key-line--key { color: $accent; text-style: bold; } }
    """

    def __init__(self) -> None:
        super().__init__(markup=False)
        # What can be clicked looks like the rest: it is keys, not links.
        self.auto_links = False

    def on_mount(self) -> None:
        """Follow the keys when they are given anew."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self._draw())

    def on_resize(self) -> None:
        """Fill the line anew."""
        self._draw()

    def _draw(self) -> None:
        width = self.size.width - 2
        if width <= 0:
            return
        here, everywhere = Text(), Text()
        shown = [each for each in self.screen.active_bindings.values() if each.binding.show]
        if not shown:
            # A box over the screen has the keyboard and says its own keys.
            return
        for node, binding, _, _ in shown:
            if isinstance(node, App):
                everywhere.append(GAP if everywhere else "").append_text(self._words(node, binding))
        deeds: set[str] = set()
        for node, binding, _, _ in shown:
            # Of two keys for one thing the first is told.
            if binding.action in deeds:
                continue
            deeds.add(binding.action)
            words = self._words(node, binding)
            room = width - here.cell_len - len(GAP) * 2 - everywhere.cell_len
            if not isinstance(node, App) and cell_len(words.plain) <= room:
                here.append(GAP if here else "").append_text(words)
        here.pad_right(max(0, width - here.cell_len - everywhere.cell_len))
        self.update(here.append_text(everywhere), layout=False)

    def _words(self, node: DOMNode, binding: Binding) -> Text:
        place = "app" if isinstance(node, App) else "focused" if node is self.screen.focused else "screen"
        click = Style.from_meta({"@click": f"{place}.{binding.action}"})
        text = Text().append(self.app.get_key_display(binding), blended(self, "key-line--key") + click)
        return text.append(f" {binding.description}", click)
