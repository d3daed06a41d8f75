// The part of the page's script that paints a map with its labels, and shows both directions of a token.

extension PageScript {
  /// Painting.
  static let drawing = #"""
    Object.assign(MapView.prototype, {
      draw() {
        const c = this.cells, ratio = window.devicePixelRatio || 1, g = this.canvas.getContext("2d");
        const W = Math.ceil(this.left + this.plotW + this.right), H = Math.ceil(this.top + this.plotH + 2);
        if (this.canvas.width !== Math.round(W * ratio) || this.canvas.height !== Math.round(H * ratio)) {
          this.canvas.width = Math.round(W * ratio);
          this.canvas.height = Math.round(H * ratio);
          this.canvas.style.width = W + "px";
          this.canvas.style.height = H + "px";
        }
        g.setTransform(ratio, 0, 0, ratio, 0, 0);
        g.clearRect(0, 0, W, H);
        const w = this.w * this.zoom, h = this.h * this.zoom;
        let k = 0;
        const levels = c.pyramid();
        while (k + 1 < levels.length && Math.min(w, h) * ratio * (1 << k) < .75) k++;
        const level = levels[k], f = 1 << k, picture = c.picture(k);
        g.save();
        g.beginPath();
        g.rect(this.left, this.top, this.plotW, this.plotH);
        g.clip();
        g.imageSmoothingEnabled = w * ratio * f < 1;
        g.drawImage(picture, 0, 0, level.C, level.R, this.left - this.x * w, this.top - this.y * h, level.C * f * w, level.R * f * h);
        if (h >= 13 && w >= 26) this.drawContents(g, w, h);
        this.drawMarks(g, w, h);
        g.restore();
        g.strokeStyle = colourOf("--rule");
        g.lineWidth = 1;
        g.strokeRect(this.left - .5, this.top - .5, this.plotW + 1, this.plotH + 1);
        this.drawLabels(g, w, h);
      },
      visible(w, h) {
        const c = this.cells;
        return { r0: Math.floor(this.y), r1: Math.min(c.R, Math.ceil(this.y + this.plotH / h)),
          c0: Math.floor(this.x), c1: Math.min(c.C, Math.ceil(this.x + this.plotW / w)) };
      },
      drawContents(g, w, h) {
        const c = this.cells, v = this.visible(w, h);
        const size = Math.min(12, h * .6, w / (c.p.texts ? 4 : 3.2));
        g.font = size + "px system-ui,Helvetica,Arial,sans-serif";
        g.textAlign = "center";
        g.textBaseline = "middle";
        for (let r = v.r0; r < v.r1; r++) for (let col = v.c0; col < v.c1; col++) {
          const [value] = c.at(r, col);
          if (Number.isNaN(value)) continue;
          let text = c.text(r, col);
          if (text === null) text = fixed(value, c.scale.decimals);
          else while (text.length > 1 && g.measureText(text).width > w - 4) text = [...text].slice(0, text.endsWith("…") ? -2 : -1).join("") + "…";
          if (g.measureText(text).width > w - 2 && c.text(r, col) === null) continue;
          g.fillStyle = inkOn(c.colour(value));
          g.fillText(text, this.left + (col + .5 - this.x) * w, this.top + (r + .5 - this.y) * h);
        }
      },
      drawMarks(g, w, h) {
        const box = (at, colour, width) => {
          g.strokeStyle = colour;
          g.lineWidth = width;
          g.strokeRect(this.left + (at.column - this.x) * w, this.top + (at.row - this.y) * h, Math.max(w, 3), Math.max(h, 3));
        };
        if (this.heldToken) {
          g.strokeStyle = colourOf("--neg");
          g.lineWidth = 1.5;
          const i = this.heldToken.index, side = this.heldToken.side, square = this.isSquare();
          if (side === "row" || square) g.strokeRect(this.left - 2, this.top + (i - this.y) * h, this.plotW + 4, Math.max(h, 2));
          if (side === "column" || square) g.strokeRect(this.left + (i - this.x) * w, this.top - 2, Math.max(w, 2), this.plotH + 4);
        }
        if (this.cursor && this.cursor.row !== null) box(this.cursor, colourOf("--ink"), 1.5);
        if (this.held) box(this.held, colourOf("--neg"), 2);
      },
      drawLabels(g, w, h) {
        const c = this.cells, v = this.visible(w, h), held = this.heldToken, at = this.cursor;
        const text = (s, limit) => {
          if (g.measureText(s).width <= limit) return s;
          const all = [...s];
          while (all.length > 1 && g.measureText(all.join("") + "…").width > limit) all.pop();
          return all.join("") + "…";
        };
        const ink = colourOf("--ink"), faint = colourOf("--faint"), strong = colourOf("--neg");
        const font = (bold) => (bold ? "600 " : "") + "12px system-ui,Helvetica,Arial,sans-serif";
        const step = (size, room) => { let s = 1, k = 0; while (s * size < room) s = [2, 5, 10][k % 3] * 10 ** Math.floor(k++ / 3); return s; };
        g.textBaseline = "middle";
        g.textAlign = "right";
        const rs = step(h, 13), cs = step(w, this.slants ? 15 : 13);
        for (let r = Math.ceil(v.r0 / rs) * rs; r < v.r1; r += rs) {
          const y = this.top + (r + .5 - this.y) * h, on = at && at.row === r, keep = held && held.index === r && (held.side === "row" || this.isSquare());
          g.font = font(on || keep);
          g.fillStyle = keep ? strong : ink;
          if (y >= this.top - 1 && y <= this.top + this.plotH + 1) g.fillText(text(c.rows.labels[r], 150), this.left - 5, y);
        }
        g.textAlign = this.slants ? "left" : "center";
        for (let k = Math.ceil(v.c0 / cs) * cs; k < v.c1; k += cs) {
          const x = this.left + (k + .5 - this.x) * w, on = at && at.column === k, keep = held && held.index === k && (held.side === "column" || this.isSquare());
          if (x < this.left - 1 || x > this.left + this.plotW + 1) continue;
          g.font = font(on || keep);
          g.fillStyle = keep ? strong : ink;
          g.save();
          g.translate(x + (this.slants ? 3 : 0), this.top - (this.slants ? 5 : 9));
          if (this.slants) g.rotate(-Math.PI / 4);
          g.fillText(text(c.columns.labels[k], 150), 0, 0);
          g.restore();
        }
        g.fillStyle = faint;
        g.font = font(false);
        g.textAlign = "center";
        if (c.columns.name) g.fillText(c.columns.name, this.left + this.plotW / 2, 7);
        if (c.rows.name) {
          g.save();
          g.translate(8, this.top + Math.min(this.plotH, 700) / 2);
          g.rotate(-Math.PI / 2);
          g.fillText(c.rows.name, 0, 0);
          g.restore();
        }
      },
      isSquare() { const c = this.cells; return c.p.rows === c.p.columns || (c.R === c.C && c.rows.labels.every((l, i) => l === c.columns.labels[i])); },
      /* Where the held token looks, and who looks at it, as coloured text. */
      showBoth() {
        this.both.replaceChildren();
        const c = this.cells, held = this.heldToken;
        if (!held) return;
        const i = held.index, square = this.isSquare();
        const strip = (head, axis, valueAt, say) => {
          const box = make("div", "strip");
          box.append(make("em", "", head));
          const all = axis.labels.map((label, k) => ({ label, k, v: valueAt(k) }));
          let shown = all;
          if (all.length > 512) {
            const strength = (e) => Number.isNaN(e.v) ? -Infinity : c.scale.diverging ? Math.abs(e.v) : e.v;
            shown = [...all].sort((a, b) => strength(b) - strength(a)).slice(0, 64).filter((e) => !Number.isNaN(e.v)).sort((a, b) => a.k - b.k);
            box.append(make("em", "", "(the strongest " + shown.length + ")"));
          }
          for (const e of shown) {
            const t = make("span", "t" + (square && e.k === i ? " held" : ""), e.label);
            const colour = c.colour(e.v);
            if (colour) { t.style.background = css(colour); t.style.color = inkOn(colour); }
            const words = say(e.k);
            t.onpointermove = (p) => showTip(words, p.clientX, p.clientY);
            t.onpointerleave = hideTip;
            t.onclick = () => { this.heldToken = { side: square ? "row" : held.side === "row" ? "column" : "row", index: e.k }; this.showBoth(); this.draw(); };
            box.append(t, "\u200b");
          }
          this.both.append(box);
        };
        if (held.side === "row" || square) strip((c.rows.labels[i] || "") + " looks at", c.columns, (k) => c.at(i, k)[0], (k) => c.words(i, k));
        if (held.side === "column" || square) strip("looks at " + (c.columns.labels[i] || ""), c.rows, (k) => c.at(k, i)[0], (k) => c.words(k, i));
      },
    });
    redraws.push(() => tables.clear());

    """#
}
