/// The style sheet of pages with figures; light and dark follow the reader's system unless the page's switch says otherwise.
enum PageStyle {
  static let text = #"""
    :root{color-scheme:light;--paper:#fff;--ink:#1b1e22;--faint:#5a6068;--rule:#c9ced4;--tint:#f3f5f7;--accent:#2166ac;
    --neg:#c0392f;--pos:#2f77b8;--c0:#0066aa;--c1:#dd7700;--c2:#552255;--c3:#aa88aa;--c4:#772200;--c5:#8877ff;--c6:#aa4444;
    --c7:#0011aa}
    :root[data-ground=dark]{color-scheme:dark;--paper:#14171a;--ink:#e8eaed;--faint:#a2a9b1;--rule:#41474e;--tint:#1e2226;
    --accent:#7ab8e8;--neg:#e8735a;--pos:#5aa5e0;--c0:#77bbee;--c1:#ff9900;--c2:#ff5588;--c3:#ffee00;--c4:#0077ff;
    --c5:#77ffee;--c6:#996611;--c7:#cc1199}
    :root{background:var(--paper)}
    .weir,.weir-page{font:14px/1.45 system-ui,Helvetica,Arial,sans-serif;color:var(--ink);background:var(--paper)}
    .weir-page{margin:0 auto;max-width:1400px;padding:16px 20px}
    .weir{margin:0;position:relative}
    .weir h2{font-size:18px;margin:0 0 2px}
    .weir h3{font-size:14px;margin:10px 0 4px}
    .weir p{margin:2px 0;color:var(--faint);overflow-wrap:anywhere}
    .weir p.prose{color:var(--ink);white-space:pre-wrap}
    .weir .row{display:flex;flex-wrap:wrap;gap:8px 28px;align-items:flex-start}
    .weir .row>*{flex:1 1 280px;min-width:0}
    .weir .gallery.many{display:flex;flex-wrap:wrap;gap:4px 24px;align-items:flex-start}
    .weir .gallery.many>div:last-of-type{flex:1 1 380px;min-width:0}
    .weir .gallery.many .thumbs{gap:2px;font-size:11px}
    .weir .gallery.many .thumbs button{padding:1px 2px;font-size:11px}
    .weir .column>*+*{margin-top:14px}
    .weir canvas{display:block}
    .weir .map{position:relative;outline-offset:2px;touch-action:pan-y;cursor:crosshair;max-width:100%;width:fit-content}
    .weir .map.zoomed{touch-action:none;cursor:grab}
    .weir .tools{display:flex;gap:4px;align-items:center;margin:4px 0;font-size:12px;color:var(--faint);flex-wrap:wrap}
    .weir button,.weir-page>header button{font:inherit;font-size:12px;color:var(--ink);background:var(--tint);
    border:1px solid var(--rule);border-radius:4px;padding:1px 8px;cursor:pointer}
    .weir button:focus-visible,.weir :focus-visible{outline:2px solid var(--accent)}
    .weir .tools button[aria-pressed=true]{border-color:var(--accent);box-shadow:0 0 0 1px var(--accent)}
    .weir-page>header{float:right;position:relative;z-index:1}
    .weir .legend{display:flex;gap:6px;align-items:center;font-size:12px;flex-wrap:wrap;margin:4px 0}
    .weir .legend i{width:160px;height:10px;border:1px solid var(--rule);display:inline-block}
    .weir .legend span.note{color:var(--faint)}
    .weir .thumbs{display:flex;flex-wrap:wrap;gap:6px;margin:8px 0}
    .weir .thumbs button{padding:3px;background:none;border-color:transparent;text-align:left}
    .weir .thumbs button:hover{border-color:var(--faint)}
    .weir .thumbs button[aria-pressed=true]{border-color:var(--accent);box-shadow:0 0 0 1px var(--accent)}
    .weir .thumbs canvas{border:1px solid var(--rule);margin-top:2px;image-rendering:pixelated}
    .weir .said{min-height:3.2em;font-size:13px;margin:4px 0}
    .weir .said.short{min-height:1.5em}
    .weir .said output:empty::before{content:'Point at the picture, or use the arrow keys, for exact values';color:var(--faint)}
    .weir [hidden]{display:none}
    .weir .said code,.weir code{font:12px ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace;overflow-wrap:anywhere}
    .weir .said b{font-variant-numeric:tabular-nums}
    .weir .strip{line-height:1.9;margin:4px 0;max-width:760px;overflow-wrap:anywhere}
    .weir .strip span.t{padding:2px 1px;cursor:pointer;border-bottom:2px solid transparent;white-space:pre-wrap}
    .weir .strip span.t.held{border-bottom-color:var(--neg);font-weight:600}
    .weir .strip em{font-style:normal;color:var(--faint);margin-right:6px}
    .weir table{border-collapse:collapse;font-size:13px;font-variant-numeric:tabular-nums}
    .weir th{font-weight:400;color:var(--faint);text-align:left;border-bottom:1px solid var(--faint);padding:2px 8px}
    .weir td{padding:2px 8px}
    .weir table[data-line] td{cursor:pointer}
    .weir td.chosen{box-shadow:inset 0 0 0 1px var(--accent)}
    .weir td.n,.weir th.n{text-align:right}
    .weir td.n svg{vertical-align:middle;margin-left:6px}
    .weir th button{border:0;background:none;padding:0;color:inherit;font-size:13px}
    .weir details{margin:6px 0;font-size:12px}
    .weir details>div{max-height:360px;overflow:auto}
    .weir summary{color:var(--faint);cursor:pointer;width:fit-content}
    .weir svg.live{max-width:100%;height:auto;overflow:visible;margin:4px 6px;outline-offset:4px}
    .weir svg.live:focus{outline:none}
    .weir svg.live:focus-visible{outline:1px solid var(--accent)}
    .weir svg .off{opacity:.07}
    .weir svg .on{font-weight:700}
    .weir svg .token,.weir svg .head,.weir svg .node{cursor:pointer}
    .weir svg .mark-over{filter:brightness(1.25)}
    .weir-tip{position:fixed;z-index:9;pointer-events:none;max-width:420px;padding:4px 8px;border-radius:4px;font:12px/1.4
    system-ui,sans-serif;color:var(--paper);background:var(--ink);overflow-wrap:anywhere;white-space:pre-line}
    @media print{.weir .tools,.weir .said,.weir details,.weir-page>header button{display:none}}
    """#
}
