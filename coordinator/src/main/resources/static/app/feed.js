// One event stream per page. The browser resumes a dropped stream by itself with Last-Event-ID;
// this file resumes where the browser gives up, and where the stream has to be asked for another rack.

import { list } from './api.js';
import { store } from './store.js';

const SILENCE_MS = 45_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;

let source = null;
let rack = null;
/** The server knows no such rack: the feed goes on without it. */
let refused = false;
let lastId = '';
let wait = FIRST_WAIT_MS;
let timer = 0;

export function start() {
  open();
  setInterval(() => {
    if (source && Date.now() - store.lastMessageAt > SILENCE_MS) again();
  }, 5_000);
  addEventListener('pagehide', () => source?.close());
  addEventListener('pageshow', event => event.persisted && open());
}

/** Also send the whole of this rack when it changes; null = none. */
export function watchRack(name) {
  if (name === rack) return;
  rack = name;
  refused = false;
  if (source || timer) open();
}

function open() {
  clearTimeout(timer);
  timer = 0;
  source?.close();
  const query = new URLSearchParams();
  if (rack && !refused) query.set('rack', rack);
  if (lastId) query.set('from', lastId);
  const stream = new EventSource(`/api/v1/watch${query.size ? `?${query}` : ''}`);
  source = stream;
  store.lastMessageAt = Date.now();
  // Reading a message and showing it are two tasks: a large snapshot must not block the page for the time of both.
  const on = (type, handle) => stream.addEventListener(type, event => {
    if (stream !== source) return;
    if (event.lastEventId) lastId = event.lastEventId;
    const data = event.data ? JSON.parse(event.data) : {};
    store.lastMessageAt = Date.now();
    setTimeout(() => {
      if (stream !== source) return;
      handle(data);
      live();
    });
  });
  on('snapshot', data => {
    store.snapshot(data);
    readHistory();
  });
  on('delta', data => store.delta(data));
  on('rack', data => store.rack(data));
  on('bookmark', data => store.heard(data.image));
  let opened = false;
  stream.onopen = () => {
    opened = true;
    if (stream === source) live();
  };
  stream.onerror = () => {
    if (stream !== source) return;
    const closed = stream.readyState === EventSource.CLOSED;
    if (closed && !opened && rack && !refused) {
      refused = true;
      open();
      return;
    }
    store.connected('reconnecting');
    if (closed) again();
  };
}

function live() {
  wait = FIRST_WAIT_MS;
  store.connected('live');
}

function again() {
  if (timer) return;
  source?.close();
  store.connected('reconnecting');
  timer = setTimeout(open, wait * (0.5 + Math.random() / 2));
  wait = Math.min(2 * wait, LONGEST_WAIT_MS);
}

async function readHistory() {
  try {
    store.history(await list('/events?limit=500'));
  } catch {
    // The feed goes on without what came before it.
  }
}
