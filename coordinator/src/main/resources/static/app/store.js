// What the page knows of the fabric: the last image received, changed by the feed alone.

import { merged } from './order.js';

export const MAX_EVENTS = 1000;

class Store {
  fabric = null;
  racks = new Map();
  /** The racks' names in the order people count in. */
  order = [];
  domains = new Map();
  /** Newest first, at most MAX_EVENTS. */
  events = [];
  rackDetail = null;
  image = '';
  connection = { state: 'connecting', since: Date.now() };
  #listeners = new Set();
  /** A snapshot of which not every slice is here yet: nothing of it is shown before its end. */
  #coming = null;

  /** `listener(change)`; change.all, or any of fabric, racks (names), newRacks, domains (names), events, rack, connection. */
  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A snapshot begins, with all of it but racks and ComputeDomains. */
  begin(head) {
    this.#coming = { head, racks: new Map(), domains: new Map() };
  }

  slice({ racks = [], computeDomains = [] }) {
    for (const rack of racks) this.#coming.racks.set(rack.name, rack);
    for (const domain of computeDomains) this.#coming.domains.set(domain.name, domain);
  }

  /** The snapshot is whole; its racks are in this order. */
  end(order) {
    const { head, racks, domains } = this.#coming;
    this.#coming = null;
    this.#take(head);
    this.racks = racks;
    this.domains = domains;
    this.order = order;
    this.#tell({ all: true });
  }

  delta(data) {
    const change = {};
    if (data.fabric) change.fabric = true;
    this.#take(data);
    const gone = (data.removedRacks || []).filter(name => this.racks.delete(name));
    const fresh = (data.racks || []).map(rack => rack.name).filter(name => !this.racks.has(name));
    if (data.racks?.length) {
      change.racks = data.racks.map(rack => rack.name);
      for (const rack of data.racks) this.racks.set(rack.name, rack);
    }
    if (gone.length || fresh.length) {
      change.newRacks = true;
      this.order = merged(this.order.filter(name => !gone.includes(name)), fresh);
    }
    const removed = data.removedComputeDomains || [];
    if (data.computeDomains?.length || removed.length) {
      change.domains = [...(data.computeDomains || []).map(domain => domain.name), ...removed];
      for (const domain of data.computeDomains || []) this.domains.set(domain.name, domain);
      for (const name of removed) this.domains.delete(name);
    }
    if (data.events?.length) change.events = this.#merge(data.events);
    this.#tell(change);
  }

  /** Events read by a list, from before the feed began. */
  history(events) {
    const fresh = this.#merge(events);
    if (fresh.length) this.#tell({ history: true });
  }

  rack(detail) {
    this.rackDetail = detail;
    this.#tell({ rack: detail.name });
  }

  /** A sign of life, with or without news. */
  heard(image) {
    if (image && image !== this.image) {
      this.image = image;
      this.#tell({ fabric: true });
    }
  }

  connected(state) {
    if (this.connection.state === state) return;
    this.connection = { state, since: Date.now() };
    this.#tell({ connection: state });
  }

  #take(data) {
    if (data.fabric) this.fabric = data.fabric;
    if (data.image) this.image = data.image;
  }

  #merge(events) {
    const known = new Set(this.events.map(eventKey));
    const fresh = events.filter(event => !known.has(eventKey(event))).sort(newerFirst);
    if (!fresh.length) return fresh;
    const older = this.events.length ? newerFirst(fresh.at(-1), this.events[0]) > 0 : false;
    const all = [...fresh, ...this.events];
    this.events = (older ? all.sort(newerFirst) : all).slice(0, MAX_EVENTS);
    return fresh;
  }

  #tell(change) {
    for (const listener of [...this.#listeners]) listener(change);
  }
}

/** By sequence, which is numbers with dots; by time where there is none. */
function newerFirst(a, b) {
  if (!a.seq || !b.seq) return new Date(b.at) - new Date(a.at);
  const [x, y] = [numbers(a), numbers(b)];
  for (let i = 0; i < Math.max(x.length, y.length); i++) {
    const step = (y[i] ?? 0) - (x[i] ?? 0);
    if (step) return step;
  }
  return 0;
}

/** Read once for each event: they are compared again and again. */
const sequences = new WeakMap();

function numbers(event) {
  let read = sequences.get(event);
  if (!read) {
    read = event.seq.split('.').map(Number);
    sequences.set(event, read);
  }
  return read;
}

export const eventKey = event => String(event.seq ?? event.id ?? `${event.at}|${event.message}`);

export const store = new Store();
