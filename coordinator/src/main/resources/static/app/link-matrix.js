// The link matrix: a row for each GPU, a column for each switch ASIC, so that a bad GPU reads as a row and a bad ASIC
// as a column. The cells are made once; a change touches the cells that differ and no others.

import { LETTER_WORDS } from './tray.js';

const NS = 'http://www.w3.org/2000/svg';
const CELL_W = 26;
const CELL_H = 10;
const LEFT = 84;
const TOP = 20;
const TRAY_GAP = 3;
const MARK = { D: 'D', F: 'F', S: 'S', I: '✕', '?': '?' };

export class LinkMatrix extends HTMLElement {
  #rows = [];
  #svg = null;
  #readout = null;
  #cursor = null;
  #at = [0, 0];
  #rack = null;
  #asics = 18;

  connectedCallback() {
    this.#svg ??= this.#frame();
  }

  set rack(rack) {
    this.#svg ??= this.#frame();
    this.#rack = rack;
    const gpus = [...rack.trays].sort((a, b) => (a.slot ?? 0) - (b.slot ?? 0))
      .flatMap(tray => tray.gpus.map(gpu => ({ tray, gpu })));
    const key = gpus.map(({ tray, gpu }) => `${tray.node}/${gpu.index}`).join();
    if (key !== this.#rows.key) this.#build(gpus, key);
    gpus.forEach(({ gpu }, row) => this.#show(row, gpu.links ?? ''));
    this.#tell();
  }

  #frame() {
    const svg = element('svg', { class: 'matrix', tabindex: '0', role: 'img', 'aria-label': 'Link matrix. Arrow keys move from link to link.' });
    this.#readout = document.createElement('p');
    this.#readout.className = 'readout';
    this.#readout.setAttribute('aria-live', 'polite');
    this.append(svg, this.#readout);
    svg.addEventListener('pointermove', event => this.#point(event));
    svg.addEventListener('keydown', event => this.#key(event));
    return svg;
  }

  #build(gpus, key) {
    this.#asics = Math.max(1, this.#rack.switches?.asics ?? 18);
    this.#svg.replaceChildren();
    this.#rows = gpus.map(({ tray, gpu }, row) => ({ tray, gpu, y: TOP + row * CELL_H + this.#gaps(gpus, row), links: '', cells: [], marks: [] }));
    this.#rows.key = key;
    const height = (this.#rows.at(-1)?.y ?? TOP) + CELL_H + 2;
    this.#svg.setAttribute('viewBox', `0 0 ${LEFT + this.#asics * CELL_W + 2} ${height}`);
    for (let asic = 0; asic < this.#asics; asic++) {
      this.#svg.append(text(LEFT + asic * CELL_W + CELL_W / 2, 13, String(asic), 'axis', 'middle'));
    }
    let last = null;
    for (const row of this.#rows) {
      if (row.tray !== last) this.#svg.append(text(LEFT - 6, row.y + 8.5, label(this.#rack, row.tray), 'axis', 'end'));
      last = row.tray;
      for (let asic = 0; asic < this.#asics; asic++) {
        const cell = element('rect', { x: LEFT + asic * CELL_W + 0.5, y: row.y + 0.5, width: CELL_W - 1.5, height: CELL_H - 1.5 });
        row.cells.push(cell);
        this.#svg.append(cell);
      }
    }
    this.#cursor = element('rect', { class: 'cell-cursor', width: CELL_W, height: CELL_H });
    this.#svg.append(this.#cursor);
  }

  #gaps(gpus, row) {
    let gaps = 0;
    for (let i = 1; i <= row; i++) if (gpus[i].tray !== gpus[i - 1].tray) gaps++;
    return gaps * TRAY_GAP;
  }

  #show(index, links) {
    const row = this.#rows[index];
    if (row.links === links) return;
    for (let asic = 0; asic < this.#asics; asic++) {
      const state = links[asic] ?? '?';
      if ((row.links[asic] ?? '') === state) continue;
      row.cells[asic].setAttribute('class', `link link-${state === '?' ? 'u' : state}`);
      row.marks[asic]?.remove();
      row.marks[asic] = MARK[state] && text(LEFT + asic * CELL_W + CELL_W / 2, row.y + 8, MARK[state], `link-mark mark-${state === '?' ? 'u' : state}`, 'middle');
      if (row.marks[asic]) this.#svg.insertBefore(row.marks[asic], this.#cursor);
    }
    row.links = links;
  }

  #point(event) {
    const box = this.#svg.getBoundingClientRect();
    const scale = this.#svg.viewBox.baseVal.width / box.width;
    const x = (event.clientX - box.left) * scale;
    const y = (event.clientY - box.top) * scale;
    const asic = Math.floor((x - LEFT) / CELL_W);
    const row = this.#rows.findIndex(r => y >= r.y && y < r.y + CELL_H);
    if (row >= 0 && asic >= 0 && asic < this.#asics) this.#move(row, asic);
  }

  #key(event) {
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (!step) return;
    event.preventDefault();
    const row = Math.min(this.#rows.length - 1, Math.max(0, this.#at[0] + step[0]));
    this.#move(row, Math.min(this.#asics - 1, Math.max(0, this.#at[1] + step[1])));
  }

  #move(row, asic) {
    this.#at = [row, asic];
    this.#tell();
  }

  #tell() {
    const [index, asic] = this.#at;
    const row = this.#rows[index];
    if (!row) return;
    this.#cursor.setAttribute('x', LEFT + asic * CELL_W);
    this.#cursor.setAttribute('y', row.y);
    const state = LETTER_WORDS[row.links[asic] ?? '?'] ?? 'unknown';
    const said = `${label(this.#rack, row.tray)} / GPU ${row.gpu.index} / link ${asic} to switch ASIC ${asic}: ${state}`;
    if (this.#readout.textContent !== said) this.#readout.textContent = said;
  }
}

const label = (rack, tray) => (tray.node.startsWith(`${rack.name}-`) ? tray.node.slice(rack.name.length + 1) : tray.node);

function element(name, attributes) {
  const made = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function text(x, y, content, kind, anchor) {
  const made = element('text', { x, y, class: kind, 'text-anchor': anchor });
  made.textContent = content;
  return made;
}
