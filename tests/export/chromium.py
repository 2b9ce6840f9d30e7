"""A page opened in Chromium without a window: what a script finds there, and what the browser complains of."""

from __future__ import annotations

import html
import importlib.util
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
BROWSER = next((found for name in NAMES if (found := shutil.which(name))), "")
needs_browser = pytest.mark.skipif(not BROWSER, reason="there is no Chromium here")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=20000")
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_FOUND = re.compile(r'<pre id="found">(.*?)</pre>', re.S)


def opened(page: Path) -> tuple[str, str]:
    """The page as it stands after its own script has run, and what the browser wrote of it."""
    args = [BROWSER, *FLAGS, "--enable-logging=stderr", "--dump-dom", page.as_uri()]
    done = subprocess.run(args, capture_output=True, encoding="utf-8", timeout=120, check=True)
    return done.stdout, "\n".join(line for line in done.stderr.splitlines() if "CONSOLE" in line)


def asked(page: Path, script: str) -> Any:
    """What a script answers in a copy of the page; it calls ``found(…)`` with its answer."""
    copy = page.with_name(f"asked-{page.name}")
    tell = (
        "const found = (said) => { const box = document.createElement('pre'); box.id = 'found';"
        " box.textContent = JSON.stringify(said); document.body.append(box); };"
    )
    # The page's own policy would not let the question in.
    text = _POLICY.sub("", page.read_text(encoding="utf-8"))
    copy.write_text(text.replace("</body>", f"<script>{tell}{script}</script></body>"), encoding="utf-8")
    answer = _FOUND.search(opened(copy)[0])
    assert answer is not None
    return json.loads(html.unescape(answer[1]))


def axe() -> str:
    """axe-core's script; the test is passed by where it is not installed."""
    found = importlib.util.find_spec("axe_core_python")
    if found is None or found.origin is None:
        pytest.skip("axe-core is not installed")
    return (Path(found.origin).parent / "axe.min.js").read_text(encoding="utf-8").replace("</script", r"<\/script")
