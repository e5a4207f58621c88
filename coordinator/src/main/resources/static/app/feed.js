// What the event stream says, from the worker that reads it into the store.

import { list } from './api.js';
import { store } from './store.js';

const HANDLERS = {
  connection: state => store.connected(state),
  begin: head => store.begin(head),
  slice: data => store.slice(data),
  end({ order }) {
    store.end(order);
    readHistory();
  },
  delta: data => store.delta(data),
  rack: data => store.rack(data),
  bookmark: data => store.heard(data.image),
};

// The page's content security policy lets scripts be named by this policy alone, and this policy names one.
const policy = globalThis.trustedTypes?.createPolicy('heddle', { createScriptURL: () => '/app/feed-worker.js' });
const worker = new Worker(policy ? policy.createScriptURL('') : '/app/feed-worker.js', { type: 'module' });
worker.onmessage = event => HANDLERS[event.data.type](event.data.data);

export function start() {
  worker.postMessage({ order: 'open' });
  addEventListener('pagehide', () => worker.postMessage({ order: 'close' }));
  addEventListener('pageshow', event => event.persisted && worker.postMessage({ order: 'open' }));
}

/** Also send the whole of this rack when it changes; null = none. */
export function watchRack(name) {
  worker.postMessage({ order: 'rack', name });
}

async function readHistory() {
  try {
    store.history(await list('/events?limit=500'));
  } catch {
    // The feed goes on without what came before it.
  }
}
