// The base of every screen: draws itself with lit-html, at most once a frame, when what it shows has changed.

import { render } from './lit.js';
import { store } from './store.js';

export class View extends HTMLElement {
  /** `{params, query}` of the address; set before the element is connected. */
  route = { params: [], query: new URLSearchParams() };
  #queued = false;
  #unsubscribe = null;
  #timers = [];

  connectedCallback() {
    this.#unsubscribe = store.subscribe(change => this.storeChanged(change));
    this.opened();
    render(this.template(), this);
    this.drawn();
  }

  disconnectedCallback() {
    this.#unsubscribe?.();
    for (const timer of this.#timers) clearInterval(timer);
    this.closed();
  }

  opened() {}

  closed() {}

  drawn() {}

  storeChanged() {
    this.update();
  }

  /** Calls `action` every `ms` while this view is shown and the page is visible. */
  every(ms, action) {
    this.#timers.push(setInterval(() => document.hidden || action(), ms));
  }

  /** Draws in the next frame. */
  update() {
    if (this.#queued) return;
    this.#queued = true;
    requestAnimationFrame(() => {
      this.#queued = false;
      if (!this.isConnected) return;
      render(this.template(), this);
      this.drawn();
    });
  }

  /** Changes the query of the address without a step in the history. */
  remember(entries) {
    for (const [key, value] of Object.entries(entries)) {
      if (value) this.route.query.set(key, value);
      else this.route.query.delete(key);
    }
    const path = location.hash.slice(1).split('?')[0] || '/fleet';
    const query = this.route.query.toString();
    history.replaceState(null, '', `#${path}${query ? `?${query}` : ''}`);
  }
}
