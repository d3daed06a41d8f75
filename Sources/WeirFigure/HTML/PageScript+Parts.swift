// The parts of the page's script for galleries, coloured text, plots and tables, and what starts them.

extension PageScript {
  /// Legends, data tables and the gallery of small maps around a large one.
  static let gallery = #"""
    const legend = (scale, stops, notes) => {
      const box = make("div", "legend"), bar = make("i");
      const paint = () => {
        const lut = colours(stops), parts = [];
        for (let k = 0; k <= 16; k++) parts.push(css(lut[Math.round(k / 16 * 255)]));
        bar.style.background = "linear-gradient(90deg," + parts.join(",") + ")";
      };
      paint();
      redraws.push(paint);
      box.append(make("span", "", fixed(scale.low, scale.low === 0 ? 0 : scale.decimals)), bar,
        make("span", "", fixed(scale.high, scale.decimals)), make("span", "note", [scale.name, ...notes].filter(Boolean).join(" · ")));
      return box;
    };

    const tableOf = (view) => {
      const d = make("details"), s = make("summary", "", "Data"), box = make("div");
      d.append(s, box);
      d.ontoggle = () => {
        if (!d.open) return;
        const c = view.cells, table = make("table"), head = make("tr");
        box.replaceChildren(table);
        if (c.R * c.C <= 10000) {
          head.append(make("th", "", [c.rows.name, c.columns.name].filter(Boolean).join(" \\ ")));
          for (const l of c.columns.labels) head.append(make("th", "n", l));
          table.append(head);
          for (let r = 0; r < c.R; r++) {
            const tr = make("tr");
            tr.append(make("th", "", c.rows.labels[r]));
            for (let k = 0; k < c.C; k++) {
              const v = c.at(r, k)[0], t = c.text(r, k);
              tr.append(make("td", "n", Number.isNaN(v) ? "" : (t ? t + " " : "") + number(v)));
            }
            table.append(tr);
          }
        } else {
          const best = [];
          for (let r = 0; r < c.R; r++) for (let k = 0; k < c.C; k++) {
            const v = c.at(r, k), s = c.scale.diverging ? Math.abs(v[0]) : v[0];
            if (Number.isNaN(s) || !v[1] || (best.length >= 500 && s <= best[best.length - 1].s)) continue;
            let i = best.length;
            while (i > 0 && best[i - 1].s < s) i--;
            best.splice(i, 0, { s, r, k, v: v[0] });
            if (best.length > 500) best.pop();
          }
          for (const n of [c.rows.name || "row", c.columns.name || "column", "value"]) head.append(make("th", "", n));
          table.append(head);
          box.prepend(make("p", "", "the 500 strongest of " + c.R * c.C + " cells"));
          for (const e of best) {
            const tr = make("tr");
            tr.append(make("td", "", c.rows.labels[e.r]), make("td", "", c.columns.labels[e.k]), make("td", "n", number(e.v)));
            table.append(tr);
          }
        }
      };
      return d;
    };

    const notesOf = (cells) => {
      const d = cells.p.data, notes = [];
      if (cells.p.missing) notes.push("blank: no value");
      if (d.bits === 8) notes.push("8-bit cells, each within ±" + d.error + "; the " + d.top.each + " strongest of each row exact");
      if (cells.p.note) notes.push(cells.p.note);
      return notes;
    };

    const single = (host, cells) => {
      const view = new MapView(cells);
      host.append(view.box);
      view.measure();
      view.draw();
      view.key.append(legend(cells.scale, cells.stops, notesOf(cells)));
      host.append(tableOf(view));
    };

    /* Small maps as buttons: the pointer previews one, a click holds it, what is held is not lost by moving on. */
    const galleryOf = (host, all, first) => {
      let held = first;
      const many = all.length > 24, size = many ? 40 : 64;
      host.classList.add("gallery");
      host.classList.toggle("many", many);
      const head = make("h3"), view = new MapView(all[held]), thumbs = make("div", "thumbs"), buttons = [];
      const show = (k, isHeld) => {
        head.textContent = all[k].p.title + (isHeld ? "" : " (preview)");
        if (view.cells !== all[k]) view.show(all[k]);
      };
      all.forEach((cells, k) => {
        const b = make("button"), small = make("canvas");
        b.type = "button";
        b.setAttribute("aria-pressed", k === held);
        b.dataset.name = cells.p.title;
        small.width = small.height = size;
        const draw = () => {
          const g = small.getContext("2d"), levels = cells.pyramid(), top = levels.length - 1;
          const side = size / Math.max(cells.R, cells.C);
          g.clearRect(0, 0, size, size);
          g.imageSmoothingEnabled = side < 1;
          g.drawImage(cells.picture(top), 0, 0, cells.C * side, cells.R * side);
        };
        draw();
        redraws.push(draw);
        b.append(make("span", "", cells.p.title), small);
        b.onpointerenter = () => show(k, k === held);
        b.onpointerleave = () => show(held, true);
        b.onfocus = () => show(k, k === held);
        b.onblur = () => show(held, true);
        b.onclick = () => {
          held = k;
          buttons.forEach((o, i) => o.setAttribute("aria-pressed", i === held));
          show(k, true);
        };
        b.onkeydown = (e) => {
          const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -across(), ArrowDown: across() }[e.key];
          if (!step) return;
          e.preventDefault();
          const next = buttons[Math.max(0, Math.min(buttons.length - 1, k + step))];
          next.focus();
        };
        buttons.push(b);
        thumbs.append(b);
      });
      const across = () => {
        const y = buttons[0].offsetTop;
        let n = 0;
        while (n < buttons.length && buttons[n].offsetTop === y) n++;
        return n;
      };
      /* Heads of several layers stand in rows by layer. */
      const places = all.map((c) => /^L(\d+)H(\d+)$/.exec(c.p.title));
      if (places.every(Boolean)) {
        const heads = new Set(places.map((m) => m[2])).size, layers = new Set(places.map((m) => m[1])).size;
        if (layers > 1 && heads > 1 && heads <= 16 && heads * layers === all.length) {
          thumbs.style.display = "grid";
          thumbs.style.gridTemplateColumns = "repeat(" + heads + ", max-content)";
        }
      }
      const large = make("div");
      large.append(head, view.box);
      if (all[0].R * all[0].C > 4096 && !many) host.append(large, thumbs);
      else host.append(thumbs, large);
      view.measure();
      show(held, true);
      view.draw();
      view.key.append(legend(all[0].scale, all[0].stops, notesOf(all[0])));
      large.append(tableOf(view));
    };

    """#

  /// Coloured text with one or more series.
  static let strips = #"""
    const stripOf = (host, p, figure) => {
      const said = new Said(), bar = make("div", "tools"), text = make("div", "strip"), legends = make("div");
      let held = 0, shown = 0, cursor = null;
      const describe = (i) => i + " " + p.tokens[i] + ": " +
        p.series.map((s) => (s.name ? s.name + " " : "") + (s.values[i] === null ? "no value" : s.values[i])).join(", ");
      said.box.classList.toggle("short", !p.series.some((s) => s.line));
      const spans = p.tokens.map((token, i) => {
        const t = make("span", "t", token);
        t.tabIndex = i === 0 ? 0 : -1;
        const tell = () => { cursor = i; said.say(describe(i), lineAt(p.series[shown].line, i, 0)); };
        t.onpointermove = (e) => { tell(); showTip(describe(i), e.clientX, e.clientY); };
        t.onpointerleave = hideTip;
        t.onclick = t.onfocus = tell;
        t.onkeydown = (e) => {
          const step = { ArrowLeft: -1, ArrowRight: 1 }[e.key];
          if (step && spans[i + step]) { spans[i].tabIndex = -1; spans[i + step].tabIndex = 0; spans[i + step].focus(); }
          if (e.key === "c") said.copy();
        };
        text.append(t, token.endsWith("⏎") ? make("br") : "\u200b");
        return t;
      });
      const draw = () => {
        const s = p.series[shown], scale = figure.scales[s.scale], lut = colours(figure.palettes[scale.palette]);
        spans.forEach((t, i) => {
          const v = s.values[i] === null ? NaN : Number(s.values[i]);
          const c = Number.isNaN(v) ? null : lut[Math.round(positionOn(scale, v) * 255)];
          t.style.background = c ? css(c) : "";
          t.style.color = c ? inkOn(c) : "";
        });
      };
      const choose = (k) => {
        if (shown !== k || !legends.firstChild) {
          shown = k;
          const scale = figure.scales[p.series[k].scale];
          legends.replaceChildren(legend(scale, figure.palettes[scale.palette], []));
        }
        draw();
        if (cursor !== null) said.say(describe(cursor), lineAt(p.series[shown].line, cursor, 0));
      };
      if (p.series.length > 1) p.series.forEach((s, k) => {
        const b = make("button", "", s.name || "series " + (k + 1));
        b.type = "button";
        b.setAttribute("aria-pressed", k === 0);
        b.onpointerenter = () => choose(k);
        b.onpointerleave = () => choose(held);
        b.onclick = () => { held = k; [...bar.children].forEach((o, i) => o.setAttribute("aria-pressed", i === k)); choose(k); };
        bar.append(b);
      });
      host.append(bar, text, legends, said.box);
      choose(0);
      redraws.push(draw);
    };

    """#

  /// Plots, arcs and graphs drawn as SVG; sortable tables.
  static let links = #"""
    const linkSVG = (svg) => {
      const data = [...svg.querySelectorAll("g")].filter((g) => g.firstElementChild && g.firstElementChild.tagName === "title");
      const said = new Said();
      if (!data.some((g) => g.dataset.line)) said.box.classList.add("short");
      let at = -1;
      data.forEach((g) => { g.dataset.words = g.firstElementChild.textContent; g.firstElementChild.remove(); });
      svg.after(said.box);
      const over = (g) => {
        data.forEach((o) => o.classList.toggle("mark-over", o === g));
        said.say(g ? g.dataset.words : "", g ? g.dataset.line : "");
      };
      let held = null;
      const hold = (tag) => {
        held = held === tag ? null : tag;
        for (const g of data) {
          const isLink = !g.classList.contains("token") && !g.classList.contains("head") && !g.classList.contains("node");
          g.classList.toggle("off", held !== null && isLink && !g.classList.contains(held));
          g.classList.toggle("on", held !== null && !isLink && g.classList.contains(held));
        }
      };
      svg.addEventListener("pointermove", (e) => {
        const g = e.target.closest("[data-words]");
        if (g && svg.contains(g)) { over(g); showTip(g.dataset.words, e.clientX, e.clientY); } else hideTip();
      });
      svg.addEventListener("pointerleave", () => { hideTip(); });
      const tagOf = (g) => ["token", "head", "node"].some((k) => g.classList.contains(k))
        ? [...g.classList].find((k) => /^[qkhn]\d+$/.test(k)) : null;
      svg.addEventListener("click", (e) => {
        const g = e.target.closest("[data-words]"), tag = g && tagOf(g);
        if (tag) hold(tag);
      });
      svg.tabIndex = 0;
      svg.addEventListener("keydown", (e) => {
        const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[e.key];
        if (step && data.length) {
          at = (at + step + data.length) % data.length;
          over(data[at]);
          const b = data[at].getBoundingClientRect();
          showTip(data[at].dataset.words, b.left + b.width / 2, b.top + b.height / 2);
        } else if (e.key === "Enter" && at >= 0 && tagOf(data[at])) hold(tagOf(data[at]));
        else if (e.key === "Escape") { if (held) hold(held); hideTip(); }
        else if (e.key === "c") said.copy();
        else return;
        e.preventDefault();
      });
      svg.addEventListener("blur", hideTip);
    };

    /* Cells of a table say their exact number and the line that computes it; arrow keys move over them. */
    const tellCells = (table, names) => {
      const said = new Said(), rows = [...table.tBodies[0].rows];
      let chosen = null;
      rows.forEach((tr, r) => { tr.dataset.row = r; });
      table.after(said.box);
      const tell = (td) => {
        if (chosen) { chosen.tabIndex = -1; chosen.classList.remove("chosen"); }
        chosen = td;
        td.tabIndex = 0;
        td.classList.add("chosen");
        const name = names[td.cellIndex];
        said.say(name + ": " + (td.dataset.v ?? td.textContent), table.dataset.line
          .replaceAll("{column}", () => JSON.stringify(name)).replaceAll("{row}", () => td.parentElement.dataset.row));
      };
      table.addEventListener("click", (e) => { const td = e.target.closest("td"); if (td) tell(td); });
      table.addEventListener("keydown", (e) => {
        const td = e.target.closest("td");
        if (!td) return;
        if (e.key === "c") return said.copy();
        const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[e.key];
        if (!step) return;
        e.preventDefault();
        const row = table.rows[td.parentElement.rowIndex + step[0]], next = row && row.cells[td.cellIndex + step[1]];
        if (next && next.tagName === "TD") { tell(next); next.focus(); }
      });
      if (rows.length) rows[0].cells[0].tabIndex = 0;
      table.addEventListener("focusin", (e) => { const td = e.target.closest("td"); if (td && td !== chosen) tell(td); });
    };

    const sortable = (table) => {
      const heads = [...table.querySelectorAll("thead th")];
      if (table.dataset.line) tellCells(table, heads.map((th) => th.textContent));
      heads.forEach((th, k) => {
        const b = make("button", "", th.textContent);
        b.type = "button";
        b.title = "Sort by this column";
        th.replaceChildren(b);
        b.onclick = () => {
          const down = th.getAttribute("aria-sort") === "descending";
          heads.forEach((o) => o.removeAttribute("aria-sort"));
          th.setAttribute("aria-sort", down ? "ascending" : "descending");
          const body = table.tBodies[0], numeric = th.classList.contains("n");
          const key = (tr) => { const t = tr.children[k].dataset.v ?? tr.children[k].textContent; return numeric ? (t === "" ? -Infinity : Number(t)) : t; };
          const rows = [...body.rows].sort((a, b) => { const x = key(a), y = key(b); return (x < y ? -1 : x > y ? 1 : 0) * (down ? 1 : -1); });
          body.append(...rows);
        };
      });
    };

    """#

  /// What runs when the page is there.
  static let start = #"""
    const startFigure = async (element) => {
      const text = (name) => { const e = element.querySelector("script." + name); return e ? e.textContent : ""; };
      const figure = JSON.parse(text("weir-data"));
      const bytes = await unpack(text("weir-cells"), figure.packed);
      for (const host of element.querySelectorAll("[data-map]")) {
        const p = figure.panels[Number(host.dataset.map)];
        single(host, new Cells(p, figure, bytes));
      }
      for (const host of element.querySelectorAll("[data-maps]")) {
        const [from, count, held] = host.dataset.maps.split(" ").map(Number), all = [];
        for (let k = from; k < from + count; k++) all.push(new Cells(figure.panels[k], figure, bytes));
        galleryOf(host, all, held);
      }
      for (const host of element.querySelectorAll("[data-strip]")) stripOf(host, figure.panels[Number(host.dataset.strip)], figure);
      const paint = () => element.querySelectorAll("td[data-scale]").forEach((td) => {
        const scale = figure.scales[Number(td.dataset.scale)], lut = colours(figure.palettes[scale.palette]);
        if (td.dataset.v === "") return;
        const c = lut[Math.round(positionOn(scale, Number(td.dataset.v)) * 255)];
        td.style.background = css(c);
        td.style.color = inkOn(c);
      });
      paint();
      redraws.push(paint);
      element.querySelectorAll("svg.live").forEach(linkSVG);
      element.querySelectorAll("table.sortable").forEach(sortable);
      element.dataset.ready = "yes";
    };
    const startAll = () => {
      root.dataset.ground = ground;
      doc.body.append(tip);
      if (media) media.addEventListener("change", () => setGround(media.matches ? "dark" : "light"));
      const button = doc.querySelector(".weir-ground");
      if (button) { button.hidden = false; button.onclick = () => setGround(ground === "dark" ? "light" : "dark"); }
      doc.querySelectorAll("figure.weir").forEach((f) => startFigure(f).catch((e) => {
        f.append(make("p", "", "This browser cannot unpack the picture: " + e.message));
      }));
    };
    if (doc.readyState === "loading") doc.addEventListener("DOMContentLoaded", startAll); else startAll();
    """#
}
