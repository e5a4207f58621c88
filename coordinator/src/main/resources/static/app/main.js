// The frame: addresses to screens, keys, and what a screen reader is told.

import * as feed from './feed.js';
import { store } from './store.js';
import { showHelp } from './help.js';
import './status.js';
import './fleet.js';
import './rack.js';
import './domains.js';
import './domain.js';
import './explain.js';
import './events.js';
import './control.js';

const SCREENS = {
  fleet: () => ['heddle-fleet', 'Fleet'],
  racks: ([name]) => (name ? ['heddle-rack', name] : ['heddle-fleet', 'Fleet']),
  'compute-domains': ([name]) => (name ? ['heddle-domain', name] : ['heddle-domains', 'ComputeDomains']),
  explain: () => ['heddle-explain', 'What fits'],
  events: () => ['heddle-events', 'Events'],
  'control-plane': () => ['heddle-control', 'Control plane'],
};
const GO = { f: 'fleet', c: 'compute-domains', x: 'explain', e: 'events', s: 'control-plane' };
const ANNOUNCE_MS = 5_000;

const main = document.getElementById('main');
let first = true;

function route() {
  const [path, query] = location.hash.slice(1).split('?');
  const [screen, ...params] = path.split('/').filter(Boolean).map(decodeURIComponent);
  const name = SCREENS[screen] ? screen : 'fleet';
  const [tag, title] = SCREENS[name](params);
  document.title = `${title} · Heddle`;
  for (const link of document.querySelectorAll('nav a')) {
    const here = link.dataset.screen === (name === 'racks' ? 'fleet' : name);
    if (here) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  feed.watchRack(name === 'racks' && params[0] ? params[0] : null);
  const view = document.createElement(tag);
  view.route = { params, query: new URLSearchParams(query || '') };
  view.dataset.address = location.hash;
  main.replaceChildren(view);
  if (!first) main.focus({ preventScroll: true });
  first = false;
  scrollTo(0, 0);
}

let pendingGo = 0;

function key(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.closest('input, select, textarea, dialog')) return;
  const going = Date.now() - pendingGo < 1_500;
  pendingGo = 0;
  if (going && GO[event.key]) {
    location.hash = `#/${GO[event.key]}`;
  } else if (event.key === 'g') {
    pendingGo = Date.now();
  } else if (event.key === '?') {
    showHelp();
  } else if (event.key === '/') {
    const filter = main.querySelector('[data-filter]');
    if (!filter) return;
    event.preventDefault();
    filter.focus();
  } else {
    main.firstElementChild?.key?.(event);
  }
}

// At most one sentence in five seconds: the newest warning, or that the connection changed.
let announcedAt = 0;
let next = '';

function announce(text) {
  const wait = announcedAt + ANNOUNCE_MS - Date.now();
  if (!next) setTimeout(say, Math.max(0, wait));
  next = text;
}

function say() {
  document.getElementById('announce').textContent = next;
  announcedAt = Date.now();
  next = '';
}

store.subscribe(change => {
  const warning = change.events?.find(event => event.type === 'Warning');
  if (warning) announce(`Warning: ${warning.object?.name ?? ''} ${warning.message}`);
});

document.getElementById('skip').addEventListener('click', () => main.focus());
document.getElementById('help').addEventListener('click', showHelp);
addEventListener('keydown', key);
addEventListener('hashchange', route);
// In a task of its own: reading the modules was one.
setTimeout(() => {
  route();
  feed.start();
});
