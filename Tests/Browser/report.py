"""Tests of a report in a real browser: python3 report.py PAGE, made from the script in CommandTests/ReportTests.swift."""

import sys

from browser import Browser, find_chromium


def it_opens_offline_without_a_complaint(page):
    page.open(path)
    assert page.faults == [], page.faults
    foreign = [url for url in page.requests if not url.startswith(("file:", "data:", "blob:"))]
    assert foreign == [], foreign


def the_policy_stops_foreign_scripts_and_styles(page):
    page.open(path)
    for tag in ["script", "style"]:
        stopped = page.value(
            "new Promise((done) => { document.addEventListener('securitypolicyviolation', (e) => done(e.violatedDirective));"
            f" const s = document.createElement('{tag}'); s.textContent = 'x'; document.body.append(s); }})")
        assert stopped.startswith(tag), stopped
    assert page.value("fetch('https://example.org/').then(() => 'went out', () => 'stopped')") == "stopped"


def markup_in_prose_tokens_and_output_stays_text(page):
    page.open(path)
    assert page.value("document.querySelectorAll('pre b, pre i, .text b, .text script, .text style').length") == 0
    assert "</script><b>markup</b>" in page.value("document.querySelector('.text').textContent")
    assert page.value("document.title") == "Where heads look"


def the_contents_lead_to_headings_and_figures(page):
    page.open(path)
    entries = page.value("[...document.querySelectorAll('nav a')].map((a) => a.textContent)")
    assert entries == ["The pattern", "L5H9 </style>", "<h1>&", "Failure"], entries
    assert page.value(
        "[...document.querySelectorAll('nav a')].every((a) => document.getElementById(a.getAttribute('href').slice(1)))")
    page.click(*page.centre("nav a", 3))
    assert page.value("location.hash") == "#section-2"


def everything_is_reached_by_the_keyboard(page):
    page.open(path)
    reached = set()
    for _ in range(40):
        page.key("Tab")
        reached.add(page.value("(document.activeElement.className || document.activeElement.tagName).toString()"))
    assert {"weir-source", "weir-ground", "map", "code", "A", "SUMMARY"} <= reached, reached


def the_figure_is_alive(page):
    page.open(path)
    page.centre(".map")
    page.value("document.querySelector('.map').focus()")
    page.key("ArrowDown")
    said = page.value("document.querySelector('.said output').textContent")
    assert said.startswith("query "), said


def light_and_dark_can_be_told_from_paper_and_ink(page):
    page.open(path)
    look = "[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"
    before = page.value(look)
    page.click(*page.centre(".weir-ground"))
    after = page.value(look)
    assert before != after and before[0] != before[1] and after[0] != after[1], (before, after)


def nothing_is_wider_than_a_narrow_window(page):
    page.call("Emulation.setDeviceMetricsOverride", width=400, height=800, deviceScaleFactor=1, mobile=False)
    page.open(path)
    wide = page.value("document.documentElement.scrollWidth")
    page.call("Emulation.clearDeviceMetricsOverride")
    assert wide <= 400, wide


def the_link_holds_the_script(page):
    page.open(path)
    text = page.value("fetch(document.querySelector('.weir-source').href).then((r) => r.text(), (e) => 'refused')")
    # The policy refuses even this fetch; the link itself is what a click saves.
    assert text == "refused", text
    link = page.value("atob(document.querySelector('.weir-source').href.split(',')[1])")
    assert link.startswith("# Where heads look."), link


TESTS = [
    it_opens_offline_without_a_complaint, the_policy_stops_foreign_scripts_and_styles,
    markup_in_prose_tokens_and_output_stays_text, the_contents_lead_to_headings_and_figures,
    everything_is_reached_by_the_keyboard, the_figure_is_alive, light_and_dark_can_be_told_from_paper_and_ink,
    nothing_is_wider_than_a_narrow_window, the_link_holds_the_script,
]


def main():
    failed = 0
    page = Browser()
    try:
        for test in TESTS:
            try:
                test(page)
                print("ok  ", test.__name__)
            except (AssertionError, RuntimeError) as fault:
                failed += 1
                print("FAIL", test.__name__, repr(fault))
    finally:
        page.close()
    print(f"{len(TESTS) - failed} of {len(TESTS)} browser tests pass")
    return 1 if failed else 0


if __name__ == "__main__":
    if not find_chromium():
        print("no Chromium here: browser tests left out")
        sys.exit(0)
    path = sys.argv[1]
    sys.exit(main())
