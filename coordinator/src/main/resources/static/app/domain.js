// One ComputeDomain: where it is and why, each member's state, what it waits for.

import { html, nothing } from './lit.js';
import { View } from './view.js';
import { store } from './store.js';
import { call, get } from './api.js';
import { confirmDialog } from './dialog.js';
import { verdictTable } from './verdicts.js';
import { age, badge, channel, clique, count, duration, n, rackLink, time, words } from './format.js';

const REFRESH_MS = 1_000;
const MAX_EVENTS = 20;

/** Asks, with the name typed by hand where work would end, and deletes. */
export function deleteDialog(domain, done = () => {}) {
  const idle = domain.phase === 'Pending';
  confirmDialog({
    title: `Delete ${domain.name}?`,
    text: idle
      ? 'It holds nothing yet: it leaves the queue.'
      : `Its ${count(domain.nodes * domain.gpusPerNode, 'GPU')} and channels are released as soon as every node confirms that nothing uses them.`,
    typed: idle ? '' : domain.name,
    command: `./heddle delete cd ${domain.name}`,
    verb: 'Delete',
    action: async () => {
      await call('DELETE', `/compute-domains/${encodeURIComponent(domain.name)}`);
      done();
    },
  });
}

class Domain extends View {
  #domain = null;
  #error = '';
  #readAt = 0;
  #again = 0;

  get name() {
    return this.route.params[0];
  }

  opened() {
    this.#read();
    this.every(5_000, () => this.#read());
  }

  closed() {
    clearTimeout(this.#again);
  }

  storeChanged(change) {
    if (change.all || change.domains?.includes(this.name)) this.#soon();
    if (change.events) this.update();
  }

  key(event) {
    if (event.key === 'Escape') location.hash = '#/compute-domains';
  }

  /** Reads it again, at most once a second: the feed says when, the record itself has the verdicts. */
  #soon() {
    if (this.#again) return;
    this.#again = setTimeout(() => {
      this.#again = 0;
      this.#read();
    }, Math.max(0, this.#readAt + REFRESH_MS - Date.now()));
  }

  async #read() {
    this.#readAt = Date.now();
    try {
      this.#domain = await get(`/compute-domains/${encodeURIComponent(this.name)}`);
      this.#error = '';
    } catch (problem) {
      if (problem.status === 404) this.#domain = null;
      this.#error = problem.status === 404 ? `There is no ComputeDomain ${this.name}.` : problem.message;
    }
    if (this.isConnected) this.update();
  }

  template() {
    const domain = this.#domain ?? store.domains.get(this.name);
    if (!domain || (this.#error && !this.#domain)) {
      return html`<header class="head"><p class="crumbs"><a href="#/compute-domains">ComputeDomains</a> /</p><h1>${this.name}</h1></header>
        <p class="empty" role=${this.#error ? 'alert' : nothing}>${this.#error || 'Reading it.'}</p>`;
    }
    return html`
      ${this.#head(domain)}
      ${domain.message || domain.reason
        ? html`<p class=${`callout ${domain.phase === 'Ready' ? 'ok' : 'warn'}`}><b>${words(domain.reason || domain.phase)}</b> ${domain.message}</p>` : nothing}
      ${domain.waitingFor?.length
        ? html`<section class="card" aria-labelledby="waits"><h2 id="waits">Waits for</h2>
            <ul class="plain">${domain.waitingFor.map(what => html`<li>${what}</li>`)}</ul></section>` : nothing}
      ${(domain.segments ?? []).map((segment, i) => this.#segment(segment, i))}
      ${domain.phase === 'Pending' && domain.verdicts
        ? html`<section class="card" aria-labelledby="verdicts"><h2 id="verdicts">Why no clique takes it now</h2>${verdictTable(domain.verdicts)}</section>` : nothing}
      ${this.#events()}`;
  }

  #head(domain) {
    return html`
      <header class="head">
        <p class="crumbs"><a href="#/compute-domains">ComputeDomains</a> /</p>
        <h1>${domain.name}</h1> ${badge(domain.phase)}
        <div class="head-actions"><button type="button" class="danger" ?disabled=${domain.phase === 'Releasing'}
          @click=${() => deleteDialog(domain)}>Delete</button></div>
      </header>
      <dl class="strip">
        <div><dt>Asked for</dt><dd>${n(domain.nodes)} nodes × ${n(domain.gpusPerNode)} GPUs${domain.segmentSize ? `, segments of ${domain.segmentSize}` : ''}</dd></div>
        <div><dt>Isolation</dt><dd>${words(domain.isolation ?? 'shared')}</dd></div>
        <div><dt>Created</dt><dd>${time(domain.createdAt)}, ${age(domain.createdAt)} ago</dd></div>
        <div><dt>Formed in</dt><dd>${duration(domain.formingMillis)}</dd></div>
        <div><dt>Ends</dt><dd>${domain.expiresAt ? time(domain.expiresAt) : 'when deleted'}</dd></div>
        <div><dt>Version</dt><dd class="mono">${domain.version ?? '–'}</dd></div>
        <div><dt>Uid</dt><dd class="mono small">${domain.uid}</dd></div>
      </dl>`;
  }

  #segment(segment, i) {
    const members = segment.members ?? [];
    const applied = members.filter(member => member.state === 'Applied').length;
    return html`
      <section class="card" aria-labelledby=${`segment-${i}`}>
        <h2 id=${`segment-${i}`}>${rackLink(segment.rack)} <span class="dim">clique</span> ${clique(segment.clique)}
          <span class="dim">IMEX channel</span> <span class="mono">${channel(segment)}</span>
          <span class="dim">${n(applied)} of ${n(members.length)} members applied</span></h2>
        <div class="scroll" tabindex="0" role="group" aria-labelledby=${`segment-${i}`}><table>
          <thead><tr><th scope="col">Node</th><th scope="col" class="num">Tray</th><th scope="col">State</th><th scope="col">GPUs</th><th scope="col">Detail</th></tr></thead>
          <tbody>${members.map(member => html`
            <tr><th scope="row"><a href=${`#/racks/${encodeURIComponent(member.rack)}?tray=${encodeURIComponent(member.node)}`}>${member.node}</a></th>
              <td class="num">${n(member.tray)}</td><td>${badge(member.state)}</td>
              <td>${(member.gpus ?? []).map(gpu => gpu.index).join(', ')}</td><td class="wrap">${member.detail ?? ''}</td></tr>`)}</tbody>
        </table></div>
      </section>`;
  }

  #events() {
    const events = store.events.filter(event => event.object?.kind === 'ComputeDomain' && event.object.name === this.name).slice(0, MAX_EVENTS);
    return html`
      <section class="card" aria-labelledby="domain-events"><h2 id="domain-events">Events</h2>
        ${events.length
          ? html`<ol class="feed">${events.map(event => html`<li><span class="when">${time(event.at)}</span>
              ${badge(event.type, words(event.reason))}<span class="what">${event.message}</span></li>`)}</ol>`
          : html`<p class="empty">None.</p>`}
      </section>`;
  }
}

customElements.define('heddle-domain', Domain);
