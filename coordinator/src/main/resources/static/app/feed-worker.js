// The event stream, in a thread of its own: a large snapshot is received, parsed and put in order here, and handed to
// the page in slices, so that the page is never blocked for longer than one slice takes.
// The browser resumes a dropped stream by itself with Last-Event-ID; this file resumes where the browser gives up, and
// where the stream has to be asked for another rack.

import { inOrder } from './order.js';

const SILENCE_MS = 45_000;
const LOOK_MS = 5_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;
/** Racks, or ComputeDomains, in one slice of a snapshot. */
const SLICE = 100;

let source = null;
let rack = null;
/** The server knows no such rack: the feed goes on without it. */
let refused = false;
let lastId = '';
let heardAt = 0;
let wait = FIRST_WAIT_MS;
let timer = 0;

const ORDERS = {
  open() {
    open();
  },
  close() {
    clearTimeout(timer);
    timer = 0;
    source?.close();
    source = null;
  },
  /** Also send the whole of this rack when it changes; null = none. */
  rack({ name }) {
    if (name === rack) return;
    rack = name;
    refused = false;
    if (source || timer) open();
  },
};

addEventListener('message', event => ORDERS[event.data.order](event.data));
setInterval(() => {
  if (source && Date.now() - heardAt > SILENCE_MS) again();
}, LOOK_MS);

function open() {
  clearTimeout(timer);
  timer = 0;
  source?.close();
  const query = new URLSearchParams();
  if (rack && !refused) query.set('rack', rack);
  if (lastId) query.set('from', lastId);
  const stream = new EventSource(`/api/v1/watch${query.size ? `?${query}` : ''}`);
  source = stream;
  heardAt = Date.now();
  const on = (type, handle) => stream.addEventListener(type, event => {
    if (stream !== source) return;
    if (event.lastEventId) lastId = event.lastEventId;
    heardAt = Date.now();
    handle(event.data ? JSON.parse(event.data) : {});
    live();
  });
  on('snapshot', snapshot);
  on('delta', data => tell('delta', data));
  on('rack', data => tell('rack', data));
  on('bookmark', data => tell('bookmark', data));
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
    tell('connection', 'reconnecting');
    if (closed) again();
  };
}

function snapshot({ racks, computeDomains, ...head }) {
  tell('begin', head);
  for (let i = 0; i < racks.length; i += SLICE) tell('slice', { racks: racks.slice(i, i + SLICE) });
  for (let i = 0; i < computeDomains.length; i += SLICE) tell('slice', { computeDomains: computeDomains.slice(i, i + SLICE) });
  tell('end', { order: inOrder(racks.map(rack => rack.name)) });
}

function tell(type, data) {
  postMessage({ type, data });
}

function live() {
  wait = FIRST_WAIT_MS;
  tell('connection', 'live');
}

function again() {
  if (timer) return;
  source?.close();
  tell('connection', 'reconnecting');
  timer = setTimeout(open, wait * (0.5 + Math.random() / 2));
  wait = Math.min(2 * wait, LONGEST_WAIT_MS);
}
