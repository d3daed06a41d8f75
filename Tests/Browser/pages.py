"""Tests of figure pages in a real browser: python3 pages.py FOLDER [SCREENSHOTS], where FOLDER holds the pages.

Each test is a function whose name says what breaks when it fails. `expected.json` in the folder maps a page's name to the
exact texts of its cells.
"""

import json
import os
import sys

from browser import Browser, find_chromium

TIP = "document.querySelector('.weir-tip').hidden ? '' : document.querySelector('.weir-tip').textContent"
SAID = "document.querySelector('.said output').textContent"
LINE = "document.querySelector('.said code').textContent"


def path(name):
    return os.path.join(folder, name + ".html")


def map_geometry(page):
    """Where the map of a page lies: its frame, in the window."""
    page.centre(".map")
    return page.value(
        "(() => { const b = document.querySelector('.map canvas').getBoundingClientRect();"
        " return [b.left, b.top, b.width, b.height]; })()")


def words_at(page, x, y):
    page.move(x, y)
    return page.value(TIP)


def find_cell(page, words):
    """A place of the window where the pop-up begins with these words."""
    left, top, width, height = map_geometry(page)
    # The cells lie in the lower right part of the canvas; steps are smaller than a cell of a map of seven tokens.
    for row in range(6, 24):
        for column in range(6, 24):
            x, y = left + width * column / 24, top + height * row / 24
            if words_at(page, x, y).startswith(words):
                return x, y
    raise AssertionError(f"no place says {words!r}")


def every_page_opens_offline_without_a_complaint(page):
    for name in sorted(os.listdir(folder)):
        if not name.endswith(".html"):
            continue
        page.open(os.path.join(folder, name))
        assert page.faults == [], (name, page.faults)
        foreign = [url for url in page.requests if not url.startswith(("file:", "data:", "blob:"))]
        assert foreign == [], (name, foreign)
        assert page.value("document.querySelectorAll('script').length") <= 4, name


def the_policy_stops_requests_and_foreign_scripts(page):
    page.open(path("pattern"))
    stopped = page.value(
        "new Promise((done) => { document.addEventListener('securitypolicyviolation', (e) => done(e.violatedDirective));"
        " const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s); })")
    assert stopped.startswith("script-src"), stopped
    assert page.value("window.ran === undefined")
    assert page.value("fetch('https://example.org/').then(() => 'went out', () => 'stopped')") == "stopped"


def hover_shows_the_exact_value_and_the_line(page):
    page.open(path("pattern"))
    x, y = find_cell(page, "query ␣cat₂, key ␣sat₁: ")
    shown = words_at(page, x, y)
    assert shown == "query ␣cat₂, key ␣sat₁: " + expected["pattern"][5][3], shown
    assert page.value(SAID) == shown
    assert page.value(LINE) == "pattern(cache, L5H1)[query: 5, key: 3]", page.value(LINE)


def the_line_can_be_copied(page):
    page.open(path("pattern"))
    page.call("Browser.grantPermissions", permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
    page.click(*find_cell(page, "query ␣sat₂, key ␣the: "))
    page.value("document.querySelector('.map').focus()")
    page.click(*page.centre(".said button"))
    assert page.value("navigator.clipboard.readText()") == "pattern(cache, L5H1)[query: 6, key: 4]"


def a_missing_cell_says_so(page):
    page.open(path("pattern"))
    find_cell(page, "query the, key ␣cat₁: no value")


def keys_reach_every_cell(page):
    page.open(path("scores"))
    page.value("document.querySelector('.map').focus()")
    page.key("ArrowRight")
    assert page.value(SAID) == "query <|endoftext|>, key <|endoftext|>: " + expected["scores"][0][0], page.value(SAID)
    for _ in range(2):
        page.key("ArrowRight")
    page.key("ArrowDown")
    assert page.value(SAID) == "query the, key ␣cat₁: " + expected["scores"][1][2], page.value(SAID)
    page.key("Enter")
    page.key("t")
    assert page.value("document.querySelectorAll('.strip').length") == 2
    page.key("Escape")
    assert page.value("document.querySelectorAll('.strip').length") == 0


def a_token_shows_both_directions(page):
    page.open(path("pattern"))
    left, top, width, height = map_geometry(page)
    place = next(
        (left + 40, top + height * step / 80) for step in range(20, 80)
        if words_at(page, left + 40, top + height * step / 80) == "␣cat₂")
    page.click(*place)
    heads = page.value("[...document.querySelectorAll('.strip em')].map((e) => e.textContent)")
    assert heads == ["␣cat₂ looks at", "looks at ␣cat₂"], heads
    assert page.value("document.querySelectorAll('.strip span.t').length") == 14
    assert page.value("document.querySelectorAll('.strip span.held').length") == 2


def a_clicked_head_stays_when_the_pointer_moves_on(page):
    page.open(path("heads"))
    title = "document.querySelector('.gallery h3').textContent"
    assert page.value(title) == "L11H4", page.value(title)
    page.move(*page.centre(".thumbs button", 2))
    assert page.value(title) == "L11H2 (preview)", page.value(title)
    page.move(5, 5)
    assert page.value(title) == "L11H4", page.value(title)
    page.click(*page.centre(".thumbs button", 8))
    page.move(*page.centre(".thumbs button", 1))
    page.move(5, 5)
    assert page.value(title) == "L11H8", page.value(title)
    pressed = "[...document.querySelectorAll('.thumbs button')].filter((b) => b.ariaPressed === 'true').map((b) => b.dataset.name)"
    assert page.value(pressed) == ["L11H8"]


def heads_are_reached_by_keys(page):
    page.open(path("heads"))
    page.value("document.querySelectorAll('.thumbs button')[4].focus()")
    page.key("ArrowRight")
    page.key("Enter")
    assert page.value("document.querySelector('.gallery h3').textContent") == "L11H5"


def zoom_and_pan_move_over_a_large_map(page):
    page.open(path("pattern-200"))
    left, top, width, height = map_geometry(page)
    x, y = left + width * .6, top + height * .6
    before = words_at(page, x, y)
    for _ in range(6):
        page.wheel(x, y, -240)
    assert page.value("document.querySelector('.map').classList.contains('zoomed')")
    # The cell under the pointer stays there while zooming.
    assert words_at(page, x, y) == before, (before, words_at(page, x, y))
    page.drag(x, y, x - 120, y - 120)
    assert words_at(page, x - 120, y - 120) == before
    page.value("document.querySelector('.map').focus()")
    page.key("0")
    assert not page.value("document.querySelector('.map').classList.contains('zoomed')")


def a_large_map_opens_at_once_and_keeps_the_strongest_exact(page):
    seconds = page.open(path("large"))
    # One second is the goal on an idle machine; a busy one gets three.
    assert seconds < 3, seconds
    assert "the 64 strongest of each row exact" in page.value("document.querySelector('.legend').textContent")
    page.value("document.querySelector('.map').focus()")
    page.key("ArrowDown")
    page.key("ArrowDown")
    assert page.value(SAID).endswith(": " + expected["large"][1][0]), page.value(SAID)


def colours_follow_the_ground(page):
    page.open(path("pattern"))
    paper = "getComputedStyle(document.querySelector('.weir')).backgroundColor"
    first = page.value(paper)
    page.click(*page.centre(".weir-ground"))
    assert page.value(paper) != first


def a_series_of_coloured_text_can_be_held(page):
    page.open(path("tokens-many"))
    colour = "document.querySelectorAll('.strip span.t')[4].style.backgroundColor"
    first = page.value(colour)
    page.click(*page.centre(".tools button", 2))
    page.move(5, 5)
    assert page.value(colour) != first
    page.move(*page.centre(".strip span.t", 4))
    assert page.value(TIP).startswith("4 ␣John: L3N0 "), page.value(TIP)


def a_clicked_token_leaves_only_its_arcs(page):
    page.open(path("arcs"))
    arcs = "[...document.querySelectorAll('svg.live g[data-words*=\"→\"]')]"
    everything = page.value(arcs + ".length")
    page.click(*page.centre("svg.live g.q5 text"))
    left = page.value(arcs + ".filter((g) => !g.classList.contains('off')).map((g) => g.dataset.words)")
    assert 0 < len(left) < everything and all(words.startswith("L5H1, ␣cat₂ → ") for words in left), left


def points_say_their_exact_numbers(page):
    page.open(path("bars"))
    page.move(*page.centre("svg.live g[data-words] rect", 1))
    assert page.value(TIP) == "head L9H9: 2.81 (2.5 to 3)", page.value(TIP)


def a_table_sorts_by_a_clicked_column(page):
    page.open(path("table"))
    first = "document.querySelector('tbody td').textContent"
    page.click(*page.centre("thead button", 3))
    assert page.value(first) == "L11H3", page.value(first)


def data_tables_hold_the_values_of_the_figure(page):
    for name, rows in expected.items():
        # Larger maps list their strongest cells.
        if name == "large" or len(rows) * len(rows[0]) > 10000:
            continue
        page.open(path(name))
        page.value("document.querySelector('details').open = true")
        page.value("new Promise((r) => setTimeout(r, 50))")
        shown = page.value(
            "[...document.querySelectorAll('details table tr')].slice(1)"
            ".map((tr) => [...tr.querySelectorAll('td')].map((td) => td.textContent))")
        wanted = [["" if cell == "missing" else cell for cell in row] for row in rows]
        assert shown == wanted, name


def hostile_tokens_stay_text(page):
    for name in ["hostile", "hostile-tokens"]:
        page.open(path(name))
        assert page.value("document.querySelectorAll('figure script').length") == 2
        assert page.value("document.querySelectorAll('figure b, figure h1, figure style').length") == 0
        assert page.value("document.title").startswith("<")


def main():
    tests = [
        value for name, value in globals().items()
        if callable(value) and name not in HELPERS and getattr(value, "__module__", "") == "__main__"]
    failed = 0
    page = Browser()
    try:
        for test in tests:
            try:
                test(page)
                print("ok  ", test.__name__)
            except (AssertionError, RuntimeError, StopIteration) as fault:
                failed += 1
                print("FAIL", test.__name__, repr(fault))
        if screenshots:
            os.makedirs(screenshots, exist_ok=True)
            for name in ["heads", "pattern", "lens", "graph", "arcs-heads", "difference"]:
                page.open(path(name))
                page.screenshot(os.path.join(screenshots, name + ".png"))
    finally:
        page.close()
    print(f"{len(tests) - failed} of {len(tests)} browser tests pass")
    return 1 if failed else 0


HELPERS = {"path", "map_geometry", "words_at", "find_cell", "main", "Browser", "find_chromium"}

if __name__ == "__main__":
    if not find_chromium():
        print("no Chromium here: browser tests left out")
        sys.exit(0)
    folder = sys.argv[1]
    screenshots = sys.argv[2] if len(sys.argv) > 2 else None
    with open(os.path.join(folder, "expected.json"), encoding="utf-8") as file:
        expected = json.load(file)
    sys.exit(main())
