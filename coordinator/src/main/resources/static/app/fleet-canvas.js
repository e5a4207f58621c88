// The fleet on a canvas: one cell for each rack, and only changed cells are drawn again.

/** Least width and height of a cell and the gap to the next, in CSS pixels, largest first. */
const SIZES = [
  [190, 250, 6], [150, 200, 6], [116, 156, 6], [92, 122, 6], [72, 96, 6], [52, 68, 5], [38, 48, 4], [28, 34, 3], [22, 26, 2],
];
/**
 * Cells drawn in one frame; the rest waits for the next one. Their number is bounded and not the time, because most of
 * what a cell costs is spent when the browser rasters the frame, and cannot be seen from here.
 */
const CELLS_A_FRAME = { large: 24, small: 96 };
/** Cells from this width on show their name and every GPU. */
const DETAILED = 72;
const COLUMNS = 4;
const TOKENS = ['surface', 'border', 'text', 'muted', 'ok', 'warn', 'bad', 'dim', 'info', 'free', 'lost', 'on-badge'];
const TONES = { Healthy: 'ok', Limited: 'warn', Unhealthy: 'bad', Unknown: 'dim' };
const LETTERS = { Limited: 'L', Unhealthy: '✕', Unknown: '?' };

export class FleetCanvas {
  columns = 1;
  cell = SIZES[0];
  #canvas;
  #gap = 0;
  #context;
  #racks = [];
  /** Of what the canvas was last sized for: sizing it again costs as much as drawing it. */
  #size = '';
  #index = new Map();
  #dirty = new Set();
  #frame = 0;
  #colors = {};
  #scheme = matchMedia('(prefers-color-scheme: dark)');

  constructor(canvas) {
    this.#canvas = canvas;
    this.#context = canvas.getContext('2d');
    this.repaint = () => {
      this.#readColors();
      this.#all();
    };
    this.#scheme.addEventListener('change', this.repaint);
    this.visible = () => document.hidden || this.#schedule();
    document.addEventListener('visibilitychange', this.visible);
    this.#readColors();
  }

  close() {
    cancelAnimationFrame(this.#frame);
    this.#scheme.removeEventListener('change', this.repaint);
    document.removeEventListener('visibilitychange', this.visible);
  }

  /** Lays these racks out in a box of this size; taller than the box when they do not fit. */
  layout(racks, width, height) {
    const before = this.#racks;
    this.#racks = racks;
    this.#index = new Map(racks.map((rack, i) => [rack.name, i]));
    const fits = ([w, h, gap]) => Math.ceil(racks.length / columnsOf(width, w, gap)) * (h + gap) <= height;
    const [least, high, gap] = SIZES.find(fits) ?? SIZES.at(-1);
    this.columns = columnsOf(width, least, gap);
    const wide = racks.length < this.columns ? least : Math.floor((width + gap) / this.columns) - gap;
    this.cell = [wide, high];
    this.#gap = gap;
    const rows = Math.max(1, Math.ceil(racks.length / this.columns));
    const ratio = devicePixelRatio || 1;
    const tall = rows * (high + gap);
    const size = [width, tall, wide, ratio].join();
    if (size === this.#size && racks.length === before.length && racks.every((rack, i) => rack.name === before[i].name)) {
      racks.forEach((rack, i) => sameLook(before[i], rack) || this.#dirty.add(i));
      this.#schedule();
      return;
    }
    this.#size = size;
    this.#canvas.width = Math.round(width * ratio);
    this.#canvas.height = Math.round(tall * ratio);
    this.#canvas.style.setProperty('width', `${width}px`);
    this.#canvas.style.setProperty('height', `${tall}px`);
    this.#context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.#all();
  }

  /** This rack has changed. */
  change(rack) {
    const i = this.#index.get(rack.name);
    if (i === undefined) return;
    if (sameLook(this.#racks[i], rack)) {
      this.#racks[i] = rack;
      return;
    }
    this.#racks[i] = rack;
    this.#dirty.add(i);
    this.#schedule();
  }

  /** Left and top of a cell. */
  place(i) {
    const [w, h] = this.cell;
    return [(i % this.columns) * (w + this.#gap), Math.floor(i / this.columns) * (h + this.#gap)];
  }

  /** The cell at this point, or −1. */
  at(x, y) {
    const [w, h] = this.cell;
    const column = Math.floor(x / (w + this.#gap));
    const i = Math.floor(y / (h + this.#gap)) * this.columns + column;
    return column < this.columns && i < this.#racks.length ? i : -1;
  }

  #all() {
    this.#dirty = new Set(this.#racks.keys());
    this.#schedule();
  }

  #schedule() {
    if (this.#frame || !this.#dirty.size || document.hidden) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      let left = this.cell[0] >= DETAILED ? CELLS_A_FRAME.large : CELLS_A_FRAME.small;
      for (const i of this.#dirty) {
        if (left-- === 0) break;
        this.#dirty.delete(i);
        this.#draw(i);
      }
      this.#schedule();
    });
  }

  #readColors() {
    const style = getComputedStyle(document.documentElement);
    for (const token of TOKENS) this.#colors[token] = style.getPropertyValue(`--${token}`).trim();
  }

  #draw(i) {
    const rack = this.#racks[i];
    if (!rack) return;
    const [x, y] = this.place(i);
    const [w, h] = this.cell;
    const c = this.#context;
    c.clearRect(x, y, w, h);
    const tone = this.#colors[TONES[rack.health] ?? 'warn'];
    c.fillStyle = this.#colors.surface;
    c.fillRect(x, y, w, h);
    const line = rack.health === 'Healthy' ? 1 : 2;
    c.lineWidth = line;
    c.strokeStyle = rack.health === 'Healthy' ? this.#colors.border : tone;
    c.setLineDash(rack.health === 'Unknown' ? [3, 3] : []);
    c.strokeRect(x + line / 2, y + line / 2, w - line, h - line);
    c.setLineDash([]);
    if (w >= DETAILED) this.#large(rack, x, y, w, h);
    else this.#small(rack, x, y, w, h);
    if (rack.health !== 'Healthy') this.#mark(LETTERS[rack.health] ?? '!', tone, x, y, w);
  }

  #large(rack, x, y, w, h) {
    const c = this.#context;
    c.fillStyle = this.#colors.text;
    c.font = `600 ${w >= 92 ? 12 : 11}px system-ui, sans-serif`;
    c.textBaseline = 'alphabetic';
    c.fillText(fit(c, rack.name, w - 30), x + 8, y + 17);
    const top = y + 26;
    const bottom = y + h - 22;
    const rows = Math.max(1, Math.ceil(rack.gpus / COLUMNS));
    const step = (bottom - top) / rows;
    const wide = (w - 16) / COLUMNS;
    const free = rack.gpus - rack.gpusGranted - rack.gpusGrantable;
    for (let g = 0; g < rack.gpus; g++) {
      const kind = g < rack.gpusGranted ? 'info' : g < rack.gpus - free ? 'free' : 'lost';
      const gx = x + 8 + (g % COLUMNS) * wide;
      const gy = bottom - (Math.floor(g / COLUMNS) + 1) * step;
      this.#gpu(kind, gx + 0.5, gy + 0.5, wide - 2, Math.max(2, step - 1.5));
    }
    c.fillStyle = this.#colors.muted;
    c.font = `${w >= 92 ? 11 : 10}px system-ui, sans-serif`;
    c.fillText(`${rack.gpusGrantable} of ${rack.gpus} free`, x + 8, y + h - 8);
  }

  #gpu(kind, x, y, w, h) {
    const c = this.#context;
    c.fillStyle = this.#colors[kind];
    if (kind === 'lost') {
      c.fillRect(x, y + h / 2 - 0.5, w, 1);
    } else if (kind === 'free') {
      c.globalAlpha = 0.28;
      c.fillRect(x, y, w, h);
      c.globalAlpha = 1;
    } else {
      c.fillRect(x, y, w, h);
    }
  }

  #small(rack, x, y, w, h) {
    const c = this.#context;
    const inner = h - 8;
    const part = value => (rack.gpus ? (inner * value) / rack.gpus : 0);
    let bottom = y + h - 4;
    for (const [kind, value] of [['info', rack.gpusGranted], ['free', rack.gpusGrantable]]) {
      const tall = part(value);
      c.globalAlpha = kind === 'free' ? 0.28 : 1;
      c.fillStyle = this.#colors[kind];
      c.fillRect(x + 4, bottom - tall, w - 8, tall);
      bottom -= tall;
    }
    c.globalAlpha = 1;
    c.fillStyle = this.#colors.lost;
    for (let line = bottom - 2; line > y + 4; line -= 3) c.fillRect(x + 4, line, w - 8, 1);
  }

  #mark(text, color, x, y, w) {
    const c = this.#context;
    const size = w >= DETAILED ? 16 : 12;
    c.fillStyle = color;
    c.fillRect(x + w - size, y, size, size);
    c.fillStyle = this.#colors['on-badge'];
    c.font = `700 ${size - 4}px system-ui, sans-serif`;
    c.textAlign = 'center';
    c.textBaseline = 'middle';
    c.fillText(text, x + w - size / 2, y + size / 2 + 0.5);
    c.textAlign = 'start';
    c.textBaseline = 'alphabetic';
  }
}

const columnsOf = (width, w, gap) => Math.max(1, Math.floor((width + gap) / (w + gap)));

const sameLook = (a, b) =>
  a.health === b.health && a.gpus === b.gpus && a.gpusGranted === b.gpusGranted && a.gpusGrantable === b.gpusGrantable;

function fit(context, text, width) {
  if (context.measureText(text).width <= width) return text;
  let short = text;
  while (short && context.measureText(`${short}…`).width > width) short = short.slice(0, -1);
  return `${short}…`;
}
