// A rack drawn to its slots: compute trays with their GPUs, switch trays with their ASICs, the highest slot on top.

import { svg, html, nothing } from './lit.js';
import { count, letter, tone, words } from './format.js';

const WIDTH = 520;
const ROW = 23;
const LEFT = 34;
const NAME = 120;
const GPU = 44;
const ASICS_A_TRAY = 2;
const HOLDER_TONES = 6;

/**
 * The rows of a rack, highest slot first: `{slot, tray}` or `{slot, asics}`. Switch trays fill the slots that no
 * compute tray has, from the lowest on; their slot is null where none is left for them.
 */
export function slots(rack) {
  const used = new Map(rack.trays.map(tray => [tray.slot, tray]));
  const numbered = rack.trays.filter(tray => tray.slot !== null && tray.slot !== undefined);
  const asics = rack.switches?.asics ?? 0;
  const switches = Math.ceil(asics / ASICS_A_TRAY);
  const rows = numbered.map(tray => ({ slot: tray.slot, tray }));
  const highest = Math.max(0, ...numbered.map(tray => tray.slot));
  const gaps = [];
  for (let slot = 1; slot <= highest && gaps.length < switches; slot++) if (!used.has(slot)) gaps.push(slot);
  for (let i = 0; i < switches; i++) {
    const pair = [2 * i, 2 * i + 1].filter(asic => asic < asics);
    rows.push({ slot: gaps.length === switches ? gaps[i] : null, switchTray: i, asics: pair });
  }
  rows.sort((a, b) => (b.slot ?? 0) - (a.slot ?? 0));
  return [...rows, ...rack.trays.filter(tray => !numbered.includes(tray)).map(tray => ({ slot: null, tray }))];
}

/** Which of the six tones a holder has in this rack: by its place among the rack's ComputeDomains. */
export const holderTone = (rack, name) => Math.max(0, (rack.computeDomains ?? []).indexOf(name)) % HOLDER_TONES;

export function elevation(rack, rows, selected, select) {
  const height = rows.length * ROW + 4;
  const move = event => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step && event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    const trays = rows.filter(row => row.tray).map(row => row.tray.node);
    const next = trays[trays.indexOf(event.target.dataset.node) + (step ?? 0)];
    if (!next) return;
    select(next);
    event.currentTarget.querySelector(`[data-node="${CSS.escape(next)}"]`)?.focus();
  };
  return html`
    <svg class="elevation" viewBox="0 0 ${WIDTH} ${height}" role="group" aria-label="Trays of ${rack.name}" @keydown=${move}>
      ${hatch()}
      ${rows.map((row, i) => (row.tray
        ? computeTray(rack, row, i * ROW + 2, row.tray.node === selected, select)
        : switchTray(rack, row, i * ROW + 2)))}
    </svg>
    <ul class="legend" aria-label="Legend">
      <li><span class="swatch fill-free"></span>free</li>
      <li><span class="swatch holder-0"></span>granted, a colour for each ComputeDomain</li>
      <li><span class="mark-box warn">L</span>limited</li><li><span class="mark-box bad">✕</span>unhealthy</li>
      <li><span class="mark-box dim">?</span>unknown</li>
    </ul>`;
}

const hatch = () => svg`
  <defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
    <rect class="hatch-line" width="1.5" height="5"></rect></pattern></defs>`;

/** What stands to the right of a tray: why it takes nothing, or who holds it. */
function note(tray) {
  if (!tray.connected) return ['bad', 'not connected'];
  if (tray.cordoned) return ['warn', 'cordoned'];
  if (tray.closed) return ['warn', words(tray.closed.cause)];
  const holders = [...new Set(tray.gpus.map(gpu => gpu.granted).filter(Boolean))];
  if (holders.length) return ['muted', holders.join(', ')];
  return tray.health === 'Healthy' ? ['muted', ''] : [tone(tray.health), words(tray.reason || tray.health)];
}

export function trayLabel(tray) {
  const granted = tray.gpus.filter(gpu => gpu.granted).length;
  const [, text] = note(tray);
  return `${tray.node}, slot ${tray.slot ?? 'unknown'}: ${words(tray.health)}, ${count(tray.gpus.length, 'GPU')}, ${granted} granted${text ? `, ${text}` : ''}`;
}

function computeTray(rack, row, y, selected, select) {
  const tray = row.tray;
  const [kind, text] = note(tray);
  const name = tray.node.startsWith(`${rack.name}-`) ? tray.node.slice(rack.name.length + 1) : tray.node;
  return svg`
    <g class=${`tray ${selected ? 'selected' : ''}`} role="button" data-node=${tray.node} tabindex=${selected ? 0 : -1}
      aria-pressed=${String(selected)} aria-label=${trayLabel(tray)} @click=${() => select(tray.node)}>
      <text class="slot" x="24" y=${y + 15} text-anchor="end">${row.slot ?? '–'}</text>
      <rect class="chassis" x=${LEFT} y=${y} width=${WIDTH - LEFT - 2} height=${ROW - 3} rx="3"></rect>
      <text class="label" x=${LEFT + 8} y=${y + 14.5}>${short(name, 15)}</text>
      ${tray.gpus.map((gpu, i) => gpuCell(rack, gpu, LEFT + NAME + i * (GPU + 4), y + 3))}
      <text class=${`note ${kind}`} x=${LEFT + NAME + tray.gpus.length * (GPU + 4) + 6} y=${y + 14.5}>${short(text, 26)}</text>
    </g>`;
}

function gpuCell(rack, gpu, x, y) {
  const healthy = gpu.health === 'Healthy';
  const fill = gpu.granted ? `holder-${holderTone(rack, gpu.granted)}` : healthy || gpu.health === 'Limited' ? 'fill-free' : 'fill-hatch';
  return svg`
    <rect class=${`gpu ${fill} ${healthy ? '' : `edge-${tone(gpu.health)}`}`} x=${x} y=${y} width=${GPU} height="14" rx="2"></rect>
    ${healthy ? nothing : svg`<rect class=${`corner tone-${tone(gpu.health)}`} x=${x + GPU - 13} y=${y} width="13" height="14" rx="2"></rect>
      <text class="corner-text" x=${x + GPU - 6.5} y=${y + 10.5} text-anchor="middle">${letter(gpu.health)}</text>`}
    <text class=${gpu.granted ? 'gpu-text on' : 'gpu-text'} x=${x + 5} y=${y + 10.5}>${gpu.index}</text>`;
}

function switchTray(rack, row, y) {
  return svg`
    <g class="switch" role="img" aria-label=${switchLabel(rack, row)}>
      <text class="slot" x="24" y=${y + 15} text-anchor="end">${row.slot ?? '–'}</text>
      <rect class="chassis" x=${LEFT} y=${y} width=${WIDTH - LEFT - 2} height=${ROW - 3} rx="3"></rect>
      <text class="label dim" x=${LEFT + 8} y=${y + 14.5}>switch ${row.switchTray}</text>
      ${row.asics.map((asic, i) => asicCell(rack, asic, LEFT + NAME + i * (2 * GPU + 8), y + 3))}
    </g>`;
}

const switchLabel = (rack, row) =>
  `Switch tray ${row.switchTray}: ${row.asics.map(asic => `ASIC ${asic}, ${downText(rack, asic)}`).join('; ')}`;

const downText = (rack, asic) => {
  const down = rack.switches?.down?.[asic] ?? 0;
  return down ? `${count(down, 'link')} not active` : 'all links active';
};

function asicCell(rack, asic, x, y) {
  const down = rack.switches?.down?.[asic] ?? 0;
  const gpus = rack.gpus || 1;
  const kind = !down ? '' : down >= gpus ? 'edge-bad' : 'edge-warn';
  return svg`
    <rect class=${`asic ${kind}`} x=${x} y=${y} width=${2 * GPU + 4} height="14" rx="2"></rect>
    <text class="gpu-text" x=${x + 5} y=${y + 10.5}>${down ? `${asic} · ${down} not active` : `ASIC ${asic}`}</text>`;
}

const short = (text, max) => (text.length > max ? `${text.slice(0, max - 1)}…` : text);
