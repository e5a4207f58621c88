// Fleet: every rack with its health and free capacity, the sums, the newest faults.

import { html, nothing } from './lit.js';
import { View } from './view.js';
import { store } from './store.js';
import { FleetCanvas } from './fleet-canvas.js';
import { rackTable } from './rack-table.js';
import { tiles } from './tiles.js';
import { fault, newestFaults } from './faults.js';
import { badge, count, n, rackLink, words } from './format.js';

const HEALTHS = ['Healthy', 'Limited', 'Unhealthy', 'Unknown'];
const RELAYOUT_MS = 1_000;
const STEPS = { ArrowLeft: -1, ArrowRight: 1 };

class Fleet extends View {
  #canvas = null;
  #shown = [];
  #cursor = 0;
  #page = 0;
  #table = false;
  #relayoutAt = 0;
  #relayouting = false;
  #observer = null;

  opened() {
    this.#shown = this.#filtered();
    this.#table = this.route.query.get('view') === 'table';
    this.#observer = new ResizeObserver(() => this.#relayout());
    this.every(1_000, () => this.update());
  }

  closed() {
    this.#canvas?.close();
    this.#observer.disconnect();
  }

  storeChanged(change) {
    if (change.all || change.newRacks) this.#relayout();
    else if (change.racks) this.#racksChanged(change.racks);
    if (change.all || change.fabric || change.events || change.history || change.newRacks) this.update();
  }

  key(event) {
    if (event.key === 't') this.#show(!this.#table);
  }

  drawn() {
    const canvas = this.querySelector('canvas');
    if (!canvas) {
      this.#canvas?.close();
      this.#canvas = null;
    } else if (!this.#canvas) {
      this.#canvas = new FleetCanvas(canvas);
      // Observing tells the size at once, so that the first layout needs no call of its own.
      this.#observer.observe(this.querySelector('.map'));
    }
  }

  template() {
    return html`
      <header class="head"><h1>Fleet</h1>
        <p class="sub">${count(store.racks.size, 'rack')}, ${n(store.fabric?.nodes)} nodes, ${n(store.fabric?.gpus)} GPUs</p></header>
      ${tiles(store)}
      ${this.#toolbar(this.#shown.length)}
      <div class="split">
        <section class="map-box" aria-label="Racks">
          ${this.#table ? rackTable(this.#shown.map(name => store.racks.get(name)), this.#page, page => this.#turn(page)) : this.#map()}
        </section>
        <aside class="rail">${this.#inspector()}${this.#faults()}</aside>
      </div>`;
  }

  #toolbar(shown) {
    const query = this.route.query;
    return html`
      <div class="toolbar">
        <label class="inline">Filter <input type="search" data-filter placeholder="rack or ComputeDomain" spellcheck="false"
          .value=${query.get('filter') ?? ''} @input=${event => this.#filter({ filter: event.target.value.trim() })}></label>
        <label class="inline">Health <select @change=${event => this.#filter({ health: event.target.value })}>
          <option value="">Any</option>
          ${HEALTHS.map(health => html`<option ?selected=${health === query.get('health')}>${health}</option>`)}
        </select></label>
        <div class="segmented" role="group" aria-label="Shown as">
          <button type="button" aria-pressed=${String(!this.#table)} @click=${() => this.#show(false)}>Map</button>
          <button type="button" aria-pressed=${String(this.#table)} @click=${() => this.#show(true)}>Table</button>
        </div>
        <span class="dim">${shown === store.racks.size ? nothing : `${n(shown)} shown`}</span>
        <ul class="legend" aria-label="Legend">
          <li><span class="swatch fill-info"></span>granted</li>
          <li><span class="swatch fill-free"></span>free</li>
          <li><span class="swatch fill-lost"></span>not grantable</li>
          <li><span class="mark-box warn">L</span>limited</li>
          <li><span class="mark-box bad">✕</span>unhealthy</li>
          <li><span class="mark-box dim">?</span>unknown</li>
        </ul>
      </div>`;
  }

  #map() {
    if (!store.racks.size) {
      return html`<p class="empty">${store.fabric ? 'No rack has reported yet.' : 'Waiting for the first image.'}</p>`;
    }
    return html`
      <div class="map" @pointermove=${this.#hover} @click=${this.#click} @keydown=${this.#move}>
        <canvas aria-hidden="true"></canvas>
        ${this.#shown.length ? html`<a class="cursor" href=${this.#href()} aria-describedby="map-keys"></a>` : nothing}
        <span id="map-keys" class="sr-only">Arrow keys move from rack to rack, Enter opens, t shows a table.</span>
      </div>`;
  }

  #inspector() {
    const rack = store.racks.get(this.#shown[this.#cursor]);
    if (!rack || this.#table) return nothing;
    return html`
      <section class="card" aria-labelledby="inspected">
        <h2 id="inspected">${rackLink(rack.name)} ${badge(rack.health)}</h2>
        <dl class="facts wide">
          <div><dt>NVLink domain</dt><dd>${words(rack.state ?? '–')}</dd></div>
          <div><dt>Nodes</dt><dd>${n(rack.nodesConnected)} of ${n(rack.nodes)} connected</dd></div>
          <div><dt>GPUs</dt><dd>${n(rack.gpusGranted)} granted, ${n(rack.gpusGrantable)} free of ${n(rack.gpus)}</dd></div>
          <div><dt>Links</dt><dd>${n(rack.links?.active)} of ${n(rack.links?.total)} active</dd></div>
          ${rack.cordonedNodes ? html`<div><dt>Cordoned</dt><dd>${count(rack.cordonedNodes, 'node')}</dd></div>` : nothing}
          <div><dt>ComputeDomains</dt><dd>${rack.computeDomains?.join(', ') || 'none'}</dd></div>
        </dl>
      </section>`;
  }

  #faults() {
    const faults = newestFaults(store.events);
    return html`
      <section class="card grow" aria-labelledby="faults">
        <h2 id="faults">Newest faults</h2>
        ${faults.length
          ? html`<ol class="feed" tabindex="0" aria-labelledby="faults">${faults.map(fault)}</ol>`
          : html`<p class="empty">No warning so far.</p>`}
      </section>`;
  }

  #filtered() {
    const text = (this.route.query.get('filter') ?? '').toLowerCase();
    const health = this.route.query.get('health');
    if (!health && !text) return store.order;
    return store.order.filter(name => {
      const rack = store.racks.get(name);
      return (!health || rack.health === health) && (!text || name.toLowerCase().includes(text)
        || rack.computeDomains?.some(domain => domain.includes(text)));
    });
  }

  #filter(entries) {
    this.#page = 0;
    this.#cursor = 0;
    this.remember(entries);
    this.#layout();
    this.update();
  }

  #show(table) {
    this.#table = table;
    this.remember({ view: table ? 'table' : '' });
    this.update();
  }

  #turn(page) {
    this.#page = Math.max(0, page);
    this.update();
  }

  #racksChanged(names) {
    const filtering = this.route.query.get('health') || this.route.query.get('filter');
    if (filtering && Date.now() - this.#relayoutAt > RELAYOUT_MS) {
      this.#layout();
    } else {
      for (const name of names) this.#canvas?.change(store.racks.get(name));
      this.#mark();
    }
    if (this.#table || names.includes(this.#shown[this.#cursor])) this.update();
  }

  /** Lays out in a frame of its own, once however often it is asked for: a snapshot must not cost a frame all at once. */
  #relayout() {
    if (this.#relayouting) return;
    this.#relayouting = true;
    requestAnimationFrame(() => {
      this.#relayouting = false;
      if (this.isConnected) this.#layout();
    });
  }

  #layout() {
    const map = this.querySelector('.map');
    this.#shown = this.#filtered();
    this.#relayoutAt = Date.now();
    if (!map || !this.#canvas) return;
    this.#cursor = Math.min(this.#cursor, Math.max(0, this.#shown.length - 1));
    const room = Math.max(320, innerHeight - map.getBoundingClientRect().top - scrollY - 32);
    this.#canvas.layout(this.#shown.map(name => store.racks.get(name)), map.clientWidth, room);
    this.#mark();
    this.update();
  }

  #href() {
    return `#/racks/${encodeURIComponent(this.#shown[this.#cursor] ?? '')}`;
  }

  /** The one element that has the focus of the whole map lies over the marked cell and has its name. */
  #mark() {
    const cursor = this.querySelector('.cursor');
    const rack = store.racks.get(this.#shown[this.#cursor]);
    if (!cursor || !rack || !this.#canvas) return;
    const [x, y] = this.#canvas.place(this.#cursor);
    const [w, h] = this.#canvas.cell;
    cursor.style.setProperty('transform', `translate(${x}px, ${y}px)`);
    cursor.style.setProperty('width', `${w}px`);
    cursor.style.setProperty('height', `${h}px`);
    cursor.setAttribute('href', this.#href());
    cursor.setAttribute('aria-label', `${rack.name}: ${words(rack.health)}, ${rack.gpusGrantable} of ${rack.gpus} GPUs free`);
  }

  #select(i) {
    if (i < 0 || i >= this.#shown.length || i === this.#cursor) return false;
    this.#cursor = i;
    this.#mark();
    this.update();
    return true;
  }

  #hover = event => {
    const box = this.querySelector('canvas').getBoundingClientRect();
    const i = this.#canvas?.at(event.clientX - box.left, event.clientY - box.top) ?? -1;
    if (i >= 0) this.#select(i);
  };

  #click = event => {
    const box = this.querySelector('canvas').getBoundingClientRect();
    if (this.#canvas?.at(event.clientX - box.left, event.clientY - box.top) >= 0 && !event.target.closest('a')) {
      location.hash = this.#href();
    }
  };

  #move = event => {
    const columns = this.#canvas?.columns ?? 1;
    const step = { ...STEPS, ArrowUp: -columns, ArrowDown: columns }[event.key];
    const target = { Home: 0, End: this.#shown.length - 1 }[event.key] ?? (step && this.#cursor + step);
    if (target === undefined) return;
    event.preventDefault();
    if (this.#select(target)) this.querySelector('.cursor').scrollIntoView({ block: 'nearest' });
  };
}

customElements.define('heddle-fleet', Fleet);
