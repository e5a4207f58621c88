// Numbers, times and states as people read them.

import { html, nothing, svg } from './lit.js';
import { store } from './store.js';

const numbers = new Intl.NumberFormat('en');
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const dates = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

export const n = value => (value === null || value === undefined ? '–' : numbers.format(value));

export const count = (value, one, many = `${one}s`) => `${n(value)} ${value === 1 ? one : many}`;

/** Rounded down, so that 100 means all. */
export const percent = (part, whole) => (whole ? Math.floor((1000 * part) / whole) / 10 : 0);

export function duration(ms) {
  if (ms === null || ms === undefined) return '–';
  if (ms < 1000) return `${Math.max(0, Math.round(ms))} ms`;
  const s = Math.floor(ms / 1000);
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min`;
  if (s < 86_400) return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
  return `${Math.floor(s / 86_400)} d`;
}

export function time(at) {
  if (!at) return '–';
  const date = new Date(at);
  return html`<time datetime=${date.toISOString()} title=${dates.format(date)}>${clock.format(date)}</time>`;
}

export function age(at) {
  if (!at) return '–';
  const date = new Date(at);
  return html`<time datetime=${date.toISOString()} title=${dates.format(date)}>${duration(Date.now() - date)}</time>`;
}

// The field's terms, as the field writes them.
const TERMS = [[/compute domain/i, 'ComputeDomain'], [/nvlink/i, 'NVLink'], [/imex/i, 'IMEX'], [/\bgpu/i, 'GPU']];

/** Camel case as words: ClusterUuidChanging → Cluster uuid changing. */
export function words(code) {
  const spaced = String(code ?? '').replace(/([a-z0-9])([A-Z])/g, (_, a, b) => `${a} ${b.toLowerCase()}`);
  const sentence = spaced.charAt(0).toUpperCase() + spaced.slice(1);
  return TERMS.reduce((text, [pattern, term]) => text.replace(pattern, term), sentence);
}

// Every state has a tone (its colour) and a letter, so that colour never stands alone.
const STATES = {
  Healthy: ['ok', '✓'], Limited: ['warn', 'L'], Unknown: ['dim', '?'], Unhealthy: ['bad', '✕'],
  Active: ['ok', '✓'], Degraded: ['warn', 'D'], Flapping: ['warn', 'F'], Sleep: ['dim', 'S'], Inactive: ['bad', '✕'],
  Pending: ['dim', '…'], Forming: ['info', '▸'], Ready: ['ok', '✓'], Releasing: ['info', '◂'], Orphaned: ['bad', '!'],
  Unreachable: ['bad', '✕'], Training: ['info', '▸'], ClusterUuidChanging: ['warn', '!'],
  Planned: ['dim', '…'], Granted: ['info', '▸'], Applied: ['ok', '✓'], Failed: ['bad', '✕'],
  Chosen: ['ok', '✓'], Fits: ['ok', '+'],
  Leader: ['ok', '★'], Standby: ['dim', '·'],
  Normal: ['dim', '·'], Warning: ['warn', '!'],
};

export const tone = state => STATES[state]?.[0] ?? 'warn';
export const letter = state => STATES[state]?.[1] ?? '–';

export function badge(state, text = words(state)) {
  if (!state) return nothing;
  return html`<span class="badge ${tone(state)}"><span class="mark" aria-hidden="true">${letter(state)}</span>${text}</span>`;
}

/** A long clique label, short; the whole of it in the title. */
export function clique(label) {
  if (!label) return '–';
  const dot = label.lastIndexOf('.');
  const short = dot > 12 ? `${label.slice(0, 8)}…${label.slice(dot)}` : label;
  return html`<span class="mono" title=${label}>${short}</span>`;
}

/** Channel 0 is never granted: it says that the nodes have no IMEX. */
export const channel = segment => (segment.channel === 0 ? 'none' : segment.channel ?? '–');

const rackAddress = rack => `#/racks/${encodeURIComponent(rack)}`;

/** A link where there is such a rack; a node that has not said where it is has none. */
export function rackLink(rack) {
  if (!rack) return '–';
  return store.racks.has(rack) ? html`<a href=${rackAddress(rack)}>${rack}</a>` : rack;
}

export const domainLink = name =>
  html`<a href="#/compute-domains/${encodeURIComponent(name)}">${name}</a>`;

/** A link to what an event is about, where there is a screen for it. */
export function objectLink(object, rack) {
  if (!object) return '–';
  if (object.kind === 'ComputeDomain') return domainLink(object.name);
  if (object.kind === 'Rack') return rackLink(object.name);
  if (!store.racks.has(rack)) return object.name;
  const name = object.kind === 'NvlinkDomain' ? `NVLink domain of ${rack}` : object.name;
  return html`<a href=${rackAddress(rack)} title=${object.name}>${name}</a>`;
}

/** A bar of parts: [tone, value]. Its words are beside it, so that it is hidden from readers. */
export function meter(parts, whole) {
  let x = 0;
  const bars = parts.map(([kind, value]) => {
    const width = whole ? (100 * value) / whole : 0;
    x += width;
    return svg`<rect class=${`fill-${kind}`} x=${x - width} y="0" width=${width} height="6"></rect>`;
  });
  return html`<svg class="meter" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">${bars}</svg>`;
}
