// The part of the page's script that draws one heat map and listens to pointer and keys.

extension PageScript {
  /// State, size and events of a map.
  static let map = #"""
    class MapView {
      constructor(cells) {
        this.box = make("div");
        this.frame = make("div", "map");
        this.frame.tabIndex = 0;
        this.frame.setAttribute("role", "application");
        this.canvas = make("canvas");
        this.frame.append(this.canvas);
        this.said = new Said();
        this.tools = make("div", "tools");
        this.both = make("div");
        this.key = make("div");
        this.box.append(this.frame, this.key, this.said.box, this.both, this.tools);
        this.cursor = null;
        this.held = null;
        this.heldToken = null;
        this.buildTools();
        this.listen();
        this.show(cells);
        redraws.push(() => this.draw());
        addEventListener("resize", () => { this.measure(); this.draw(); });
      }
      show(cells) {
        const same = this.cells && this.cells.R === cells.R && this.cells.C === cells.C;
        this.cells = cells;
        if (!same) { this.zoom = 1; this.x = 0; this.y = 0; this.cursor = null; this.held = null; this.heldToken = null; }
        this.frame.setAttribute("aria-label",
          (cells.p.title ? cells.p.title + ", " : "") + "heat map of " + cells.R + " by " + cells.C +
          ". Arrow keys move over cells, plus and minus zoom, Enter holds a cell, t holds its token, c copies its line.");
        this.measure();
        this.draw();
        this.tell();
        this.showBoth();
      }
      measure() {
        const c = this.cells, row = this.box.closest(".row");
        const whole = row ? Math.max(280, row.clientWidth / row.children.length - 28) : (this.box.parentElement || doc.body).clientWidth;
        const wide = Math.min(960, whole || 760);
        const context = this.canvas.getContext("2d");
        context.font = "12px system-ui,Helvetica,Arial,sans-serif";
        const widest = (labels) => {
          let w = 0;
          for (let i = 0; i < labels.length; i += Math.ceil(labels.length / 400)) w = Math.max(w, context.measureText(labels[i]).width);
          return Math.min(150, w);
        };
        const wr = widest(c.rows.labels), wc = widest(c.columns.labels);
        this.left = Math.ceil(wr + 10 + (c.rows.name ? 16 : 0));
        const room = Math.max(60, wide - this.left - 8 - (c.texts ? 0 : 40));
        const wish = c.p.texts ? 84 : c.C === 1 ? Math.max(38, wc + 8) : 38;
        this.w = Math.min(wish, room / c.C);
        this.h = c.p.texts ? 24 : Math.min(this.w, 30, 3000 / c.R);
        if (!c.p.texts && c.R === c.C) this.w = this.h = Math.min(this.w, 30);
        this.slants = wc > this.w - 4 && (c.C > 1 || wc > 90);
        this.top = Math.ceil((this.slants ? wc * .7072 + 10 : 18) + (c.columns.name ? 16 : 0));
        this.plotW = Math.max(1, Math.min(room, this.w * c.C));
        this.plotH = Math.max(1, this.h * c.R);
        this.right = this.slants ? Math.ceil(wc * .7072) + 4 : 14;
        this.tools.hidden = Math.max(c.R, c.C) <= 24;
        this.said.box.classList.toggle("short", !c.p.line);
        this.clamp();
      }
      clamp() {
        const c = this.cells;
        this.zoom = Math.max(1, Math.min(this.zoom, Math.max(1, 40 / Math.min(this.w, this.h))));
        this.x = Math.max(0, Math.min(c.C - c.C / this.zoom, this.x));
        this.y = Math.max(0, Math.min(c.R - c.R / this.zoom, this.y));
        this.frame.classList.toggle("zoomed", this.zoom > 1);
      }
      /* Zooms about a place of the plot given in cells. */
      zoomBy(factor, column, row) {
        const before = this.zoom;
        this.zoom *= factor;
        this.clamp();
        const f = before / this.zoom;
        this.x = column - (column - this.x) * f;
        this.y = row - (row - this.y) * f;
        this.clamp();
        this.draw();
      }
      cellAt(event) {
        const b = this.canvas.getBoundingClientRect(), px = event.clientX - b.left, py = event.clientY - b.top;
        const c = this.x + (px - this.left) / (this.w * this.zoom), r = this.y + (py - this.top) / (this.h * this.zoom);
        const inColumns = px >= this.left && px <= this.left + this.plotW, inRows = py >= this.top && py <= this.top + this.plotH;
        const column = Math.min(this.cells.C - 1, Math.floor(c)), row = Math.min(this.cells.R - 1, Math.floor(r));
        if (inColumns && inRows) return { row, column, c, r };
        if (inRows && px < this.left) return { row, column: null, c, r };
        if (inColumns && py < this.top) {
          const slope = this.slants ? (this.top - py) / (this.w * this.zoom) : 0;
          return { row: null, column: Math.max(0, Math.min(this.cells.C - 1, Math.floor(c - slope))), c, r };
        }
        return null;
      }
      buildTools() {
        const button = (text, title, act) => {
          const b = make("button", "", text);
          b.type = "button";
          b.title = title;
          b.onclick = act;
          this.tools.append(b);
        };
        const middle = () => [this.x + this.cells.C / this.zoom / 2, this.y + this.cells.R / this.zoom / 2];
        button("+", "Zoom in (key +)", () => this.zoomBy(1.5, ...middle()));
        button("−", "Zoom out (key -)", () => this.zoomBy(1 / 1.5, ...middle()));
        button("Whole map", "Show the whole map (key 0)", () => { this.zoom = 1; this.clamp(); this.draw(); });
        this.tools.append(make("span", "", "drag to pan, Ctrl and wheel to zoom; click a cell or a token to hold it"));
      }
      listen() {
        let drag = null;
        const f = this.frame;
        f.addEventListener("pointermove", (e) => {
          if (drag) {
            const dx = e.clientX - drag.px, dy = e.clientY - drag.py;
            if (Math.abs(dx) + Math.abs(dy) > 3) drag.moved = true;
            if (drag.moved && this.zoom > 1) {
              this.x = drag.x - dx / (this.w * this.zoom);
              this.y = drag.y - dy / (this.h * this.zoom);
              this.clamp();
              this.draw();
              hideTip();
              return;
            }
          }
          const at = this.cellAt(e);
          if (at && at.row !== null && at.column !== null) {
            this.cursor = at;
            showTip(this.cells.words(at.row, at.column), e.clientX, e.clientY);
          } else {
            this.cursor = null;
            hideTip();
            if (at) showTip(at.row !== null ? this.cells.rows.labels[at.row] : this.cells.columns.labels[at.column], e.clientX, e.clientY);
          }
          this.draw();
          this.tell();
        });
        f.addEventListener("pointerdown", (e) => { drag = { px: e.clientX, py: e.clientY, x: this.x, y: this.y, moved: false }; });
        f.addEventListener("pointerup", (e) => {
          const moved = drag && drag.moved;
          drag = null;
          if (moved) return;
          const at = this.cellAt(e);
          if (at) this.hold(at);
        });
        f.addEventListener("pointerleave", () => { drag = null; this.cursor = null; hideTip(); this.draw(); this.tell(); });
        f.addEventListener("wheel", (e) => {
          if (!e.ctrlKey && !e.metaKey) return;
          const at = this.cellAt(e);
          e.preventDefault();
          if (at) this.zoomBy(Math.exp(-e.deltaY / 300), at.c, at.r);
        }, { passive: false });
        f.addEventListener("keydown", (e) => this.press(e));
      }
      press(e) {
        const c = this.cells, at = this.cursor || this.held || { row: 0, column: 0 };
        const step = e.shiftKey ? 10 : 1;
        const moves = { ArrowUp: [-step, 0], ArrowDown: [step, 0], ArrowLeft: [0, -step], ArrowRight: [0, step] };
        if (e.ctrlKey || e.metaKey || e.altKey) return;
        if (moves[e.key]) {
          const fresh = !this.cursor && !this.held;
          const move = fresh ? [0, 0] : moves[e.key];
          this.cursor = { row: Math.max(0, Math.min(c.R - 1, (at.row || 0) + move[0])),
            column: Math.max(0, Math.min(c.C - 1, (at.column || 0) + move[1])) };
          this.reveal(this.cursor);
        } else if (e.key === "+" || e.key === "=") this.zoomBy(1.5, at.column + .5, at.row + .5);
        else if (e.key === "-") this.zoomBy(1 / 1.5, at.column + .5, at.row + .5);
        else if (e.key === "0") { this.zoom = 1; this.clamp(); }
        else if (e.key === "Enter" || e.key === " ") this.hold(at);
        else if (e.key === "t") this.hold({ row: at.row, column: null });
        else if (e.key === "c") this.said.copy();
        else if (e.key === "Escape") { this.held = null; this.heldToken = null; this.cursor = null; this.showBoth(); }
        else return;
        e.preventDefault();
        this.draw();
        this.tell();
      }
      reveal(at) {
        const across = this.cells.C / this.zoom, down = this.cells.R / this.zoom;
        if (at.column < this.x) this.x = at.column;
        if (at.column + 1 > this.x + across) this.x = at.column + 1 - across;
        if (at.row < this.y) this.y = at.row;
        if (at.row + 1 > this.y + down) this.y = at.row + 1 - down;
        this.clamp();
      }
      hold(at) {
        if (at.row !== null && at.column !== null) {
          this.held = this.held && this.held.row === at.row && this.held.column === at.column ? null : at;
        } else {
          const token = at.row !== null ? { side: "row", index: at.row } : { side: "column", index: at.column };
          const again = this.heldToken && this.heldToken.side === token.side && this.heldToken.index === token.index;
          this.heldToken = again ? null : token;
          this.showBoth();
        }
        this.draw();
        this.tell();
      }
      tell() {
        const at = this.cursor || this.held;
        if (at && at.row !== null && at.column !== null) this.said.say(this.cells.words(at.row, at.column) + (!this.cursor && this.held ? " (held)" : ""), this.cells.line(at.row, at.column));
        else this.said.say("", "");
      }
    }

    """#
}
