#!/usr/bin/env python3
"""attention_page.py [FILE]: the README's picture of a page, taken from a real browser (Chromium) into FILE.

Saves the heads of one layer as a page, holds a head and a token in it, and keeps what the window shows.
"""
import pathlib
import subprocess
import sys
import tempfile

here = pathlib.Path(__file__).resolve().parent
root = here.parent.parent.parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(root / "Tests/Browser"))
from browser import Browser, find_chromium  # noqa: E402

WIDTH = 720
PROGRAM = ('cache = run "the quick fox jumps the quick fox jumps"; '
           'save cache[L8.pattern] to "page.html", title: "Layer 8 of brook", measure: "attention"')
HELD = "L8H8"
TOKEN = "␣fox₂"


def hold(page):
    """Holds a head, then the row of a token, whose two directions appear below the map."""
    names = page.value("[...document.querySelectorAll('.thumbs button')].map((b) => b.dataset.name)")
    page.click(*page.centre(".thumbs button", names.index(HELD)))
    left, top, width, height = page.value(
        "(() => { const b = document.querySelector('.map canvas').getBoundingClientRect();"
        " return [b.left, b.top, b.width, b.height]; })()")
    for step in range(100):
        x, y = left + 60, top + height * step / 100
        page.move(x, y)
        if page.value("document.querySelector('.weir-tip').textContent") == TOKEN:
            page.click(x, y)
            break
    else:
        raise SystemExit(f"attention_page: no row is called {TOKEN}")
    page.move(1, 1)


def main():
    if not find_chromium():
        raise SystemExit("attention_page: needs Chromium (apt-get install chromium)")
    target = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else here / "attention_page.png").resolve()
    with tempfile.TemporaryDirectory(prefix="weir-page-") as folder:
        subprocess.run([root / "Scripts/start", "-e", PROGRAM], cwd=folder, check=True)
        page = Browser(WIDTH, 900)
        try:
            page.open(folder + "/page.html")
            hold(page)
            height = page.value("Math.ceil(document.querySelector('details').getBoundingClientRect().bottom + scrollY)")
            page.call("Emulation.setDeviceMetricsOverride", width=WIDTH, height=height, deviceScaleFactor=1, mobile=False)
            page.value("new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(() => r(1))))")
            page.screenshot(str(target), whole=False)
        finally:
            page.close()
    print(f"{target}: {target.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
