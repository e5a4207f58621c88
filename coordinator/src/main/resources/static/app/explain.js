// What fits: the placement's answer to a request that nobody has made yet, clique by clique.

import { html, nothing } from './lit.js';
import { View } from './view.js';
import { call } from './api.js';
import { createDialog } from './create.js';
import { verdictTable } from './verdicts.js';
import { clique, count, n, rackLink } from './format.js';

const FIELDS = [
  { name: 'nodes', label: 'Nodes', value: '16' },
  { name: 'gpusPerNode', label: 'GPUs per node', value: '4' },
  { name: 'segmentSize', label: 'Segment size', value: '', hint: 'empty = one clique' },
];

class Explain extends View {
  #answer = null;
  #asked = null;
  #problem = null;
  #busy = false;

  opened() {
    if (this.route.query.get('nodes')) this.#ask();
  }

  storeChanged() {}

  #value(field) {
    return this.route.query.get(field.name) ?? field.value;
  }

  #request() {
    const entries = FIELDS.map(field => [field.name, Number(this.#value(field))]);
    return Object.fromEntries(entries.filter(([, value]) => value));
  }

  async #ask() {
    this.#busy = true;
    this.update();
    const request = this.#request();
    try {
      this.#answer = await call('POST', '/placements:explain', request);
      this.#asked = request;
      this.#problem = null;
    } catch (problem) {
      this.#answer = null;
      this.#problem = problem;
    }
    this.#busy = false;
    this.update();
  }

  template() {
    return html`
      <header class="head"><h1>What fits</h1><p class="sub">Asks the placement; grants nothing</p></header>
      <form class="toolbar" @submit=${event => this.#submit(event)}>
        ${FIELDS.map(field => html`
          <label class="inline">${field.label}${field.hint ? html` <span class="dim">(${field.hint})</span>` : nothing}
            <input type="number" min="1" name=${field.name} .value=${this.#value(field)} ?required=${field.value !== ''}></label>`)}
        <button type="submit" class="primary" ?disabled=${this.#busy}>Explain</button>
        <span class="command"><code>${command(this.#request())}</code></span>
      </form>
      ${this.#problem ? html`<div class="callout bad" role="alert"><b>${this.#problem.message}</b>
        ${this.#problem.errors.map(e => html` ${e.field}: ${e.message} ${e.fix ?? ''}`)}</div>` : nothing}
      <div aria-live="polite">${this.#answer ? this.#verdict() : nothing}</div>
      ${this.#answer ? html`<section class="card" aria-labelledby="cliques"><h2 id="cliques">Every clique</h2>${verdictTable(this.#answer.verdicts ?? [])}</section>`
        : this.#problem ? nothing : html`<p class="empty">Say how many nodes, with how many GPUs each, and see which cliques could take them and why the others cannot.</p>`}`;
  }

  #verdict() {
    const { placeable, chosen = [] } = this.#answer;
    const asked = this.#asked;
    const size = `${count(asked.nodes, 'node')} × ${count(asked.gpusPerNode ?? 4, 'GPU')}`;
    if (!placeable) return html`<p class="callout warn"><b>${size} would wait.</b> No clique takes them now.</p>`;
    return html`
      <p class="callout ok"><b>${size} would be placed</b> in ${chosen.map((part, i) => html`${i ? ', ' : ''}${rackLink(part.rack)}
        (${count((part.members ?? []).length, 'node')}, clique ${clique(part.clique)})`)}.
        <button type="button" @click=${() => createDialog(asked)}>Create it</button></p>
      <details><summary>${n(chosen.flatMap(part => part.members ?? []).length)} chosen nodes</summary>
        <p class="mono small wrap">${chosen.flatMap(part => part.members ?? []).map(member => member.node).join(' ')}</p></details>`;
  }

  #submit(event) {
    event.preventDefault();
    const data = new FormData(event.target);
    this.remember(Object.fromEntries(FIELDS.map(field => [field.name, data.get(field.name)])));
    this.#ask();
  }
}

const command = ({ nodes, gpusPerNode, segmentSize }) =>
  `./heddle explain --nodes ${nodes ?? 'N'} --gpus-per-node ${gpusPerNode ?? 'G'}${segmentSize ? ` --segment-size ${segmentSize}` : ''}`;

customElements.define('heddle-explain', Explain);
