// ComputeDomains: who holds which part of the fabric, and why the others wait.

import { html, nothing } from './lit.js';
import { View } from './view.js';
import { store } from './store.js';
import { createDialog } from './create.js';
import { deleteDialog } from './domain.js';
import { age, badge, channel, domainLink, duration, n, rackLink } from './format.js';

const PHASES = ['Pending', 'Forming', 'Ready', 'Degraded', 'Releasing', 'Orphaned'];
const MAX_ROWS = 500;

class Domains extends View {
  opened() {
    this.every(5_000, () => this.update());
  }

  storeChanged(change) {
    if (change.all || change.domains) this.update();
  }

  key(event) {
    if (event.key !== 'n') return;
    event.preventDefault();
    createDialog();
  }

  template() {
    const all = [...store.domains.values()];
    const shown = this.#filtered(all);
    return html`
      <header class="head"><h1>ComputeDomains</h1><p class="sub">${n(all.length)} in all</p>
        <div class="head-actions"><button type="button" class="primary" @click=${() => createDialog()}>New ComputeDomain <kbd aria-hidden="true">n</kbd></button></div>
      </header>
      <div class="toolbar">
        <label class="inline">Filter <input type="search" data-filter placeholder="name, rack or reason" spellcheck="false"
          .value=${this.route.query.get('filter') ?? ''} @input=${event => this.#filter({ filter: event.target.value.trim() })}></label>
        <div class="segmented" role="group" aria-label="Phase">
          ${this.#phaseButton('', 'All', all.length)}
          ${PHASES.map(phase => [phase, all.filter(domain => domain.phase === phase).length])
            .map(([phase, sum]) => this.#phaseButton(phase, phase, sum))}
        </div>
      </div>
      ${shown.length ? this.#table(shown) : html`<p class="empty">${this.#none(all.length)}</p>`}`;
  }

  /** Nothing is said of what there is before the first whole picture is here. */
  #none(all) {
    if (all) return 'None matches.';
    if (!store.image) return 'Connecting: what there is will be here in a moment.';
    return html`No ComputeDomain yet. Make one here, or with <code>./heddle create cd train-1 --nodes 16 --gpus-per-node 4</code>.`;
  }

  #phaseButton(phase, text, sum) {
    const pressed = (this.route.query.get('phase') ?? '') === phase;
    return html`<button type="button" aria-pressed=${String(pressed)} @click=${() => this.#filter({ phase })}>${text} <span class="dim">${n(sum)}</span></button>`;
  }

  #table(shown) {
    return html`
      <div class="scroll" tabindex="0" role="group" aria-label="ComputeDomains">
        <table>
          <thead><tr><th scope="col">Name</th><th scope="col">Phase</th><th scope="col">Size</th><th scope="col">Placed in</th>
            <th scope="col">Channel</th><th scope="col">Reason</th><th scope="col" class="num">Formed in</th><th scope="col" class="num">Age</th>
            <th scope="col"><span class="sr-only">Action</span></th></tr></thead>
          <tbody>${shown.slice(0, MAX_ROWS).map(domain => this.#row(domain))}</tbody>
        </table>
      </div>
      ${shown.length > MAX_ROWS ? html`<p class="dim">The first ${n(MAX_ROWS)} of ${n(shown.length)}: filter for the others.</p>` : nothing}`;
  }

  #row(domain) {
    const segments = domain.segments ?? [];
    const racks = [...new Set(segments.map(segment => segment.rack))];
    return html`
      <tr><th scope="row">${domainLink(domain.name)}</th><td>${badge(domain.phase)}</td>
        <td>${n(domain.nodes)} × ${n(domain.gpusPerNode)}</td>
        <td>${racks.length ? racks.map((rack, i) => html`${i ? ', ' : ''}${rackLink(rack)}`) : html`<span class="dim">nowhere yet</span>`}</td>
        <td class="mono">${[...new Set(segments.map(channel))].join(', ') || '–'}</td>
        <td class="wrap">${domain.message || domain.reason || ''}</td>
        <td class="num">${duration(domain.formingMillis)}</td><td class="num">${age(domain.createdAt)}</td>
        <td class="num"><button type="button" class="quiet" aria-label=${`Delete ${domain.name}`}
          ?disabled=${domain.phase === 'Releasing'} @click=${() => deleteDialog(domain)}>Delete</button></td></tr>`;
  }

  #filtered(all) {
    const text = (this.route.query.get('filter') ?? '').toLowerCase();
    const phase = this.route.query.get('phase');
    const matches = domain => !text || [domain.name, domain.reason, domain.message, ...(domain.segments ?? []).map(s => s.rack)]
      .some(value => value?.toLowerCase().includes(text));
    return all.filter(domain => (!phase || domain.phase === phase) && matches(domain))
      .sort((a, b) => new Date(b.createdAt) - new Date(a.createdAt) || a.name.localeCompare(b.name));
  }

  #filter(entries) {
    this.remember(entries);
    this.update();
  }
}

customElements.define('heddle-domains', Domains);
