/// The style sheet of reports, beside that of figures, whose colours it uses.
enum ReportStyle {
  /// The digest by which the page's policy allows it; a test computes it anew and says what to write here.
  static let digest = "sha256-Qy8OT+uuGP3RvIUxoTm1wpPlqQKhr/Vk3BMDDLwAlTk="

  static let text = #"""
    :root{--keyword:#7a3e9d;--string:#2c6e2f;--literal:#0b5f8a}
    :root[data-ground=dark]{--keyword:#c9a0e8;--string:#9ccc8f;--literal:#7ab8e8}
    body.report{margin:0 auto;max-width:1120px;padding:28px 24px 80px;display:grid;gap:0 40px;
    grid-template-columns:minmax(0,1fr);font:16px/1.6 system-ui,Helvetica,Arial,sans-serif;color:var(--ink);
    background:var(--paper)}
    .report>header{position:relative;border-bottom:1px solid var(--rule);padding-bottom:12px;margin-bottom:20px}
    .report h1{font-size:28px;line-height:1.25;margin:0 120px 8px 0;text-wrap:balance}
    .report>header p{margin:2px 0;font-size:14px;color:var(--faint);overflow-wrap:anywhere}
    .report>header button{position:absolute;right:0;top:4px;font:inherit;font-size:12px;color:var(--ink);
    background:var(--tint);border:1px solid var(--rule);border-radius:4px;padding:2px 8px;cursor:pointer}
    .report>header button[hidden]{display:none}
    .report a{color:var(--accent)}
    .report :focus-visible{outline:2px solid var(--accent);outline-offset:2px}
    .report nav{font-size:14px;line-height:1.45;margin-bottom:20px}
    .report nav h2{font-size:13px;font-weight:600;color:var(--faint);margin:0 0 6px}
    .report nav ul{list-style:none;margin:0;padding:0}
    .report nav li{margin:3px 0;overflow-wrap:anywhere}
    .report nav .level-2{padding-left:14px}
    .report nav .level-3,.report nav .level-4{padding-left:28px}
    .report nav a{text-decoration:none}
    .report nav a:hover{text-decoration:underline}
    .report .text{max-width:46rem;overflow-wrap:anywhere}
    .report .text h2{font-size:22px;margin:36px 0 8px}
    .report .text h3{font-size:18px;margin:28px 0 6px}
    .report .text h4,.report .text h5,.report .text h6{font-size:16px;margin:22px 0 4px}
    .report .text p{margin:10px 0}
    .report .text blockquote{margin:10px 0;padding-left:14px;border-left:3px solid var(--rule);color:var(--faint)}
    .report .text code{font:14px ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace;background:var(--tint);
    border-radius:3px;padding:0 3px}
    .report pre{font:13px/1.5 ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace;margin:12px 0;overflow:auto;
    tab-size:4;unicode-bidi:plaintext}
    .report pre.code{background:var(--tint);border-radius:4px;padding:10px 14px}
    .report pre.off{opacity:.75}
    .report pre.shown{padding:0 14px}
    .report pre.error,.report pre.warning,.report pre.note{border-left:3px solid var(--neg);padding:4px 12px;
    white-space:pre-wrap;overflow-wrap:anywhere}
    .report pre.warning,.report pre.note{border-color:var(--rule)}
    .report p.note{margin:0;font-size:13px;color:var(--faint)}
    .report section.figure{margin:17px -3px 25px;padding:3px;scroll-margin-top:12px;overflow-x:auto}
    .report .w-strong{font-weight:600}
    .report .w-dim,.report .w-comment{color:var(--faint)}
    .report .w-keyword{color:var(--keyword)}
    .report .w-string{color:var(--string)}
    .report .w-literal,.report .w-number,.report .w-type,.report .w-hint{color:var(--literal)}
    .report .w-error,.report .w-warning{color:var(--neg);font-weight:600}
    @media (min-width:1240px){body.report{max-width:1320px;grid-template-columns:minmax(0,1fr) 220px}
    .report>header{grid-column:1/3}.report>nav{grid-column:2;grid-row:2;position:sticky;top:20px;align-self:start;
    max-height:calc(100vh - 40px);overflow:auto}.report>main{grid-column:1;grid-row:2}}
    @media print{.report nav,.report>header button{display:none}}
    """#
}
