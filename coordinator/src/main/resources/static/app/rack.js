// One rack: its elevation, its links, and what an operator does to it.

import { html, nothing } from './lit.js';
import { View } from './view.js';
import { store } from './store.js';
import { call, get, list } from './api.js';
import { confirmDialog } from './dialog.js';
import { elevation, slots } from './elevation.js';
import { trayCard, trayTable } from './tray.js';
import { LinkMatrix } from './link-matrix.js';
import { badge, clique, count, domainLink, n, time, words } from './format.js';

const MAX_EVENTS = 12;
const REFRESH_MS = 1_000;

class Rack extends View {
  #rack = null;
  #links = null;
  #error = '';
  #selected = null;
  #linksAt = 0;

  get name() {
    return this.route.params[0];
  }

  opened() {
    this.#selected = this.route.query.get('tray');
    if (store.rackDetail?.name === this.name) this.#take(store.rackDetail);
    this.#load();
  }

  storeChanged(change) {
    if (change.rack === this.name) this.#take(store.rackDetail);
    if (change.all) this.#load();
    this.update();
  }

  key(event) {
    const step = { '[': -1, ']': 1 }[event.key];
    if (step) this.#neighbour(step);
    if (event.key === 'Escape') location.hash = '#/fleet';
    if (event.key === 't') this.#view(this.route.query.get('view') === 'table' ? '' : 'table');
  }

  async #load() {
    try {
      this.#take(await get(`/racks/${encodeURIComponent(this.name)}`));
      this.#error = '';
    } catch (problem) {
      this.#error = problem.status === 404 ? `There is no rack ${this.name}.` : problem.message;
      this.update();
    }
  }

  #take(rack) {
    this.#rack = rack;
    const wait = this.#linksAt + REFRESH_MS - Date.now();
    if (wait <= 0) this.#loadLinks();
    else setTimeout(() => this.isConnected && this.#loadLinks(), wait);
    this.update();
  }

  /** The few links that are not active, with their counters. */
  async #loadLinks() {
    if (Date.now() - this.#linksAt < REFRESH_MS) return;
    this.#linksAt = Date.now();
    const rack = encodeURIComponent(this.name);
    try {
      const states = ['down', 'degraded'].map(state => list(`/links?state=${state}&rack=${rack}`));
      this.#links = [...new Map((await Promise.all(states)).flat().map(link => [link.id, link])).values()];
    } catch {
      this.#links = null;
    }
    this.update();
  }

  template() {
    if (this.#error) return html`<h1>${this.name}</h1><p class="empty" role="alert">${this.#error}</p>`;
    const rack = this.#rack;
    if (!rack) return html`<h1>${this.name}</h1><p class="empty">Reading the rack.</p>`;
    const table = this.route.query.get('view') === 'table';
    const rows = slots(rack);
    this.#selected ??= rows.find(row => row.tray)?.tray.node ?? null;
    const tray = rack.trays.find(t => t.node === this.#selected);
    return html`
      ${this.#head(rack)}
      <div class="rack-grid">
        <div class="stack">
        <section class="card" aria-labelledby="elevation">
          <div class="card-head"><h2 id="elevation">Elevation</h2>
            <div class="segmented" role="group" aria-label="Shown as">
              <button type="button" aria-pressed=${String(!table)} @click=${() => this.#view('')}>Picture</button>
              <button type="button" aria-pressed=${String(table)} @click=${() => this.#view('table')}>Table</button>
            </div></div>
          ${table ? trayTable(rack) : elevation(rack, rows, this.#selected, node => this.#select(node))}
        </section>
        ${trayCard(tray, rack, this.#actions)}
        ${this.#linkTable()}
        </div>
        <div class="stack">
          <section class="card" aria-labelledby="matrix">
            <h2 id="matrix">Links: ${rack.trays.flatMap(t => t.gpus).length} GPUs × ${rack.switches?.asics ?? 18} switch ASICs</h2>
            <heddle-link-matrix .rack=${rack}></heddle-link-matrix>
          </section>
          ${this.#events()}
        </div>
      </div>`;
  }

  #head(rack) {
    const links = rack.links ?? {};
    return html`
      <header class="head">
        <p class="crumbs"><a href="#/fleet">Fleet</a> /</p>
        <h1>${rack.name}</h1> ${badge(rack.health)}
        <div class="head-actions">
          <button type="button" @click=${() => this.#neighbour(-1)}>Previous <kbd aria-hidden="true">[</kbd></button>
          <button type="button" @click=${() => this.#neighbour(1)}>Next <kbd aria-hidden="true">]</kbd></button>
          ${rack.cordonedNodes < rack.nodes
            ? html`<button type="button" @click=${() => this.#cordon('racks', rack.name, 'cordon')}>Cordon rack</button>` : nothing}
          ${rack.cordonedNodes
            ? html`<button type="button" @click=${() => this.#cordon('racks', rack.name, 'uncordon')}>Uncordon rack</button>` : nothing}
        </div>
      </header>
      <dl class="strip">
        <div><dt>NVLink domain</dt><dd>${words(rack.state ?? '–')}</dd></div>
        <div><dt>Cliques</dt><dd>${(rack.cliques ?? []).map(label => html`${clique(label)} `)}</dd></div>
        <div><dt>Nodes connected</dt><dd>${n(rack.nodesConnected)} of ${n(rack.nodes)}</dd></div>
        <div><dt>GPUs</dt><dd>${n(rack.gpusGranted)} granted · ${n(rack.gpusGrantable)} free of ${n(rack.gpus)}</dd></div>
        <div><dt>Links active</dt><dd>${n(links.active)} of ${n(links.total)}</dd></div>
        <div><dt>Cordoned</dt><dd>${rack.cordonedNodes ? count(rack.cordonedNodes, 'node') : 'none'}</dd></div>
        <div><dt>Chassis</dt><dd class="mono">${rack.chassisSerial || '–'}</dd></div>
        <div><dt>ComputeDomains</dt><dd>${rack.computeDomains?.length
          ? rack.computeDomains.map((name, i) => html`${i ? ', ' : ''}${domainLink(name)}`) : 'none'}</dd></div>
      </dl>`;
  }

  #linkTable() {
    const links = this.#links;
    if (!links) return nothing;
    return html`
      <section class="card" aria-labelledby="inactive">
        <h2 id="inactive">Links that are not active</h2>
        ${links.length
          ? html`<div class="scroll short" tabindex="0" role="group" aria-labelledby="inactive"><table>
              <thead><tr><th scope="col">Link</th><th scope="col">State</th><th scope="col" class="num">ASIC</th>
                <th scope="col" class="num">MB/s</th><th scope="col" class="num">Recoveries</th><th scope="col" class="num">Errors</th></tr></thead>
              <tbody>${links.map(link => html`<tr><th scope="row" class="mono">${link.id}</th><td>${badge(link.state)}</td>
                <td class="num">${n(link.asic)}</td><td class="num">${n(link.speedMBps)}</td>
                <td class="num">${n(link.recoveryEvents)}</td><td class="num">${n(link.errorEvents)}</td></tr>`)}</tbody></table></div>`
          : html`<p class="empty">None is down or degraded.</p>`}
      </section>`;
  }

  #events() {
    const events = store.events.filter(event => event.rack === this.name).slice(0, MAX_EVENTS);
    return html`
      <section class="card" aria-labelledby="rack-events"><h2 id="rack-events">Newest events</h2>
        ${events.length
          ? html`<ol class="feed">${events.map(event => html`<li><span class="when">${time(event.at)}</span>
              ${badge(event.type, words(event.reason))} <b>${event.object?.name}</b><span class="what">${event.message}</span></li>`)}</ol>`
          : html`<p class="empty">None.</p>`}
      </section>`;
  }

  #select(node) {
    this.#selected = node;
    this.remember({ tray: node });
    this.update();
  }

  #view(view) {
    this.remember({ view });
    this.update();
  }

  #neighbour(step) {
    const i = store.order.indexOf(this.name) + step;
    const name = store.order[(i + store.order.length) % store.order.length];
    if (name) location.hash = `#/racks/${encodeURIComponent(name)}`;
  }

  #actions = (node, verb) => this.#cordon('nodes', node, verb);

  #cordon(kind, name, verb) {
    const one = kind === 'racks' ? 'rack' : 'node';
    confirmDialog({
      title: `${words(verb)} ${name}?`,
      text: verb === 'cordon'
        ? `Nothing new is placed on this ${one}. What runs there goes on.`
        : `This ${one} takes new ComputeDomains again.`,
      command: `./heddle ${verb} ${one} ${name}`,
      verb: words(verb),
      action: async () => {
        await call('POST', `/${kind}/${encodeURIComponent(name)}:${verb}`);
        await this.#load();
      },
    });
  }
}

customElements.define('heddle-rack', Rack);
customElements.define('heddle-link-matrix', LinkMatrix);
