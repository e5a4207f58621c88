// What the page knows of the fabric: the last image received, changed by the feed alone.

export const MAX_EVENTS = 1000;

const collator = new Intl.Collator('en', { numeric: true });

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
  lastMessageAt = 0;
  #listeners = new Set();

  /** `listener(change)`; change.all, or any of fabric, racks (names), newRacks, domains (names), events, rack, connection. */
  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  snapshot(data) {
    this.#take(data);
    this.racks = new Map(data.racks.map(rack => [rack.name, rack]));
    this.domains = new Map(data.computeDomains.map(domain => [domain.name, domain]));
    this.#sort();
    this.#tell({ all: true });
  }

  delta(data) {
    const change = {};
    if (data.fabric) change.fabric = true;
    this.#take(data);
    for (const name of data.removedRacks || []) change.newRacks = this.racks.delete(name) || change.newRacks;
    if (data.racks?.length) {
      change.racks = data.racks.map(rack => rack.name);
      for (const rack of data.racks) {
        if (!this.racks.has(rack.name)) change.newRacks = true;
        this.racks.set(rack.name, rack);
      }
    }
    if (change.newRacks) this.#sort();
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
    this.lastMessageAt = Date.now();
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
    this.lastMessageAt = Date.now();
  }

  #sort() {
    const names = [...this.racks.keys()];
    const sorted = names.every((name, i) => i === 0 || collator.compare(names[i - 1], name) <= 0);
    this.order = sorted ? names : names.sort(collator.compare);
  }

  #merge(events) {
    const known = new Set(this.events.map(eventKey));
    const fresh = events.filter(event => !known.has(eventKey(event)));
    if (fresh.length) {
      this.events = [...fresh, ...this.events].sort(newerFirst).slice(0, MAX_EVENTS);
    }
    return fresh;
  }

  #tell(change) {
    for (const listener of [...this.#listeners]) listener(change);
  }
}

/** By sequence, which is numbers with dots; by time where there is none. */
function newerFirst(a, b) {
  if (!a.seq || !b.seq) return new Date(b.at) - new Date(a.at);
  const [x, y] = [a.seq.split('.'), b.seq.split('.')];
  for (let i = 0; i < Math.max(x.length, y.length); i++) {
    const step = Number(y[i] ?? 0) - Number(x[i] ?? 0);
    if (step) return step;
  }
  return 0;
}

export const eventKey = event => String(event.seq ?? event.id ?? `${event.at}|${event.message}`);

export const store = new Store();
