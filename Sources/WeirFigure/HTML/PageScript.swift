/// The script of pages with figures, in the order of its parts; it reads the data blocks and never the network.
enum PageScript {
  static let text =
    "\"use strict\";\n(()=>{\n" + core + store + map + drawing + gallery + strips + links + start + "})();\n"

  /// Elements, the ground, pop-ups, copying.
  static let core = #"""
    const doc = document, root = doc.documentElement;
    const make = (tag, name, text) => {
      const e = doc.createElement(tag);
      if (name) e.className = name;
      if (text !== undefined) e.textContent = text;
      return e;
    };
    const media = window.matchMedia ? matchMedia("(prefers-color-scheme: dark)") : null;
    const redraws = [];
    let ground = media && media.matches ? "dark" : "light";
    const setGround = (g) => {
      ground = g;
      root.dataset.ground = g;
      for (const draw of redraws) draw();
    };
    const colourOf = (name) => getComputedStyle(root).getPropertyValue(name).trim();

    const tip = make("div", "weir-tip");
    tip.hidden = true;
    const showTip = (text, x, y) => {
      tip.textContent = text;
      tip.hidden = false;
      const w = tip.offsetWidth, h = tip.offsetHeight;
      tip.style.left = Math.max(4, Math.min(innerWidth - w - 4, x + 14)) + "px";
      tip.style.top = (y + 18 + h > innerHeight ? Math.max(4, y - h - 10) : y + 18) + "px";
    };
    const hideTip = () => { tip.hidden = true; };

    const copy = async (text, button) => {
      let done = false;
      try { await navigator.clipboard.writeText(text); done = true; } catch (e) {
        const area = make("textarea");
        area.value = text;
        doc.body.append(area);
        area.select();
        try { done = doc.execCommand("copy"); } catch (x) { done = false; }
        area.remove();
      }
      button.textContent = done ? "Copied" : "Select and copy";
      setTimeout(() => { button.textContent = "Copy"; }, 1200);
    };

    /* What is said about the cell under the pointer: words, value, the Weir line with a copy button. */
    class Said {
      constructor() {
        this.box = make("div", "said");
        this.words = make("output");
        this.words.setAttribute("aria-live", "polite");
        this.code = make("code");
        this.button = make("button", "", "Copy");
        this.button.type = "button";
        this.button.title = "Copy the line that computes this (key c)";
        this.lineBox = make("div");
        this.lineBox.append(this.code, " ", this.button);
        this.lineBox.hidden = true;
        this.box.append(this.words, this.lineBox);
        this.button.onclick = () => this.copy();
      }
      say(words, line) {
        this.words.textContent = words;
        this.code.textContent = line || "";
        this.lineBox.hidden = !line;
      }
      copy() { if (this.code.textContent) copy(this.code.textContent, this.button); }
    }

    const number = (v) => Number.isNaN(v) ? "no value" : v === Infinity ? "∞" : v === -Infinity ? "-∞" : shortest(v);
    /* The shortest digits that read back as the same 32-bit float. */
    const shortest = (v) => {
      const size = Math.abs(v), far = v !== 0 && (size < 1e-4 || size >= 16777216);
      for (let p = 1; p < 17; p++) {
        const t = Number(v.toPrecision(p));
        if (Math.fround(t) === v) return far ? t.toExponential().replace("e+", "e") : String(t === 0 ? 0 : t);
      }
      return String(v);
    };
    /* More than seven digits are asked for where all values are tiny: an exponent says more. */
    const fixed = (v, d) => v !== 0 && d > 7 && Number.isFinite(v) ? v.toExponential(1).replace("e+", "e") : Number.isFinite(v) ? v.toFixed(Math.min(d, 7)).replace(/^-(0(\.0*)?)$/, "$1") : number(v);
    const lineAt = (template, row, column) =>
      template ? template.replaceAll("{row}", row).replaceAll("{column}", column) : "";

    """#

  /// Data blocks: unpacking, the values and colours of maps.
  static let store = #"""
    const unpack = async (text, packed) => {
      const s = atob(text), bytes = new Uint8Array(s.length);
      for (let i = 0; i < s.length; i++) bytes[i] = s.charCodeAt(i);
      if (!packed) return bytes;
      const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
      return new Uint8Array(await new Response(stream).arrayBuffer());
    };

    /* Where a value lies on a scale, 0 to 1. */
    const positionOn = (s, v) => Math.min(1, Math.max(0, s.log ? Math.log(v / s.low) / Math.log(s.high / s.low) : (v - s.low) / (s.high - s.low)));
    const hex = (s, i) => [0, 2, 4].map((k) => parseInt(s.substr(i * 6 + k, 2), 16));
    const tables = new Map();
    /* 256 colours of a palette on the present ground, one [r, g, b] each. */
    const colours = (stops) => {
      const key = stops[ground];
      if (!tables.has(key)) {
        const n = key.length / 6, out = [];
        for (let i = 0; i < 256; i++) {
          const at = i / 255 * (n - 1), k = Math.min(n - 2, Math.floor(at)), f = at - k;
          const a = hex(key, k), b = hex(key, k + 1);
          out.push(a.map((v, c) => Math.round(v + (b[c] - v) * f)));
        }
        tables.set(key, out);
      }
      return tables.get(key);
    };
    const css = (c) => "rgb(" + c.join(",") + ")";
    const inkOn = (c) => {
      const l = c.map((v) => { v /= 255; return v > .04045 ? ((v + .055) / 1.055) ** 2.4 : v / 12.92; });
      const y = .2126 * l[0] + .7152 * l[1] + .0722 * l[2];
      return (y + .05) * (y + .05) > .0525 ? "#000" : "#fff";
    };

    /* The numbers of one heat map. */
    class Cells {
      constructor(p, figure, bytes) {
        this.p = p;
        this.rows = figure.axes[p.rows];
        this.columns = figure.axes[p.columns];
        this.scale = figure.scales[p.scale];
        this.stops = figure.palettes[this.scale.palette];
        this.R = this.rows.labels.length;
        this.C = this.columns.labels.length;
        const d = p.data, count = d.causal ? this.R * (this.R + 1) / 2 : this.R * this.C;
        if (d.bits === 32) {
          this.exact = new Float32Array(count);
          /* Byte planes: all lowest bytes first, then the next ones. */
          const view = new Uint8Array(this.exact.buffer);
          for (let b = 0; b < 4; b++)
            for (let i = 0; i < count; i++) view[i * 4 + b] = bytes[d.at + b * count + i];
        } else {
          this.levels8 = bytes.subarray(d.at, d.at + count);
          const t = d.top, n = t.count;
          this.topColumn = new Uint16Array(n);
          this.topValue = new Float32Array(n);
          const c = new Uint8Array(this.topColumn.buffer), v = new Uint8Array(this.topValue.buffer);
          for (let b = 0; b < 2; b++) for (let i = 0; i < n; i++) c[i * 2 + b] = bytes[t.columns + b * n + i];
          for (let b = 0; b < 4; b++) for (let i = 0; i < n; i++) v[i * 4 + b] = bytes[t.values + b * n + i];
          this.topStart = new Int32Array(this.R + 1);
          for (let r = 0; r < this.R; r++)
            this.topStart[r + 1] = this.topStart[r] + Math.min(t.each, d.causal ? r + 1 : this.C);
        }
      }
      index(r, c) { return this.p.data.causal ? (c > r ? -1 : r * (r + 1) / 2 + c) : r * this.C + c; }
      /* [value, whether it is exact] */
      at(r, c) {
        const i = this.index(r, c);
        if (i < 0) return [NaN, true];
        if (this.exact) return [this.exact[i], true];
        for (let k = this.topStart[r]; k < this.topStart[r + 1]; k++)
          if (this.topColumn[k] === c) return [this.topValue[k], true];
        const level = this.levels8[i], d = this.p.data;
        return [level ? d.low + (level - 1) / (d.levels - 1) * (d.high - d.low) : NaN, level === 0];
      }
      position(v) { return positionOn(this.scale, v); }
      colour(v) { return Number.isNaN(v) ? null : colours(this.stops)[Math.round(this.position(v) * 255)]; }
      text(r, c) { return this.p.texts ? this.p.texts[r * this.C + c] : null; }
      line(r, c) { return lineAt(this.p.line, r, c); }
      words(r, c) {
        const name = (axis, i) => (axis.name ? axis.name + " " : "") + axis.labels[i];
        const [v, exact] = this.at(r, c), text = this.text(r, c);
        const value = exact ? number(v) : "about " + fixed(v, this.scale.decimals + 1) + " (±" + this.p.data.error + ")";
        return name(this.rows, r) + ", " + name(this.columns, c) + ": " + (text ? text + " " : "") + value;
      }
      /* The map as levels 0 (missing) and 1...255, at full size and pooled by 2, 4, 8, ...: blocks are as strong as
         their strongest cell. */
      pyramid() {
        if (this.pyramidLevels) return this.pyramidLevels;
        const { R, C } = this, base = new Uint8Array(R * C), d = this.p.data, causal = d.causal;
        const map8 = new Uint8Array(256);
        if (!this.exact) for (let l = 1; l < 256; l++)
          map8[l] = 1 + Math.round(this.position(d.low + (l - 1) / (d.levels - 1) * (d.high - d.low)) * 254);
        const span = 254 / (this.scale.high - this.scale.low), { low, log } = this.scale;
        let i = 0;
        for (let r = 0; r < R; r++) {
          const end = causal ? r + 1 : C;
          for (let c = 0; c < end; c++, i++) {
            if (this.exact) {
              const v = this.exact[i], l = log ? this.position(v) * 254 : (v - low) * span;
              base[r * C + c] = v !== v ? 0 : 1 + Math.round(l < 0 ? 0 : l > 254 ? 254 : l);
            } else base[r * C + c] = map8[this.levels8[i]];
          }
        }
        const levels = [{ R, C, data: base }], middle = this.scale.diverging ? 128 : 1;
        for (let last = levels[0]; Math.max(last.R, last.C) > 1024; last = levels[levels.length - 1]) {
          const h = Math.ceil(last.R / 2), w = Math.ceil(last.C / 2), out = new Uint8Array(h * w);
          for (let r = 0; r < last.R; r++) {
            const from = r * last.C, to = (r >> 1) * w;
            for (let c = 0; c < last.C; c++) {
              const l = last.data[from + c];
              if (!l) continue;
              const k = to + (c >> 1), o = out[k];
              if (!o || Math.abs(l - middle) > Math.abs(o - middle)) out[k] = l;
            }
          }
          levels.push({ R: h, C: w, data: out });
        }
        return this.pyramidLevels = levels;
      }
      /* A canvas with one pixel a cell at a level of the pyramid. */
      picture(k) {
        this.pictures = this.pictures && this.pictures.ground === ground ? this.pictures : { ground, list: [] };
        if (this.pictures.list[k]) return this.pictures.list[k];
        const level = this.pyramid()[k], canvas = make("canvas");
        canvas.width = level.C;
        canvas.height = level.R;
        const context = canvas.getContext("2d"), image = context.createImageData(level.C, level.R);
        const out = new Uint32Array(image.data.buffer), table = new Uint32Array(256), lut = colours(this.stops);
        for (let l = 1; l < 256; l++) {
          const c = lut[Math.round((l - 1) / 254 * 255)];
          table[l] = (255 << 24 | c[2] << 16 | c[1] << 8 | c[0]) >>> 0;
        }
        for (let i = 0; i < out.length; i++) out[i] = table[level.data[i]];
        context.putImageData(image, 0, 0);
        return this.pictures.list[k] = canvas;
      }
    }

    """#
}
