// What is true of the page as a whole: the connection, the leader, the image; and the banner when something is not as usual.

import { html, nothing } from './lit.js';
import { View } from './view.js';
import { store } from './store.js';
import { duration, n } from './format.js';

const CONNECTION = {
  connecting: ['dim', 'Connecting'],
  live: ['ok', 'Live'],
  reconnecting: ['bad', 'Reconnecting'],
};

class Status extends View {
  storeChanged(change) {
    if (change.all || change.fabric || change.connection) this.update();
  }

  template() {
    const [tone, text] = CONNECTION[store.connection.state];
    const fabric = store.fabric;
    return html`
      <p class="connection ${tone}" role="status"><span class="dot" aria-hidden="true"></span>${text}</p>
      ${fabric
        ? html`<dl class="facts">
            <div><dt>Replica</dt><dd>${fabric.replica ?? '–'}${fabric.role === 'leader' ? nothing : html` <span class="dim">${fabric.role}</span>`}</dd></div>
            <div><dt>Leader</dt><dd>${fabric.leader?.replica ?? 'none'}</dd></div>
            <div><dt>Epoch</dt><dd>${n(fabric.leader?.epoch)}</dd></div>
            <div><dt>Image</dt><dd class="mono">${store.image}</dd></div>
          </dl>`
        : nothing}`;
  }
}

class Banner extends View {
  opened() {
    this.every(1_000, () => store.connection.state !== 'live' && this.update());
  }

  storeChanged(change) {
    if (change.all || change.fabric || change.connection) this.update();
  }

  drawn() {
    document.body.classList.toggle('stale', store.connection.state === 'reconnecting');
  }

  template() {
    return this.#messages().map(([tone, message]) => html`<p class="banner ${tone}">${message}</p>`);
  }

  #messages() {
    const messages = [];
    const { state, since } = store.connection;
    if (state === 'reconnecting') {
      const wait = Date.now() - since;
      messages.push(['bad', html`<b>Not connected</b> for ${duration(wait)}. What is shown is
        ${store.image ? html`image ${store.image} and may be old` : 'not known yet'}; reconnecting.`]);
    }
    const fabric = store.fabric;
    if (!fabric) return messages;
    if (!fabric.leader) {
      messages.push(['bad', html`<b>No leader.</b> Changes are refused until one is elected; reads go on.`]);
    } else if (fabric.role === 'standby') {
      messages.push(['info', html`<b>This replica is a standby.</b> It shows its own copy of the image and forwards
        changes to the leader, ${fabric.leader.replica}.`]);
    }
    if (fabric.safeMode?.units) {
      messages.push(['warn', html`<b>Safe mode:</b> ${n(fabric.safeMode.units)} ledger unit${fabric.safeMode.units === 1 ? '' : 's'}
        grant${fabric.safeMode.units === 1 ? 's' : ''} nothing yet. <a href="#/control-plane">What they wait for</a>`]);
    }
    for (const warning of fabric.warnings ?? []) messages.push(['warn', warning]);
    return messages;
  }
}

customElements.define('heddle-status', Status);
customElements.define('heddle-banner', Banner);
