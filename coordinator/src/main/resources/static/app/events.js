// Events: what happened, newest first, as it happens.

import { html, nothing } from './lit.js';
import { View } from './view.js';
import { store, MAX_EVENTS } from './store.js';
import { badge, n, objectLink, rackLink, time, words } from './format.js';

const KINDS = ['Node', 'Gpu', 'Link', 'NvlinkDomain', 'ComputeDomain', 'Rack', 'Replica'];
const MAX_ROWS = 300;

class Events extends View {
  /** The events as they were when paused; null = live. */
  #held = null;

  storeChanged(change) {
    if (change.all || change.events || change.history) this.update();
  }

  key(event) {
    if (event.key === '.') this.#pause();
  }

  template() {
    const events = this.#filtered(this.#held ?? store.events);
    const query = this.route.query;
    return html`
      <header class="head"><h1>Events</h1><p class="sub">The newest ${n(MAX_EVENTS)} are kept here</p>
        <div class="head-actions"><button type="button" aria-pressed=${String(Boolean(this.#held))} @click=${() => this.#pause()}>
          ${this.#held ? 'Paused' : 'Pause'} <kbd aria-hidden="true">.</kbd></button></div></header>
      <div class="toolbar">
        <label class="inline">Filter <input type="search" data-filter placeholder="name, rack, reason or text" spellcheck="false"
          .value=${query.get('filter') ?? ''} @input=${event => this.#filter({ filter: event.target.value.trim() })}></label>
        <label class="inline">About <select @change=${event => this.#filter({ kind: event.target.value })}>
          <option value="">Anything</option>
          ${KINDS.map(kind => html`<option value=${kind} ?selected=${kind === query.get('kind')}>${words(kind)}</option>`)}</select></label>
        <div class="segmented" role="group" aria-label="Type">
          ${[['', 'All'], ['Warning', 'Warnings'], ['Normal', 'Normal']].map(([type, text]) => html`
            <button type="button" aria-pressed=${String((query.get('type') ?? '') === type)} @click=${() => this.#filter({ type })}>${text}</button>`)}
        </div>
        <span class="dim">${n(events.length)} shown</span>
      </div>
      ${events.length
        ? html`<div class="scroll" tabindex="0" role="group" aria-label="Events"><table>
            <thead><tr><th scope="col">Time</th><th scope="col">Type</th><th scope="col">Reason</th><th scope="col">About</th>
              <th scope="col">Rack</th><th scope="col">What</th></tr></thead>
            <tbody>${events.slice(0, MAX_ROWS).map(row)}</tbody></table></div>
            ${events.length > MAX_ROWS ? html`<p class="dim">The newest ${n(MAX_ROWS)} that match.</p>` : nothing}`
        : html`<p class="empty">${store.events.length ? 'None matches.' : 'Nothing has happened yet.'}</p>`}`;
  }

  #filtered(events) {
    const query = this.route.query;
    const text = (query.get('filter') ?? '').toLowerCase();
    return events.filter(event =>
      (!query.get('type') || event.type === query.get('type'))
      && (!query.get('kind') || event.object?.kind === query.get('kind'))
      && (!text || [event.object?.name, event.rack, event.reason, event.message].some(value => value?.toLowerCase().includes(text))));
  }

  #pause() {
    this.#held = this.#held ? null : store.events;
    this.update();
  }

  #filter(entries) {
    this.remember(entries);
    this.update();
  }
}

const row = event => html`
  <tr><td class="when">${time(event.at)}</td><td>${badge(event.type)}</td><td>${words(event.reason)}</td>
    <td><span class="dim">${event.object?.kind === 'NvlinkDomain' ? '' : words(event.object?.kind)}</span> ${objectLink(event.object, event.rack)}</td>
    <td>${rackLink(event.rack)}</td><td class="wrap">${event.message}</td></tr>`;

customElements.define('heddle-events', Events);
